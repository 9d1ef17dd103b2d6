import { existsSync, readFileSync } from 'node:fs';
import { run } from '../run/command.mjs';
import { inRoot } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

/** Installs what the lock file names, unless it is there. */
export async function installNpmPackages() {
  if (installedAsLocked()) return upToDate;
  await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    otherwise: 'npm ci failed: see its output above, and check that the npm registry can be reached.',
  });
  return undefined;
}

/** Compares the lock file with the one that npm keeps about what it has installed. */
function installedAsLocked() {
  const installedFile = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = lockedPackages(installedFile);
  return Object.entries(lockedPackages(inRoot('package-lock.json'))).every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/')) return true;
    if (link) return existsSync(inRoot(path));
    // Optional packages are installed only where they fit the machine.
    const found = installed[path];
    return found ? found.version === version && existsSync(inRoot(path)) : optional === true;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }>}
 */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
