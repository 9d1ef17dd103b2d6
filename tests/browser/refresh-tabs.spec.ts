/** Five tabs, refresh tokens that are valid once, and no grace: one refresh, and nobody is signed out. */
import { type App, userKey } from './app.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { hour } from './signed-in.js';

const operation = 'GetTokensFromRefreshToken';

/** Opens another tab. */
type OpenTab = () => Promise<App>;

/** Removes Web Locks, as in browsers without them. */
async function withoutLocks(app: App): Promise<void> {
  await app.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  });
}

/** Five tabs with an expired session. The pool has rotation, with this grace. */
async function fiveTabs(
  { app, openTab, cognito }: { app: App; openTab: OpenTab; cognito: LocalCognito },
  { hasLocks, grace }: { hasLocks: boolean; grace: number },
): Promise<readonly [App, ...App[]]> {
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: grace } });
  const others = [await openTab(), await openTab(), await openTab(), await openTab()];
  const tabs = [app, ...others] as const;
  // The tabs share this clock.
  await app.page.clock.install();
  if (!hasLocks) for (const tab of tabs) await withoutLocks(tab);
  await app.beginSignedIn();
  for (const tab of others) {
    await tab.begin();
    await tab.catchUpWith(app);
  }
  await app.passTime(hour);
  for (const tab of tabs)
    expect(await tab.page.evaluate(() => 'locks' in navigator && !!navigator.locks)).toBe(hasLocks);
  await cognito.clearJournal();
  return tabs;
}

const refreshes = async (cognito: LocalCognito): Promise<number> =>
  (await cognito.operations()).filter((name) => name === operation).length;

for (const hasLocks of [true, false]) {
  const where = hasLocks ? 'with Web Locks' : 'without Web Locks';

  test(`five tabs ${where} refresh once`, async ({ app, openTab, cognito }) => {
    test.setTimeout(120_000);
    const tabs = await fiveTabs({ app, openTab, cognito }, { hasLocks, grace: 0 });
    await cognito.fault({ operation, kind: 'delay' });
    const calls = [];
    for (const tab of tabs) calls.push(await tab.start('fetchAuthSession'));
    await cognito.arrival(operation);
    await cognito.clearFaults();
    for (const call of calls) expect(await call()).toMatchObject({ isSignedIn: true, tokens: expect.anything() });
    expect(await refreshes(cognito)).toBe(1);
    const events = await Promise.all(tabs.map((tab) => tab.authEvents()));
    expect(events.flat().filter((event) => event !== 'signedIn')).toEqual(['tokenRefresh']);
    await expect.poll(async () => (await app.localStorage())[userKey('refresh')]).toBeUndefined();
    // The session goes on in every tab.
    for (const tab of tabs) {
      await tab.catchUpWith(app);
      expect(await tab.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
      await app.catchUpWith(tab);
    }
  });

  for (const end of ['closed', 'crashed'] as const) {
    test(`a tab ${where} that is ${end} while it refreshes signs nobody out`, async ({ app, openTab, cognito }) => {
      test.setTimeout(120_000);
      // The reply is lost with the tab. Without a grace period, so would be the session.
      const [first, ...tabs] = await fiveTabs({ app: await openTab(), openTab, cognito }, { hasLocks, grace: 60 });
      await cognito.fault({ operation, kind: 'delay' });
      await first.start('fetchAuthSession');
      await cognito.arrival(operation);
      const waiting = new Map<App, () => Promise<unknown>>();
      for (const tab of tabs) {
        waiting.set(tab, await tab.start('fetchAuthSession'));
        // Tabs may share a process, which crashes as a whole.
        tab.page.on('crash', () => waiting.delete(tab));
      }
      if (end === 'crashed') await first.page.goto('chrome://crash').catch(() => undefined);
      const { clock } = app.page;
      await first.page.close();
      expect(waiting.size).toBeGreaterThan(0);
      await cognito.clearFaults();
      if (!hasLocks) {
        // Its lease expires. Nobody waits for that as long as in a call, and nobody uses the refresh token before.
        await clock.runFor(31_000);
        for (const call of waiting.values())
          expect(await call()).toMatchObject({
            isSignedIn: true,
            userPoolTokensResult: { error: { name: 'TimeoutError', retryable: true } },
          });
        expect(await refreshes(cognito)).toBe(1);
        await clock.fastForward(90_000);
        for (const tab of waiting.keys()) waiting.set(tab, await tab.start('fetchAuthSession'));
      }
      for (const [tab, call] of waiting) {
        expect(await call()).toMatchObject({ isSignedIn: true, tokens: expect.anything() });
        expect(await tab.session()).toMatchObject({ isSignedIn: true });
      }
      // On a slow machine, the tab may still store its reply as it closes.
      expect(await refreshes(cognito)).toBeLessThanOrEqual(2);
    });
  }
}
