import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { localTarball, packLocal, packPackage, tarball } from '../pack/tarball.mjs';
import { run } from '../run/command.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { inRoot } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

/** Installs the project's npm packages, unless they are up to date. */
export async function installNpmPackages() {
  return install('.');
}

/**
 * Installs the bundlers, frameworks, test runners and runtimes that the packed package is tested with. They are hundreds of megabytes,
 * so only those tests install them.
 */
export async function installConsumers() {
  return install('tests/package/consumers');
}

/** Packs the packages that the examples need, and installs them and all others for the examples. */
export async function installExamples() {
  await packPackage();
  await packLocal();
  const packed = ['target/package/cognito-wasm.tgz', 'target/package/cognito-wasm-local.tgz'];
  const inputs = ['examples/package.json', 'examples/package-lock.json', ...packed];
  const outputs = ['examples/node_modules/.package-lock.json'];
  return unlessFresh('examples', { inputs, outputs }, async () => {
    // If only what is packed here has changed, there is no need to install hundreds of megabytes again.
    if ((await install('examples')) !== upToDate) return;
    await unpack(tarball, 'cognito-wasm');
    await unpack(localTarball, 'cognito-wasm-local');
  });
}

/**
 * @param {string} packed
 * @param {string} name
 */
async function unpack(packed, name) {
  const folder = inRoot('examples', 'node_modules', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  await run('tar', ['-xzf', packed, '-C', folder, '--strip-components=1'], { quiet: true });
}

/** @param {string} folder with a lock file, from the root */
async function install(folder) {
  if (installedAsLocked(folder)) return upToDate;
  const options = ['--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['ci', '--prefix', inRoot(folder), ...options], {
    otherwise: 'npm ci failed: see its output above, and check that the npm registry can be reached.',
  });
  return undefined;
}

/**
 * Compares the lock file with npm's own record of installed packages.
 *
 * @param {string} folder from the root
 */
function installedAsLocked(folder) {
  const installedFile = inRoot(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = lockedPackages(installedFile);
  const locked = lockedPackages(inRoot(folder, 'package-lock.json'));
  return Object.entries(locked).every(([path, { version, optional, link, resolved }]) => {
    if (!path.includes('node_modules/')) return true;
    // A package of this repository, linked or packed.
    if (link || resolved?.startsWith('file:')) return existsSync(inRoot(folder, path));
    // npm skips optional packages for other platforms.
    const found = installed[path];
    return found ? found.version === version && existsSync(inRoot(folder, path)) : optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean, resolved?: string }>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
