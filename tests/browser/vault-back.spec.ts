/**
 * A page that is kept for the way back. Chromium keeps no page with a Web Lock; WebKit does, and releases the lock, so the worker takes
 * the page for gone if it does not answer either. Here the tests release it, and keep the page from answering.
 */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

declare global {
  // Set by `canBeLeft`.
  var leavePage: () => void;
}

/** In the page: its locks that it holds as long as it lives can be released, as when it is left. */
function canBeLeft(): void {
  const { request } = LockManager.prototype;
  let leave: (() => void)[] = [];
  LockManager.prototype.request = function (this: LockManager, ...inputs: unknown[]) {
    const [name, callback] = inputs;
    if (!String(name).startsWith('cognito-wasm-vault.') || typeof callback !== 'function')
      return Reflect.apply(request, this, inputs) as Promise<never>;
    const left = new Promise<void>((resolve) => leave.push(resolve));
    const held = (lock: Lock): unknown => Promise.race([(callback as (lock: Lock) => unknown)(lock), left]);
    return Reflect.apply(request, this, [name, held]) as Promise<never>;
  };
  let isLeft = false;
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...inputs: unknown[]) {
    if (!isLeft || (inputs[0] as { readonly type?: unknown }).type !== 'pong') Reflect.apply(postMessage, this, inputs);
  };
  addEventListener('pageshow', () => {
    isLeft = false;
  });
  globalThis.leavePage = () => {
    isLeft = true;
    for (const each of leave) each();
    leave = [];
  };
}

/** Leaves a page, and waits until the worker has noticed. */
async function leave(tab: App): Promise<void> {
  const lives = (): Promise<number> =>
    tab.page.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return [...held, ...pending].filter(({ name }) => name?.startsWith('cognito-wasm-vault.')).length;
    });
  const before = await lives();
  await tab.page.evaluate(() => {
    leavePage();
  });
  // The page's lock, and the worker's request for it.
  await expect.poll(lives).toBe(before - 2);
}

async function goBackTo(tab: App): Promise<void> {
  await tab.page.evaluate(() => globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
}

async function open(tab: App): Promise<void> {
  await tab.page.addInitScript(canBeLeft);
  await tab.open();
  const config = tab.cognito.resourcesConfig({ identityPoolId: undefined });
  await tab.call('Amplify.configure', config, { vault: 'worker' });
  await tab.session();
}

const heard = async (tab: App): Promise<string[]> => (await tab.eventsOfTabs()).map(({ event }) => event);

test('a page to which the user comes back hears of what it has missed, and of what comes then', async ({
  app,
  openTab,
}) => {
  const other = await openTab();
  for (const tab of [app, other]) await open(tab);
  await app.register();
  await leave(other);
  await app.signIn();
  await goBackTo(other);
  await expect.poll(() => heard(other)).toEqual(['signedIn']);
  expect(await other.session()).toMatchObject({ isSignedIn: true });
  await app.session({ forceRefresh: true });
  await expect.poll(() => heard(other)).toEqual(['signedIn', 'tokenRefresh']);
  await other.call('signOut');
  await expect.poll(() => heard(app)).toEqual(['signedOut']);
  expect(await other.authEvents()).toEqual(['signedOut']);
  // The worker notices again when the page is left.
  await leave(other);
});

test('a call that was under way when the page was left can be made again', async ({ app, cognito }) => {
  await open(app);
  await app.register();
  await app.signIn();
  await cognito.fault({ operation: 'GetUser', kind: 'delay' });
  const attributes = await app.start('fetchUserAttributes');
  await cognito.arrival('GetUser');
  await leave(app);
  await goBackTo(app);
  await expect(attributes()).rejects.toMatchObject({ isAuthError: true, name: 'AbortError', retryable: true });
  await cognito.clearFaults();
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: person.email });
});
