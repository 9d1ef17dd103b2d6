/** The tabs of a vault share a worker, and each has the events of its own calls as its own, once. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Two tabs with the same vault, in which the user of the scenarios is registered. */
async function twoTabs(app: App, openTab: () => Promise<App>): Promise<[App, App]> {
  const other = await openTab();
  const config = app.cognito.resourcesConfig({ identityPoolId: undefined });
  for (const tab of [app, other]) {
    await tab.open();
    await tab.call('Amplify.configure', config, { vault: 'worker' });
  }
  await app.register();
  for (const tab of [app, other]) await tab.session();
  return [app, other];
}

/** The events of a tab: those of its own calls, and those of the other tab's. */
const eventsOf = async (tab: App): Promise<[own: string[], ofTabs: string[]]> => [
  await tab.authEvents(),
  (await tab.eventsOfTabs()).map(({ event }) => event),
];

/** Waits for the events of each tab, and then for any that would be too many: a further call of each has its answer after them. */
async function expectEvents(tabs: readonly App[], expected: readonly [string[], string[]][]): Promise<void> {
  for (const [index, tab] of tabs.entries()) await expect.poll(() => eventsOf(tab)).toEqual(expected[index]);
  for (const tab of tabs) await tab.session();
  for (const [index, tab] of tabs.entries()) expect(await eventsOf(tab)).toEqual(expected[index]);
}

test('a sign-in is that of the tab that signs in, though another tab prepares one meanwhile', async ({
  app,
  openTab,
  cognito,
}) => {
  const tabs = await twoTabs(app, openTab);
  const [signingIn, preparing] = tabs;
  await cognito.fault({ operation: 'InitiateAuth', kind: 'delay' });
  const outcome = await signingIn.start('signIn', { username: person.username, password: person.password });
  await cognito.arrival('InitiateAuth');
  await preparing.call('prepareSignIn');
  await cognito.clearFaults();
  expect(await outcome()).toMatchObject({ isSignedIn: true });
  await expectEvents(tabs, [
    [['signedIn'], []],
    [[], ['signedIn']],
  ]);
});

test('of two sign-ins that overlap, the later one replaces the earlier one, and has the event', async ({
  app,
  openTab,
  cognito,
}) => {
  const tabs = await twoTabs(app, openTab);
  const [earlier, later] = tabs;
  const input = { username: person.username, password: person.password };
  await cognito.fault({ operation: 'InitiateAuth', kind: 'delay', times: 2 });
  const replaced = await earlier.start('signIn', input);
  await cognito.arrival('InitiateAuth');
  const outcome = await later.start('signIn', input);
  await cognito.arrival('InitiateAuth', 2);
  await cognito.clearFaults();
  await expect(replaced()).rejects.toMatchObject({ name: 'SignInException' });
  expect(await outcome()).toMatchObject({ isSignedIn: true });
  await expectEvents(tabs, [
    [[], ['signedIn']],
    [['signedIn'], []],
  ]);
});

for (const global of [false, true])
  test(`a ${global ? 'global ' : ''}sign-out is that of its tab, and a refresh under way that of the other`, async ({
    app,
    openTab,
    cognito,
  }) => {
    const tabs = await twoTabs(app, openTab);
    const [leaving, refreshing] = tabs;
    await leaving.signIn();
    await expectEvents(tabs, [
      [['signedIn'], []],
      [[], ['signedIn']],
    ]);
    for (const tab of tabs) await tab.forgetEvents();
    await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
    const session = await refreshing.start('fetchAuthSession', { forceRefresh: true });
    await cognito.arrival('GetTokensFromRefreshToken');
    const signOut = await leaving.start('signOut', { global });
    await leaving.call('fetchAuthSession');
    await cognito.clearFaults();
    expect(await signOut()).toMatchObject({ type: 'complete' });
    // A global sign-out waits for the refresh, because it needs an access token. The other one ends the session before.
    expect(await session()).toMatchObject({ isSignedIn: global });
    const refresh = global ? ['tokenRefresh'] : [];
    await expectEvents(tabs, [
      [['signedOut'], refresh],
      [refresh, ['signedOut']],
    ]);
    const [signedOut] = (await refreshing.eventsOfTabs()).slice(-1);
    expect(signedOut?.data).toEqual({ reason: 'otherTab' });
  });

/** The reasons for which a tab has heard that the session is over, and whether as of another tab. */
const ends = async (tab: App): Promise<unknown[]> =>
  (await tab.events())
    .filter(({ event }) => event === 'signedOut')
    .map(({ data, crossTab }) => [(data as { readonly reason: unknown }).reason, crossTab]);

test('tabs that sign out at once each have the end of the session as their own, once, and a further tab as of another', async ({
  app,
  openTab,
}) => {
  const tabs = await twoTabs(app, openTab);
  const [one, other] = tabs;
  const third = await openTab();
  await third.open();
  await third.call('Amplify.configure', app.cognito.resourcesConfig({ identityPoolId: undefined }), {
    vault: 'worker',
  });
  await third.session();
  await one.signIn();
  await expect.poll(async () => (await third.eventsOfTabs()).length).toBe(1);
  await Promise.all([one.call('signOut'), other.call('signOut')]);
  for (const tab of [...tabs, third]) await tab.session();
  for (const tab of tabs) await expect.poll(() => ends(tab)).toEqual([['user', undefined]]);
  await expect.poll(() => ends(third)).toEqual([['otherTab', true]]);
});

test('a sign-out when nobody is signed in any more is no news for the other tabs', async ({ app, openTab }) => {
  const tabs = await twoTabs(app, openTab);
  const [one, other] = tabs;
  await one.signIn();
  await one.call('signOut');
  await expect.poll(() => ends(other)).toEqual([['otherTab', true]]);
  await one.call('signOut');
  for (const tab of tabs) await tab.session();
  expect(await ends(other)).toEqual([['otherTab', true]]);
});

for (const [reason, limit] of [
  ['idle', 'idleMs'],
  ['absolute', 'absoluteMs'],
] as const)
  test(`a limit ends the session (${reason}): each tab hears of it once`, async ({ app, openTab, cognito }) => {
    const minuteMs = 60_000;
    await app.page.clock.install();
    const other = await openTab();
    const options = { vault: 'worker', sessionLimits: { [limit]: 10 * minuteMs } } as const;
    for (const tab of [app, other]) {
      await tab.open();
      await tab.call('Amplify.configure', cognito.resourcesConfig({ identityPoolId: undefined }), options);
      await tab.session();
    }
    await app.register();
    await app.signIn();
    await expect.poll(async () => (await other.eventsOfTabs()).length).toBe(1);
    await cognito.advanceClock(11 * minuteMs);
    await app.page.clock.runFor(11 * minuteMs);
    for (const tab of [app, other]) await expect.poll(async () => (await ends(tab)).length).toBe(1);
    // Whichever tab wakes first ends it, and the other one either does so, too, or hears of it.
    const heard: unknown[] = [];
    for (const tab of [app, other]) {
      expect(await tab.session()).toMatchObject({ isSignedIn: false });
      const [end, ...more] = await ends(tab);
      expect(more).toEqual([]);
      heard.push(end);
    }
    expect(heard).toContainEqual([reason, undefined]);
    for (const end of heard)
      expect([
        [reason, undefined],
        [reason, true],
      ]).toContainEqual(end);
  });
