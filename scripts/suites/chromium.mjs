import { findBrowser } from '../setup/browser.mjs';

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

/** Playwright's options for the Chromium that the set-up found. */
export async function launchOptions() {
  const executablePath = await findBrowser();
  return { args, ...(executablePath !== undefined && { executablePath }) };
}

/** Starts Chromium. Needs the npm packages. */
export async function launchChromium() {
  const { chromium } = await import('@playwright/test');
  return chromium.launch(await launchOptions());
}

/**
 * Starts Chromium with a profile in a folder, which holds its caches. Needs the npm packages.
 *
 * @param {string} folder
 * @param {string[]} features of Chromium to turn off
 */
export async function launchWithFolder(folder, features) {
  const { chromium } = await import('@playwright/test');
  const options = await launchOptions();
  const off = `--disable-features=${features.join(',')}`;
  return chromium.launchPersistentContext(folder, { ...options, args: [...options.args, off] });
}
