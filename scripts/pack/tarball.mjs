import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot } from '../run/paths.mjs';

const folder = 'target/package';

/** What the packed package is made of. */
const inputs = [
  'dist',
  'package.json',
  'scripts/pack',
  'scripts/pack.mjs',
  'README.md',
  'docs',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'LICENSE',
  'SECURITY.md',
  'Cargo.lock',
];
const localInputs = [
  ...['local/bin', 'local/src', 'local/package.json', 'local/README.md', 'local/LICENSE'],
  ...['local/Dockerfile', 'local/.dockerignore', 'scripts/pack/tarball.mjs'],
];

/** The packed package. */
export const tarball = inRoot(folder, 'cognito-wasm.tgz');

/** The packed local Cognito. */
export const localTarball = inRoot(folder, 'cognito-wasm-local.tgz');

/** The packing that was asked for last: suites that run side by side need the same tarball. @type {Promise<unknown>} */
let last = Promise.resolve();

/** Packs the package, as publishing does. */
export async function packPackage() {
  return pack('cognito-wasm', '.', inputs);
}

/** Packs the local Cognito. */
export async function packLocal() {
  return pack('cognito-wasm-local', 'local', localInputs);
}

/**
 * @param {string} name of the package
 * @param {string} source its folder, from the root
 * @param {string[]} made of these files and folders, from the root
 */
async function pack(name, source, made) {
  const packing = last.then(() =>
    unlessFresh(`tarball-${name}`, { inputs: made, outputs: [`${folder}/${name}.tgz`] }, async () => {
      const fresh = inRoot(folder, name);
      rmSync(fresh, { recursive: true, force: true });
      mkdirSync(fresh, { recursive: true });
      await run('npm', ['pack', '--pack-destination', fresh], { cwd: inRoot(source), quiet: true });
      const [packed = ''] = readdirSync(fresh);
      renameSync(join(fresh, packed), inRoot(folder, `${name}.tgz`));
      rmSync(fresh, { recursive: true });
    }),
  );
  last = packing.catch(() => undefined);
  return packing;
}
