import { existsSync, readFileSync } from 'node:fs';
import { run } from '../run/command.mjs';
import { inRoot } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

/** Installs what the project needs, unless it is there. */
export async function installNpmPackages() {
  return install('.');
}

/**
 * Installs what the packed package is tested with: bundlers, frameworks, test runners and runtimes. They are hundreds of
 * megabytes, so that only those tests wait for them.
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
 * Compares the lock file with the one that npm keeps about what it has installed.
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
    // Optional packages are installed only where they fit the machine.
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
