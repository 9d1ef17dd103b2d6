import { findBrowser, findHeadlessBrowser } from '../setup/browser.mjs';

/** The tests run Chromium without a sandbox, which containers lack, and without its background services. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Playwright's options for the Chromium that the set-up found.
 *
 * @param {{ whole?: boolean }} [which] `whole` for the browser that users have, which knows extensions
 */
export async function launchOptions({ whole = false } = {}) {
  const executablePath = await (whole ? findBrowser() : findHeadlessBrowser());
  return { args, ...(executablePath !== undefined && { executablePath }) };
}

/**
 * Starts Chromium. Needs the npm packages.
 *
 * @param {{ whole?: boolean }} [which] as in `launchOptions`
 */
export async function launchChromium(which) {
  const { chromium } = await import('@playwright/test');
  return chromium.launch(await launchOptions(which));
}

/**
 * Starts the whole Chromium with a profile in a folder, which holds its caches. Needs the npm packages.
 *
 * @param {string} folder
 * @param {string[]} features of Chromium to turn off
 */
export async function launchWithFolder(folder, features) {
  const { chromium } = await import('@playwright/test');
  const options = await launchOptions({ whole: true });
  const off = `--disable-features=${features.join(',')}`;
  return chromium.launchPersistentContext(folder, { ...options, args: [...options.args, off] });
}
