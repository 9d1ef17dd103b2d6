/** Tabs tell each other of sign-ins, refreshes and sign-outs, in every storage that they can share. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { configureWith, storageKindNames, storageKinds } from './storage-kinds.js';

const shared = storageKindNames.filter((kind) => storageKinds[kind].isShared);

/** The names of the events that a tab has heard of others, when there are as many as expected. */
async function heard(tab: App, count: number): Promise<string[]> {
  await expect.poll(async () => (await tab.eventsOfTabs()).length).toBeGreaterThanOrEqual(count);
  return (await tab.eventsOfTabs()).map(({ event }) => event);
}

for (const kind of shared) {
  test(`five tabs hear of each change once, in the storage: ${kind}`, async ({ app, openTab, cognito }) => {
    const others = [await openTab(), await openTab(), await openTab(), await openTab()];
    for (const tab of [app, ...others]) {
      await tab.open();
      await configureWith(tab, kind, cognito.resourcesConfig({ identityPoolId: undefined }));
      await tab.session();
    }
    await app.register();
    await app.signIn();
    const user = await app.call('getCurrentUser');
    for (const tab of others) expect(await heard(tab, 1)).toEqual(['signedIn']);
    const [one = app] = others;
    await one.session({ forceRefresh: true });
    for (const tab of others.slice(1)) expect(await heard(tab, 2)).toEqual(['signedIn', 'tokenRefresh']);
    expect(await heard(app, 1)).toEqual(['tokenRefresh']);
    await app.call('signOut');
    for (const tab of others.slice(1)) expect(await heard(tab, 3)).toEqual(['signedIn', 'tokenRefresh', 'signedOut']);
    expect(await heard(one, 2)).toEqual(['signedIn', 'signedOut']);
    await one.signIn();
    expect(await heard(app, 2)).toEqual(['tokenRefresh', 'signedIn']);
    for (const tab of others.slice(1)) {
      const events = await heard(tab, 4);
      expect(events).toEqual(['signedIn', 'tokenRefresh', 'signedOut', 'signedIn']);
      const [signedIn, , signedOut] = await tab.eventsOfTabs();
      expect(signedIn).toMatchObject({ channel: 'auth', source: 'Auth', data: user });
      expect(signedOut?.data).toEqual({ reason: 'otherTab' });
      expect(await tab.authEvents()).toEqual([]);
      expect(await tab.call('getCurrentUser')).toMatchObject({ username: person.username });
    }
    expect(await one.authEvents()).toEqual(['tokenRefresh', 'signedIn']);
    expect(await app.authEvents()).toEqual(['signedIn', 'signedOut']);
  });
}

test('tabs with an EncryptedStorage hear once that its database was deleted', async ({ app, openTab, cognito }) => {
  const tabs = [app, await openTab()];
  for (const tab of tabs) {
    await tab.open();
    await configureWith(tab, 'IndexedDB, encrypted', cognito.resourcesConfig({ identityPoolId: undefined }));
    await tab.session();
  }
  await app.register();
  await app.signIn();
  for (const tab of tabs) await expect.poll(async () => (await tab.session()).isSignedIn).toBe(true);
  for (const tab of tabs) await tab.forgetEvents();
  await app.page.evaluate(() => {
    indexedDB.deleteDatabase('cognito-wasm');
  });
  for (const tab of tabs) {
    expect(await heard(tab, 1)).toEqual(['signedOut']);
    expect((await tab.eventsOfTabs())[0]?.data).toEqual({ reason: 'storageCleared' });
    expect(await tab.session()).toMatchObject({ isSignedIn: false });
  }
});
