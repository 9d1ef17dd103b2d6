/** The same calls, in the same order, on `aws-amplify` and on this library: what can be seen from outside is the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { launchChromium } from '../../scripts/suites/chromium.mjs';
import { serveHarness } from '../browser/harness/site.mjs';
import { differences } from './differences.mjs';
import { expectedDifferences } from './expected-differences.mjs';
import { record } from './record.mjs';
import { chapters } from './scenario.mjs';

/** @typedef {Record<string, import('./record.mjs').StepRecord>} Records */

/** @type {{ amplify: Records, ours: Records }} */
let records;
/** @type {Awaited<ReturnType<typeof serveHarness>>} */
let site;
/** @type {import('@playwright/test').Browser} */
let browser;
const used = new Set();

before(
  async () => {
    [site, browser] = await Promise.all([serveHarness(), launchChromium()]);
    const [amplify, ours] = await Promise.all([
      record(browser, site.origin, 'aws-amplify'),
      record(browser, site.origin, 'cognito-wasm'),
    ]);
    records = { amplify, ours };
  },
  // A request that never comes must not keep the run waiting.
  { timeout: 180_000 },
);

after(async () => {
  await browser.close();
  await site.close();
});

for (const [step] of chapters.flat()) {
  test(step, () => {
    const unexpected = differences(records.amplify[step], records.ours[step]).filter(
      (difference) => !isExpected(step, difference),
    );
    assert.deepEqual(unexpected, []);
  });
}

test('every step has a name of its own, under which it was recorded', () => {
  const names = chapters.flat().map(([step]) => step);
  // One of two steps with the same name would be compared with itself alone.
  for (const record of Object.values(records)) assert.deepEqual(Object.keys(record).sort(), [...names].sort());
});

test('every expected difference was seen', () => {
  const unseen = expectedDifferences.filter((expected) => !used.has(expected));
  assert.deepEqual(unseen, []);
});

/**
 * @param {string} step
 * @param {ReturnType<typeof differences>[number]} difference
 */
function isExpected(step, { path, ...values }) {
  const covering = expectedDifferences.filter(
    (expected) =>
      (expected.steps?.test(step) ?? true) &&
      expected.path.test(path) &&
      ['amplify', 'ours'].every((side) => !(side in expected) || isDeepStrictEqual(values[side], expected[side])),
  );
  for (const expected of covering) used.add(expected);
  return covering.length > 0;
}
