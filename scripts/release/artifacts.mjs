import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from '../run/command.mjs';
import { filesIn } from '../run/files.mjs';
import { inRoot } from '../run/paths.mjs';
import { packedProblems } from './packed.mjs';

/** Where the files of a release are. */
export const folder = 'target/release-files';

/** The packages for npm: their folders, in the order in which they are published. */
const packages = ['.', 'local', 'cli'];

/**
 * Packs everything into {@link folder}: a tarball for each npm package, the crate, the bill of materials, and the digests of all of
 * them.
 */
export async function packRelease() {
  rmSync(inRoot(folder), { recursive: true, force: true });
  mkdirSync(inRoot(folder), { recursive: true });
  for (const name of packages) await run('npm', ['pack', ...placeOf(name), '--pack-destination', inRoot(folder)]);
  await run('cargo', ['package', '--package', 'cognito-wasm', '--allow-dirty', '--no-verify']);
  for (const path of filesIn('target/package').filter((each) => each.endsWith('.crate'))) {
    copyFileSync(inRoot(path), inRoot(folder, path.split('/').at(-1) ?? ''));
  }
  const [main = ''] = readdirSync(inRoot(folder)).filter((name) => /^cognito-wasm-\d.*\.tgz$/.test(name));
  await run('tar', [
    '-xzf',
    inRoot(folder, main),
    '-C',
    inRoot(folder),
    '--strip-components=1',
    'package/sbom.cdx.json',
  ]);
  writeFileSync(inRoot(folder, 'SHA512SUMS'), digests());
}

/** The digests of the files, in the form that `sha512sum --check` reads. */
function digests() {
  const names = readdirSync(inRoot(folder)).sort();
  return names.map((name) => `${sha512(inRoot(folder, name))}  ${name}\n`).join('');
}

/** @param {string} path */
const sha512 = (path) => createHash('sha512').update(readFileSync(path)).digest('hex');

/**
 * What would be in the tarballs, without writing any.
 *
 * @returns {Promise<string[]>} a line for each package
 */
export async function describePackages() {
  const lines = [];
  for (const name of packages) {
    // Packing the main package would build everything.
    const isMain = name === '.';
    const { filename, entryCount, unpackedSize } = await tarballOf(name, isMain ? ['--ignore-scripts'] : []);
    const note = isMain ? ', before packing adds notices, the bill of materials and folders of entries' : '';
    lines.push(`${filename}: ${entryCount} files, ${Math.round(unpackedSize / 1000)} kB unpacked${note}`);
  }
  return lines;
}

/** What is wrong with the files that would be packed. */
export async function problemsOfPackages() {
  const problems = [];
  for (const name of packages) {
    const { files } = await tarballOf(name, ['--ignore-scripts']);
    const paths = files.map((/** @type {{ path: string }} */ { path }) => path);
    problems.push(...packedProblems(name, paths, (path) => readFileSync(inRoot(name, path), 'utf8')));
  }
  return problems;
}

/**
 * @param {string} name
 * @param {string[]} options
 */
async function tarballOf(name, options) {
  const printed = await run('npm', ['pack', ...placeOf(name), '--dry-run', '--json', ...options], { quiet: true });
  // Scripts of a package may print something before.
  const [tarball] = JSON.parse(printed.slice(printed.search(/^\[$/m)));
  return tarball;
}

/** @param {string} name */
const placeOf = (name) => (name === '.' ? [] : ['--workspace', name]);

/**
 * The commands that publish a release, for a person or a workflow to run. None is run after one that fails.
 *
 * @param {string} version
 */
export const publishing = (version) =>
  [
    'npm run release:check',
    `git commit --all --message 'release: ${version}' && git tag v${version}`,
    ...['cognito-wasm', 'cognito-wasm-local', 'cognito-wasm-cli'].map(
      (name) => `npm publish --provenance --access public ${folder}/${name}-${version}.tgz`,
    ),
    'cargo publish --package cognito-wasm',
    `git push origin HEAD v${version}`,
  ].map((command, index, { length }) => (index < length - 1 ? `${command} && \\` : command));
