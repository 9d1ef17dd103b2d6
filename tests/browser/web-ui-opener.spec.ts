/** Openers of the application, which show the pages of Cognito where a page cannot: in extensions, Electron or Capacitor. */
import type { AuthSessionOpenerResult } from '../../ts/index.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { WebUi } from './web-ui.js';

declare global {
  // Set by `call`.
  var asked: readonly unknown[] | undefined;
  var answer: (result?: AuthSessionOpenerResult) => void;
}

/** Calls a function with an opener, and returns its end. The opener says what it was asked, and answers when the test does. */
async function call(app: App, path: string, options: object = {}): Promise<() => Promise<unknown>> {
  await app.page.evaluate(
    ([name, given]) => {
      const authSessionOpener = async (...asked: unknown[]): Promise<AuthSessionOpenerResult | undefined> => {
        globalThis.asked = asked;
        return new Promise((resolve) => {
          globalThis.answer = resolve;
        });
      };
      globalThis.asked = undefined;
      harness.start('opener', name, { customState: 'other', options: { ...given, authSessionOpener } });
    },
    [path, options] as const,
  );
  return () => app.page.evaluate(() => harness.finish('opener'));
}

/** What the opener was asked. */
async function asked(app: App): Promise<readonly [url: string, redirectUrls: string[], isPrivate: boolean]> {
  await app.page.waitForFunction(() => globalThis.asked);
  return (await app.page.evaluate(() => globalThis.asked)) as [string, string[], boolean];
}

const answer = (app: App, result?: AuthSessionOpenerResult): Promise<void> =>
  app.page.evaluate((given) => {
    globalThis.answer(given);
  }, result);

/** Signs in at another page, which has no part in the application, and returns the address with which it comes back. */
async function elsewhere(ui: WebUi, url: string): Promise<string> {
  const page = await ui.app.page.context().newPage();
  await page.goto(url);
  await ui.signIn(page);
  await page.waitForURL((address) => address.href.startsWith(ui.address));
  const address = page.url();
  await page.close();
  return address;
}

for (const [path, outcome] of [
  ['signInWithRedirect', {}],
  ['signInWithWebUI', { value: { isSignedIn: true, user: { username: person.username }, customState: 'other' } }],
] as const)
  test(`${path} signs in with the address that the opener returns`, async ({ app, cognito }) => {
    const ui = await WebUi.begin(app, cognito);
    const windows: unknown[] = [];
    app.page.on('popup', (popup) => windows.push(popup));
    const finish = await call(app, path, { preferPrivateSession: true });
    const [url, redirectUrls, isPrivate] = await asked(app);
    expect(url).toContain(`${cognito.origin}/oauth2/authorize?`);
    expect([redirectUrls, isPrivate]).toEqual([[ui.address], true]);
    await answer(app, { type: 'success', url: await elsewhere(ui, url) });
    expect(await finish()).toMatchObject(outcome);
    expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
    expect(app.page.url()).toBe(ui.address);
    expect(windows).toEqual([]);
  });

test('an opener of a silent sign-in is asked without a prompt, and a refusal is data', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  await app.page.evaluate(() => {
    const authSessionOpener = async (url: string): Promise<AuthSessionOpenerResult> => {
      const { state, redirect_uri: back } = Object.fromEntries(new URL(url).searchParams);
      return { type: 'success', url: `${back ?? ''}?error=login_required&state=${state ?? ''}` };
    };
    harness.start('silent', 'signInWithWebUI', { mode: 'silent', options: { authSessionOpener } });
  });
  expect(await app.page.evaluate(() => harness.finish('silent'))).toEqual({
    value: { isSignedIn: false, reason: 'login_required' },
  });
  expect(app.page.url()).toBe(ui.address);
});

for (const [what, result, message] of [
  ['says that it has failed', { type: 'error', error: 'no browser here' }, 'no browser here'],
  ['says so with an error', { type: 'error', error: new Error('no browser') }, 'no browser'],
  ['says that the user has cancelled', { type: 'canceled' }, 'canceled'],
  ['has the address of something else', { type: 'success', url: 'http://localhost/?code=x' }, 'no answer'],
] as const)
  test(`an opener that ${what} is a typed error`, async ({ app, cognito }) => {
    await WebUi.begin(app, cognito);
    for (const path of ['signInWithRedirect', 'signInWithWebUI']) {
      const finish = await call(app, path);
      await asked(app);
      await answer(app, result);
      expect(await finish()).toMatchObject({
        error: {
          name: 'OAuthSignInException',
          isAuthError: true,
          message: expect.stringContaining(message) as unknown,
        },
      });
    }
    expect(await app.authEvents()).toEqual(['signInWithRedirect_failure', 'signInWithRedirect_failure']);
    expect(await app.localStorage()).toEqual({});
  });

