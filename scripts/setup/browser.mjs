import { existsSync } from 'node:fs';
import { attempt } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { npmCommand } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

/** Chromium without windows, as Debian packages it. */
const headlessShell = '/usr/bin/chromium-headless-shell';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium for the tests: from CHROME_PATH, from a usual place, or Playwright's own.
 *
 * @returns {Promise<string | undefined>} its path
 */
export async function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && !existsSync(named)) throw new Failure(`CHROME_PATH is not a file: ${named}`);
  const { chromium } = await import('@playwright/test');
  return [named, ...usualPlaces, chromium.executablePath()].find((path) => path && existsSync(path));
}

/**
 * The browser for tests that need no windows: from CHROME_PATH, Chromium's headless shell, or the one of `findBrowser`. The shell has the
 * same engine and opens a page with a new profile in a third of the time.
 */
export async function findHeadlessBrowser() {
  return process.env.CHROME_PATH === undefined && existsSync(headlessShell) ? headlessShell : findBrowser();
}

/** Installs a Chromium if there is none: Debian's if possible, otherwise Playwright's own. Needs the npm packages. */
export async function installBrowser() {
  const isDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const isNamed = process.env.CHROME_PATH !== undefined;
  if ((await findBrowser()) && (isNamed || !isDebian || existsSync(headlessShell))) return upToDate;
  if (isDebian) await installPackages(['chromium', 'chromium-headless-shell']);
  if (!(await findBrowser())) await attempt(npmCommand('playwright'), ['install', 'chromium']);
  if (!(await findBrowser())) {
    throw new Failure('The tests need a browser: install Chromium or Chrome, or set CHROME_PATH.');
  }
  return undefined;
}

/**
 * Debian's packages. A failure is left to the caller, since a distribution like Debian may lack one of them.
 *
 * @param {string[]} names
 */
async function installPackages(names) {
  const quietly = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  // The update may fail for a single source; the install shows whether that matters.
  await attempt('apt-get', ['update'], quietly);
  for (const name of names) await attempt('apt-get', ['install', '-y', '--no-install-recommends', name], quietly);
}
