/** How long the main thread is blocked while a sign-in is prepared. */
import { preparingApp } from './files.mjs';
import { longestTask } from './longest-task.mjs';
import { slowdown } from './pages/visit.mjs';
import { takeTurns } from './statistics.mjs';

/** How the preparation starts: an idle page prepares by itself, or it is told to. */
export const ways = /** @type {const} */ (['an idle page', 'prepareSignIn()']);

/** Longer than the preparation of an idle page takes, at any speed. */
const idleMs = 2500;

/**
 * The longest blocks of each round, in milliseconds, at normal speed and on a slow processor.
 *
 * @typedef {Record<string, { normal: number, slow: number }[]>} Blocks by the way in which the preparation starts
 */

/**
 * @param {import('./measure-calls.mjs').Setting} setting
 * @param {number} rounds
 * @returns {Promise<Blocks | undefined>} nothing if the package cannot prepare a sign-in
 */
export async function measureBlocks({ open, config }, rounds) {
  if (!('prepareSignIn' in (await import('cognito-wasm')))) return undefined;
  return takeTurns([...ways], rounds, async (way) => ({
    normal: await blockOf(open, config, way, 1),
    slow: await blockOf(open, config, way, slowdown),
  }));
}

/**
 * @param {import('./browser.mjs').OpenPage} open
 * @param {unknown} config
 * @param {string} way
 * @param {number} slowdown
 */
async function blockOf(open, config, way, slowdown) {
  const page = await open('/calls.js');
  try {
    await page.call('load', preparingApp);
    await page.slowDown(slowdown);
    const trace = await page.trace(async () => {
      const prepare = () => page.call('prepare', preparingApp);
      await page.call('configure', preparingApp, config);
      if (way === ways[0]) await new Promise((resolve) => setTimeout(resolve, idleMs));
      // Also after an idle page: whatever is left to prepare counts.
      await prepare();
    });
    return longestTask(trace, 'configure');
  } finally {
    await page.close();
  }
}
