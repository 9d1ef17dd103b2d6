/** The glance against the module, with the storage of each engine. It must know their storages as their own. */
import { expect, test } from './fixtures.js';

interface Comparison {
  /** What differs, with the seed. */
  readonly faults: readonly string[];
  /** How many cases of each kind the glance has answered. */
  readonly glances: Readonly<Record<string, readonly [glances: number, cases: number]>>;
}

const first = 200_001;
const count = 300;

test('the glance answers as the module does, wherever it answers', async ({ openTab, harness }) => {
  const tab = await openTab();
  await tab.goto(`${harness}/blank.html`);
  const { faults, glances } = await tab.evaluate<Comparison, undefined>(
    `import('/glance/inPage.mjs').then(({ compareInPage }) => compareInPage(${first}, ${count}))`,
  );
  expect(faults).toEqual([]);
  const [answered = 0, cases = 0] = glances['signed in, module started'] ?? [];
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBe(cases);
});
