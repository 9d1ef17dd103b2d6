import { existsSync, readFileSync } from 'node:fs';
import { run } from '../run/command.mjs';
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

/** @param {string} folder with a lock file, from the root */
async function install(folder) {
  if (installedAsLocked(folder)) return upToDate;
  await run('npm', ['ci', '--prefix', inRoot(folder), '--include=dev', '--no-audit', '--no-fund'], {
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
  return Object.entries(locked).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/')) return true;
    if (link) return existsSync(inRoot(folder, path));
    // npm skips optional packages for other platforms.
    const found = installed[path];
    return found ? found.version === version && existsSync(inRoot(folder, path)) : optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
