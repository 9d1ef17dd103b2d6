/** This package in one tab and another library in the other: each hears of the other's changes, once. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { jane, type Library, type LibraryName, openLibraries, register } from './session-libraries.js';

declare global {
  // Set by harness/session-libraries.js: the events of other tabs.
  var tabEvents: { library: LibraryName; event: string; data?: unknown; crossTab: true }[];
}

/** Waits until a page has heard as much as is expected, and returns that. */
async function heard(page: Page, library: LibraryName, sure: readonly string[], count: number): Promise<string[]> {
  const all = (): Promise<{ event: string; data?: unknown }[]> =>
    page.evaluate(([name, names]) => tabEvents.filter((each) => each.library === name && names.includes(each.event)), [
      library,
      sure,
    ] as const);
  await expect.poll(async () => (await all()).length).toBeGreaterThanOrEqual(count);
  return (await all()).map(({ event }) => event);
}

/** A session from the sign-in to the sign-out. */
async function live(library: Library, afterEach: (event: string) => Promise<void>): Promise<void> {
  await library.signIn();
  await afterEach('signedIn');
  await library.accessToken(true);
  await afterEach('tokenRefresh');
  await library.signOut();
  await afterEach('signedOut');
}

/** Amplify may miss a sign-in: it looks for the session at the refresh token, which this package stores before the rest. */
const events = {
  'cognito-wasm': ['signedIn', 'tokenRefresh', 'signedOut'],
  'aws-amplify': ['tokenRefresh', 'signedOut'],
} as const;

for (const [acting, watching] of [
  ['aws-amplify', 'cognito-wasm'],
  ['amazon-cognito-identity-js', 'cognito-wasm'],
  ['cognito-wasm', 'aws-amplify'],
] as const) {
  test(`${watching} hears what ${acting} does in another tab, once`, async ({ context, harness, cognito }) => {
    await register(cognito);
    const [page, otherPage] = [await context.newPage(), await context.newPage()];
    const one = (await openLibraries(page, harness))(acting);
    const two = (await openLibraries(otherPage, harness))(watching);
    const config = cognito.resourcesConfig({ identityPoolId: undefined });
    for (const each of [one, two]) {
      await each.use(config);
      expect(await each.username()).toBeUndefined();
    }
    const expected: readonly string[] = events[watching];
    // Two rounds: what is too much in the first one comes before the second one's.
    for (const round of [0, 1]) {
      let count = round * expected.length;
      await live(one, async (event) => {
        if (!expected.includes(event)) return;
        count += 1;
        await heard(otherPage, watching, expected, count);
      });
    }
    const all = await heard(otherPage, watching, expected, 2 * expected.length);
    expect(all).toEqual([...expected, ...expected]);
    const [first] = await otherPage.evaluate(() => tabEvents);
    expect(first).toMatchObject({ crossTab: true });
    if (first?.event === 'signedIn') expect(first.data).toMatchObject({ username: jane.username });
    expect(await page.evaluate(() => tabEvents)).toEqual([]);
  });
}
