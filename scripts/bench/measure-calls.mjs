import { step } from '../run/steps.mjs';
import { inNewPage } from './browser.mjs';
import { amplify, libraries, ours } from '../size/libraries.mjs';
import { appPath, emptyApp } from './files.mjs';
import { measureBlocks } from './measure-blocks.mjs';
import { takeTurns } from './statistics.mjs';

const script = '/calls.js';
const signInsOfPage = 4;
export const inARow = 1000;
export const atOnce = 100;

/** Not compared; its time is subtracted from the others. */
export const nothing = 'an empty module';

/**
 * @typedef {import('./page/calls.js').SignInTimes} SignInTimes
 *
 * @typedef {object} Setting
 * @property {import('./browser.mjs').OpenPage} open
 * @property {unknown} config
 * @property {import('./page/calls.js').Credentials} person
 */

/**
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {Promise<import('./report-calls.mjs').CallResults>}
 */
export async function measureCalls(setting, rounds) {
  return {
    signIns: await step('sign-ins', () => measureSignIns(setting, rounds)),
    sessions: await step('sessions', () => measureSessions(setting, 2 * rounds)),
    firstCalls: await step('first calls', () => measureFirstCalls(setting, rounds)),
    blocks: await step('preparation', () => measureBlocks(setting, rounds)),
  };
}

/**
 * The times of the sign-ins of each page, in order.
 *
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {Promise<Record<string, SignInTimes[][]>>}
 */
function measureSignIns({ open, config, person }, rounds) {
  return takeTurns([ours, amplify], rounds, (library) =>
    inNewPage(open, script, (page) => page.call('signIns', appPath(library), config, person, signInsOfPage)),
  );
}

/**
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {Promise<Record<string, { inARow: number, atOnce: number }[]>>}
 */
async function measureSessions({ open, config, person }, rounds) {
  const names = [ours, amplify];
  const pages = await Promise.all(names.map(async (library) => /** @type {const} */ ([library, await open(script)])));
  const pageOf = new Map(pages);
  try {
    for (const [library, page] of pages) await page.call('stayIn', appPath(library), config, person);
    return await takeTurns(names, rounds, async (library) => {
      const page = pageOf.get(library);
      if (!page) throw new Error(`no page of ${library}`);
      return page.call('sessions', appPath(library), inARow, atOnce);
    });
  } finally {
    for (const page of pageOf.values()) await page.close();
  }
}

/**
 * Milliseconds from an import to the end of the first call; also for a module that does nothing.
 *
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {Promise<Record<string, number[]>>}
 */
function measureFirstCalls({ open, config }, rounds) {
  return takeTurns([...libraries, nothing], rounds, (library) =>
    inNewPage(open, script, (page) =>
      page.call('firstCall', library === nothing ? emptyApp : appPath(library), config),
    ),
  );
}
