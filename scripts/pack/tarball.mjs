import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot } from '../run/paths.mjs';

const folder = 'target/package';
const name = 'cognito-wasm.tgz';
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

/** The packed package. */
export const tarball = inRoot(folder, name);

/** Packs the package, as publishing does. */
export async function packPackage() {
  return unlessFresh('tarball', { inputs, outputs: [`${folder}/${name}`] }, async () => {
    rmSync(inRoot(folder), { recursive: true, force: true });
    mkdirSync(inRoot(folder), { recursive: true });
    await run('npm', ['pack', '--pack-destination', inRoot(folder)], { quiet: true });
    const [packed = ''] = readdirSync(inRoot(folder));
    renameSync(inRoot(folder, packed), tarball);
  });
}