test('an opener that throws anything is a typed error, and so is one that is no function', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  const names = await app.page.evaluate(async () => {
    const thrown = [new TypeError('mine'), 'text', undefined, Object.create(null), Symbol('s'), () => 1];
    const openers: unknown[] = thrown.map((what) => () => {
      throw what;
    });
    openers.push(5, {}, 'text', true);
    const found: unknown[] = [];
    for (const authSessionOpener of openers)
      for (const path of ['signInWithRedirect', 'signInWithWebUI']) {
        const { error } = await harness.call(path, { options: { authSessionOpener } });
        found.push([error?.isAuthError, error?.name]);
      }
    return found;
  });
  const failed = Array.from({ length: 12 }, () => [true, 'OAuthSignInException']);
  const invalid = Array.from({ length: 8 }, () => [true, 'InvalidParameterException']);
  expect(names).toEqual([...failed, ...invalid]);
  expect(await app.localStorage()).toEqual({});
});

test('an opener that returns nothing leaves the answer to handleRedirectCallback', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const finish = await call(app, 'signInWithWebUI');
  const [url] = await asked(app);
  await answer(app);
  expect(await finish()).toEqual({ value: { isSignedIn: false, reason: 'redirected' } });
  const address = await elsewhere(ui, url);
  // Twice at once: a code works only once.
  const signedIn = { isSignedIn: true, user: { username: person.username }, customState: 'other' };
  for (const outcome of await app.callAtOnce(2, 'handleRedirectCallback', address))
    expect(outcome).toMatchObject(signedIn);
  expect(await app.call('handleRedirectCallback', address)).toBeUndefined();
  expect(await app.call('handleRedirectCallback', 'myapp://callback?code=x&state=y')).toBeUndefined();
  expect((await cognito.operations()).filter((name) => name === '/oauth2/token')).toHaveLength(1);
  expect(await app.session()).toMatchObject({ isSignedIn: true });
});

test('openPopup shows the pages for signInWithRedirect', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    const authSessionOpener = harness.library.openPopup();
    harness.start('popup', 'signInWithRedirect', { options: { authSessionOpener } });
  });
  const popup = await opening;
  const closed = popup.waitForEvent('close');
  await ui.signIn(popup);
  expect(await app.page.evaluate(() => harness.finish('popup'))).toEqual({});
  await closed;
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
});

test('a window of openPopup closes when the call ends without the pages', async ({ app, cognito }) => {
  await WebUi.begin(app, cognito);
  await app.signIn();
  for (const [name, onExistingSession] of [
    ['signInWithRedirect', 'error'],
    ['signInWithRedirect', 'reuse'],
    ['signInWithWebUI', 'error'],
    ['signInWithWebUI', 'reuse'],
  ] as const) {
    const opening = app.page.waitForEvent('popup');
    await app.page.evaluate(
      ([name, onExistingSession]) => {
        const authSessionOpener = harness.library.openPopup();
        harness.start('popup', name, { options: { authSessionOpener, onExistingSession } });
      },
      [name, onExistingSession] as const,
    );
    const popup = await opening;
    const closed = popup.isClosed() || popup.waitForEvent('close');
    const ended = await app.page.evaluate(() => harness.finish('popup'));
    const error = { name: 'UserAlreadyAuthenticatedException' };
    if (onExistingSession === 'error') expect(ended).toMatchObject({ error });
    else expect(ended).not.toMatchObject({ error });
    await closed;
  }
});

test('a window of openPopup closes when the signal of its call fires', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(() => {
    const authSessionOpener = harness.library.openPopup();
    const controller = new AbortController();
    Object.assign(globalThis, { controller });
    harness.start('popup', 'signInWithWebUI', { options: { authSessionOpener }, signal: controller.signal });
  });
  const popup = await opening;
  const closed = popup.waitForEvent('close');
  await ui.atPages(popup);
  await app.page.evaluate(() => {
    (globalThis as unknown as { controller: AbortController }).controller.abort();
  });
  expect(await app.page.evaluate(() => harness.finish('popup'))).toMatchObject({ error: { name: 'AbortError' } });
  await closed;
});

test('a window of openPopup that is blocked or closed is a typed error', async ({ app, cognito }) => {
  const ui = await WebUi.begin(app, cognito);
  const begin = (isBlocked: boolean): void => {
    const { open } = window;
    if (isBlocked) window.open = () => null;
    const authSessionOpener = harness.library.openPopup();
    window.open = open;
    harness.start('popup', 'signInWithRedirect', { options: { authSessionOpener } });
  };
  const end = (): Promise<unknown> => app.page.evaluate(() => harness.finish('popup'));
  await app.page.evaluate(begin, true);
  expect(await end()).toMatchObject({ error: { name: 'OAuthSignInException' } });
  const opening = app.page.waitForEvent('popup');
  await app.page.evaluate(begin, false);
  const popup = await opening;
  await ui.atPages(popup);
  await popup.close();
  expect(await end()).toMatchObject({ error: { name: 'OAuthSignInException', message: 'canceled' } });
  expect(await app.localStorage()).toEqual({});
});
