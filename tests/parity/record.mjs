import { startServer } from '../../local/src/index.js';
import { normalised } from './normalise.mjs';
import { chapters } from './scenario.mjs';
import { stageFor } from './stage.mjs';

/**
 * What one step did, as seen from outside.
 *
 * @typedef {object} StepRecord
 * @property {unknown} outcome
 * @property {object[]} requests
 * @property {object[]} events of the Hub
 * @property {Record<string, string>} localStorage
 * @property {Record<string, string>} sessionStorage
 */

/**
 * Does all chapters with one library.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {string} site origin of the harness pages
 * @param {'cognito-wasm' | 'aws-amplify'} library
 * @returns {Promise<Record<string, StepRecord>>} by step
 */
export async function record(browser, site, library) {
  /** @type {Record<string, StepRecord>} */
  const records = {};
  for (const chapter of chapters) Object.assign(records, await recordChapter(browser, site, library, chapter));
  return records;
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} site
 * @param {'cognito-wasm' | 'aws-amplify'} library
 * @param {import('./scenario.mjs').Step[]} chapter
 */
async function recordChapter(browser, site, library, chapter) {
  const server = await startServer({ port: 0, deterministic: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${site}/${library}.html`);
  const stage = stageFor(page, server);
  /** @type {Record<string, StepRecord>} */
  const records = {};
  for (const [name, act] of chapter) {
    server.cognito.journal.clear();
    await page.evaluate('harness.events.length = 0');
    const outcome = await act(stage);
    server.cognito.faults.clear();
    const seen = await page.evaluate(() => ({
      events: harness.events.map(({ storedKeys, ...event }) => event),
      localStorage: { ...localStorage },
      sessionStorage: { ...sessionStorage },
    }));
    // Requests of the administrator do not come from the page.
    const requests = server.cognito.journal
      .entries()
      .filter(({ headers }) => headers.origin !== undefined)
      .map(({ operation, body, headers, url }) => ({ operation, body, headers, path: new URL(url).pathname }));
    records[name] = /** @type {StepRecord} */ (normalised({ outcome, requests, ...seen }));
  }
  await context.close();
  await server.close();
  return records;
}
