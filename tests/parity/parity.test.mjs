/** Makes the same calls in the same order with `aws-amplify` and this library, and compares what can be seen from outside. */
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
  // Do not wait for ever for a request that never comes.
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

test('every step has a unique name and was recorded under it', () => {
  const names = chapters.flat().map(([step]) => step);
  // If two steps had the same name, only one of them would be compared.
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
