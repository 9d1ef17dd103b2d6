/** The glance against the module, with the browser's own storage. `tests/ts/glance.test.mjs` does the same in Node. */
import { expect, test } from './fixtures.js';

interface Comparison {
  /** What differs, with the seed. */
  readonly faults: readonly string[];
  /** How many cases of each kind the glance has answered. */
  readonly glances: Readonly<Record<string, readonly [glances: number, cases: number]>>;
}

const first = 100_001;
const count = 3_000;

test('the glance answers as the module does, wherever it answers', async ({ page, harness }) => {
  await page.goto(`${harness}/blank.html`);
  const { faults, glances } = await page.evaluate(
    async ({ first, count }) => {
      const address = '/glance/inPage.mjs';
      const { compareInPage } = (await import(address)) as {
        compareInPage: (first: number, count: number) => Promise<Comparison>;
      };
      return compareInPage(first, count);
    },
    { first, count },
  );
  expect(faults).toEqual([]);
  for (const kind of ['a whole session', 'an empty storage', 'signed in, module started']) {
    const [answered = 0, cases = 0] = glances[kind] ?? [];
    expect(answered, kind).toBeGreaterThan(0);
    expect(answered, kind).toBe(cases);
  }
});
