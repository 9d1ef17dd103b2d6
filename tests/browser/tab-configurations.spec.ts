/** What another tab does right before a page is configured again is told once, and the calls of the listeners see it. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { configureWith, type StorageKindName } from './storage-kinds.js';

declare global {
  // Set by `holdSigns`.
  var hold: () => void;
  var release: () => void;
  // Set by `recordAnswers`.
  var answers: string[];
}

/** In the page: what tells of other tabs can be held back, as if it had not arrived yet. */
function holdSigns(): void {
  const { onmessage: inherited } = Object.getOwnPropertyDescriptors(BroadcastChannel.prototype);
  let held: (() => void)[] | undefined;
  Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
    ...inherited,
    set(this: BroadcastChannel, listener: ((event: Event) => void) | null) {
      inherited.set?.call(this, (event: Event) => {
        if (held) held.push(() => listener?.(event));
        else listener?.(event);
      });
    },
  });
  addEventListener('storage', (event) => {
    if (held) event.stopImmediatePropagation();
  });
  globalThis.hold = () => {
    held = [];
  };
  globalThis.release = () => {
    const signs = held ?? [];
    held = undefined;
    for (const sign of signs) sign();
  };
}

/** In the page: at each event of another tab, asks who is signed in. */
function recordAnswers(): void {
  globalThis.answers = [];
  // Applications pass asynchronous functions.
  // eslint-disable-next-line @typescript-eslint/no-misused-promises
  harness.library.Hub.listen('auth', async ({ payload, crossTab }) => {
    if (crossTab !== true) return;
    const user = await harness.library.getCurrentUser().catch((error: unknown) => error);
    const session = await harness.library.fetchAuthSession();
    const answer = user instanceof Error ? user.name : (user as { readonly username: string }).username;
    answers.push(`${payload.event}: ${answer}, ${session.isSignedIn}`);
  });
}

const kinds = [
  'local',
  'cookies',
  'ssr',
  'an object of the application',
  'an asynchronous object of the application',
] as const satisfies readonly StorageKindName[];

/** Waits until a tab can read whether somebody is signed in, although nothing has told it. */
async function isSeen(tab: App, isSignedIn: boolean): Promise<void> {
  const stored = (): Promise<string> => tab.page.evaluate(() => JSON.stringify(localStorage) + document.cookie);
  await expect.poll(async () => (await stored()).includes('LastAuthUser')).toBe(isSignedIn);
}

for (const kind of kinds) {
  test(`a change right before configure is told once, in the storage: ${kind}`, async ({ app, openTab, cognito }) => {
    const config = cognito.resourcesConfig({ identityPoolId: undefined });
    const other = await openTab();
    await other.page.addInitScript(holdSigns);
    for (const tab of [app, other]) {
      await tab.open();
      await configureWith(tab, kind, config);
      expect(await tab.session()).toMatchObject({ isSignedIn: false });
    }
    await other.page.evaluate(recordAnswers);
    const configureAgain = (): Promise<void> =>
      other.page.evaluate(
        async ([name, given]) => {
          void harness.library.Amplify.configure(given as never, storageOptions(name));
          await Promise.resolve();
          release();
        },
        [kind, config] as const,
      );
    await app.register();
    await other.page.evaluate(() => {
      hold();
    });
    await app.signIn();
    await isSeen(other, true);
    await configureAgain();
    await expect.poll(() => other.page.evaluate(() => answers)).toEqual([`signedIn: ${person.username}, true`]);
    await other.page.evaluate(() => {
      hold();
    });
    await app.call('signOut');
    await isSeen(other, false);
    await configureAgain();
    await expect
      .poll(() => other.page.evaluate(() => answers.slice(1)))
      .toEqual(['signedOut: UserUnAuthenticatedException, false']);
    expect((await other.eventsOfTabs()).map(({ event }) => event)).toEqual(['signedIn', 'signedOut']);
  });
}
