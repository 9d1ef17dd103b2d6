// Applications pass asynchronous functions.
/* eslint-disable @typescript-eslint/no-misused-promises */
/** Nothing waits for the listeners, whatever they do, and no lock is held meanwhile. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { configureWith } from './storage-kinds.js';

/** What a listener does with every event. */
const listeners = {
  throws: () => {
    harness.library.Hub.listen('auth', () => {
      throw new Error('a listener');
    });
  },
  'never ends': () => {
    harness.library.Hub.listen('auth', () => new Promise(() => {}));
  },
  'awaits fetchAuthSession': () => {
    harness.library.Hub.listen('auth', async ({ payload }) => {
      const { isSignedIn } = await harness.library.fetchAuthSession({ forceRefresh: payload.event === 'signedIn' });
      console.info(`answered ${payload.event} ${isSignedIn}`);
    });
  },
  'awaits signOut': () => {
    harness.library.Hub.listen('auth', async ({ payload }) => {
      if (payload.event !== 'tokenRefresh') return;
      await harness.library.signOut();
      console.info('answered');
    });
  },
} as const;

/** Takes the lock of the refresh at each event, in a listener that then never ends. Resolves with the events without the lock. */
async function takeLocks(tab: App): Promise<() => Promise<readonly string[]>> {
  await tab.page.evaluate((clientId) => {
    const waiting: string[] = [];
    Object.assign(window, { waiting });
    const name = `CognitoIdentityServiceProvider.${clientId}.refresh`;
    const take = async (event: string): Promise<void> => {
      waiting.push(event);
      await navigator.locks.request(name, () => {
        waiting.splice(waiting.indexOf(event), 1);
      });
      await new Promise(() => {});
    };
    harness.library.Hub.listen('auth', ({ payload }) => take(payload.event));
  }, seed.nativeClientId);
  return () => tab.page.evaluate(() => (window as unknown as { waiting: string[] }).waiting);
}

for (const kind of ['local', 'an asynchronous object of the application'] as const) {
  for (const [what, listener] of Object.entries(listeners)) {
    test(`a listener that ${what} delays nothing, in the storage: ${kind}`, async ({ app, openTab, cognito }) => {
      const other = await openTab();
      for (const tab of [app, other]) {
        await tab.open();
        await configureWith(tab, kind, cognito.resourcesConfig({ identityPoolId: undefined }));
        await tab.session();
        await tab.page.evaluate(listener);
      }
      await app.register();
      expect(await app.signIn()).toMatchObject({ isSignedIn: true });
      await expect.poll(async () => (await other.eventsOfTabs()).length).toBeGreaterThan(0);
      expect(await other.call('getCurrentUser')).toMatchObject({ username: person.username });
      expect(await app.session({ forceRefresh: true })).toHaveProperty('isSignedIn');
      // The acting tab's own listener may sign out at once. The other tab then sees both as one change, the sign-out.
      const awaited = what === 'awaits signOut' ? ['tokenRefresh', 'signedOut'] : ['tokenRefresh'];
      await expect.poll(async () => (await other.events()).some(({ event }) => awaited.includes(event))).toBe(true);
      expect(await other.call('signOut')).toMatchObject({ type: 'complete' });
      await expect.poll(async () => (await app.session()).isSignedIn).toBe(false);
      expect(await app.signIn()).toMatchObject({ isSignedIn: true });
    });
  }
}

test('a listener gets every lock while it runs, in the acting tab and in the others', async ({
  app,
  openTab,
  cognito,
}) => {
  const other = await openTab();
  const watched = [];
  for (const tab of [app, other]) {
    await tab.begin(cognito.resourcesConfig({ identityPoolId: undefined }));
    await tab.session();
    watched.push(await takeLocks(tab));
  }
  await app.register();
  await app.signIn();
  const heard = async (): Promise<string[]> => (await other.eventsOfTabs()).map(({ event }) => event);
  await expect.poll(heard).toEqual(['signedIn']);
  await app.session({ forceRefresh: true });
  await expect.poll(heard).toEqual(['signedIn', 'tokenRefresh']);
  await other.call('signOut', { global: true });
  await expect.poll(async () => (await app.eventsOfTabs()).at(-1)?.event).toBe('signedOut');
  for (const waiting of watched) await expect.poll(waiting).toEqual([]);
});
