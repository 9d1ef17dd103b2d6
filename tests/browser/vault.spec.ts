/** The vault: the session is in a worker, and the functions are the same. */
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { hour } from './signed-in.js';
import { configureWith } from './storage-kinds.js';

/** Opens the page and configures it with the vault. */
async function beginInVault(app: App, config: unknown, options: object = {}): Promise<void> {
  await app.open();
  await app.call('Amplify.configure', config, { vault: 'worker', ...options });
}

test('a session in the vault survives a reload, and its refresh token never comes to the page', async ({
  app,
  cognito,
}) => {
  const config = cognito.resourcesConfig();
  await beginInVault(app, config);
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  const session = await app.session();
  expect(session).toMatchObject({ isSignedIn: true });
  expect(await app.localStorage()).toEqual({});
  expect(await app.sessionStorage()).toEqual({});

  await beginInVault(app, config);
  expect(await app.session()).toMatchObject({ isSignedIn: true, userSub: session.userSub });
  expect(await app.call('getCurrentUser')).toMatchObject({ username: person.username });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.authEvents()).toEqual(['signedOut']);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

/** The decisions that a tab knows of, as people read them. */
async function decisions(app: App): Promise<string[]> {
  const { history } = (await app.call('diagnostics')) as {
    readonly history: readonly { readonly decision: string; readonly reason: string }[];
  };
  return history.map(({ decision, reason }) => `${decision}: ${reason}`);
}

test('each tab knows what was decided in its calls, and how its session has ended, also after a reload', async ({
  app,
  openTab,
  cognito,
}) => {
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  const other = await openTab();
  for (const tab of [app, other]) await beginInVault(tab, config);
  await app.register();
  for (const tab of [app, other]) await tab.session();
  await app.signIn();
  await app.session({ forceRefresh: true });
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'status', times: 3, status: 503 });
  await app.session({ forceRefresh: true });
  const story = ['signedIn: USER_SRP_AUTH', 'refreshed: forced', 'kept: 503'];
  expect(await decisions(app)).toEqual(story);
  await beginInVault(app, config);
  expect(await decisions(app)).toEqual(story);
  await app.session();
  await other.call('signOut');
  expect(await decisions(other)).toEqual(['signedOut: user']);
  await expect.poll(() => decisions(app)).toEqual([...story, 'signedOut: otherTab']);
});

test('what is in the memory of the worker survives a reload where the browser can do that, and a second tab', async ({
  app,
  openTab,
  cognito,
}) => {
  const config = cognito.resourcesConfig();
  await beginInVault(app, config, { storage: 'memory' });
  await app.register();
  await app.signIn();
  await beginInVault(app, config, { storage: 'memory' });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  const other = await openTab();
  await beginInVault(other, config, { storage: 'memory' });
  await app.page.close();
  expect(await other.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  expect(await other.page.evaluate(() => indexedDB.databases())).toEqual([]);
});

test('each event comes to the tab that has acted, and to every other as of another tab, once', async ({
  app,
  openTab,
  cognito,
}) => {
  const config = cognito.resourcesConfig();
  const other = await openTab();
  for (const tab of [app, other]) await beginInVault(tab, config);
  // A second configuration of the same page has a connection of its own.
  await app.call('Amplify.configure', config, { vault: 'worker' });
  await app.register();
  for (const tab of [app, other]) await tab.session();
  await app.signIn();
  await app.session({ forceRefresh: true });
  await other.call('signOut');
  await expect.poll(() => app.authEvents()).toEqual(['signedIn', 'tokenRefresh']);
  await expect.poll(() => other.authEvents()).toEqual(['signedOut']);
  const heard = async (tab: App): Promise<string[]> => (await tab.eventsOfTabs()).map(({ event }) => event);
  await expect.poll(() => heard(app)).toEqual(['signedOut']);
  await expect.poll(() => heard(other)).toEqual(['signedIn', 'tokenRefresh']);
});

test('a tab that is closed during a call leaves the others alone', async ({ app, openTab, cognito }) => {
  const config = cognito.resourcesConfig();
  const other = await openTab();
  for (const tab of [app, other]) await beginInVault(tab, config);
  await app.register();
  await app.signIn();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  await app.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  const session = await other.start('fetchAuthSession', { forceRefresh: true });
  await app.page.close();
  await cognito.clearFaults();
  expect(await session()).toMatchObject({ isSignedIn: true });
  const refreshes = (await cognito.operations()).filter((name) => name === 'GetTokensFromRefreshToken');
  expect(refreshes).toHaveLength(1);
});

test('where workers are missing, the session is in the ordinary storage, and an event says so', async ({
  app,
  cognito,
}) => {
  await app.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
    Reflect.deleteProperty(globalThis, 'SharedWorker');
  });
  await beginInVault(app, cognito.resourcesConfig());
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn']);
  expect(Object.keys(await app.localStorage())).not.toEqual([]);
});

test('where a policy forbids the worker, the session is in the ordinary storage', async ({ app, cognito }) => {
  await app.open(`script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; connect-src 'self' ${cognito.origin}`);
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault: 'worker' });
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn']);
});

test('a worker’s file that cannot be loaded is an error that can be retried, and no other storage is used', async ({
  app,
  cognito,
}) => {
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault: { worker: '/missing.js' } });
  await expect(app.signIn()).rejects.toMatchObject({ name: 'ModuleFileException', retryable: true });
  expect(await app.localStorage()).toEqual({});
});

test('without a SharedWorker, each page has a worker of its own, and tabs share the stored session', async ({
  app,
  openTab,
  cognito,
}) => {
  const config = cognito.resourcesConfig();
  const other = await openTab();
  for (const tab of [app, other]) {
    await tab.page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedWorker'));
    await beginInVault(tab, config);
  }
  await app.register();
  for (const tab of [app, other]) await tab.session();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  await expect.poll(async () => (await other.session()).isSignedIn).toBe(true);
  await other.call('signOut');
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  // Each hears what the other has done.
  await expect.poll(async () => (await other.eventsOfTabs()).map(({ event }) => event)).toEqual(['signedIn']);
  await expect.poll(async () => (await app.eventsOfTabs()).map(({ event }) => event)).toEqual(['signedOut']);
  expect([await app.authEvents(), await other.authEvents()]).toEqual([['signedIn'], ['signedOut']]);
});

test('a worker that ends during a call ends the call with an error that can be retried, and the next call starts another', async ({
  app,
  cognito,
}) => {
  await app.page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'SharedWorker');
    const { Worker } = globalThis;
    globalThis.Worker = class extends Worker {
      constructor(...inputs: ConstructorParameters<typeof Worker>) {
        super(...inputs);
        addEventListener('end the worker', () => {
          this.terminate();
        });
      }
    };
  });
  await beginInVault(app, cognito.resourcesConfig({ identityPoolId: undefined }));
  await app.register();
  await app.signIn();
  await cognito.fault({ operation: 'GetUser', kind: 'delay' });
  const attributes = await app.start('fetchUserAttributes');
  await cognito.arrival('GetUser');
  await app.page.evaluate(() => dispatchEvent(new Event('end the worker')));
  await expect(attributes()).rejects.toMatchObject({ name: 'TimeoutError', retryable: true });
  await cognito.clearFaults();
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: person.email });
});

test('where the page has no database, nobody is signed in at first, and the session is in the worker’s memory', async ({
  app,
  cognito,
}) => {
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), {
    vault: { worker: '/vault-worker.js?storage=denied' },
  });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn']);
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

test('a worker’s file from another origin is an error that says so, and no other storage is used', async ({
  app,
  harness: origin,
  cognito,
}) => {
  await app.open();
  const worker = `${origin.replace('localhost', '127.0.0.1')}/bundles/vaultWorker.js`;
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault: { worker } });
  const error = { name: 'ModuleFileException', category: 'configuration', retryable: false };
  await expect(app.signIn()).rejects.toMatchObject(error);
  await expect(app.signIn()).rejects.toThrow("not from the page's origin");
  expect(await app.localStorage()).toEqual({});
  expect(await app.authEvents()).toEqual([]);
});

test('a worker’s file with the page’s policy is an error that names the policy to mend', async ({ app, cognito }) => {
  await app.open();
  const vault = { worker: `/vault-worker.js?csp=${encodeURIComponent("default-src 'self'")}` };
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault });
  await expect(app.signIn()).rejects.toMatchObject({
    name: 'ContentSecurityPolicyException',
    category: 'configuration',
  });
  await expect(app.signIn()).rejects.toThrow("the response with the vault's worker");
});

test('options that do not go together are typed errors', async ({ app, cognito }) => {
  await app.open();
  const errors = await app.page.evaluate(async (config) => {
    const { createAuth, sharedInMemoryStorage } = harness.library;
    const options = [
      { vault: 'locker' },
      { vault: {} },
      { vault: { worker: '' } },
      { vault: { worker: 7 } },
      { vault: 'worker', ssr: true },
      { vault: 'worker', storage: sharedInMemoryStorage },
    ];
    const failed = (each: object): Promise<unknown> => createAuth(config as never, each).getCurrentUser();
    return Promise.all(options.map((each) => failed(each).catch((error: unknown) => harness.plain(error))));
  }, cognito.resourcesConfig());
  for (const error of errors)
    expect(error).toMatchObject({ name: 'InvalidParameterException', category: 'configuration', isAuthError: true });
});

test('a wrong configuration is the same error as without the vault', async ({ app }) => {
  await app.open();
  const config = { Auth: { Cognito: { userPoolId: 'nonsense', userPoolClientId: 'client' } } };
  const errors = await app.page.evaluate(async (given) => {
    const { createAuth } = harness.library;
    const outcome = (options: object): Promise<unknown> =>
      createAuth(given as never, options)
        .ready()
        .catch((error: unknown) => harness.plain(error));
    return [await outcome({}), await outcome({ vault: 'worker' })];
  }, config);
  expect(errors[1]).toEqual(errors[0]);
  expect(errors[1]).toMatchObject({ category: 'configuration' });
});

test('a call that is aborted rejects with the signal’s reason', async ({ app, cognito }) => {
  await beginInVault(app, cognito.resourcesConfig());
  await cognito.fault({ operation: 'InitiateAuth', kind: 'delay' });
  const outcome = app.page.evaluate(async (input) => {
    const controller = new AbortController();
    globalThis.addEventListener('abort it', () => {
      controller.abort(new Error('enough'));
    });
    return harness.plain(
      await harness.library
        .signIn({ ...input, options: { signal: controller.signal } })
        .catch((error: unknown) => error),
    );
  }, person);
  await cognito.arrival('InitiateAuth');
  await app.page.evaluate(() => globalThis.dispatchEvent(new Event('abort it')));
  expect(await outcome).toMatchObject({ name: 'AbortError', cause: { message: 'enough' } });
  await cognito.clearFaults();
});

test('strict policies of the page and of the worker’s file are enough', async ({ app, cognito }) => {
  await app.open("default-src 'none'; script-src 'self'; worker-src 'self'");
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ${cognito.origin}`;
  const vault = { worker: `/vault-worker.js?csp=${encodeURIComponent(policy)}` };
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault });
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['signedIn']);
});

test('where trusted types are required, the session is in the ordinary storage', async ({ app, cognito }) => {
  await app.open(`require-trusted-types-for 'script'; connect-src 'self' ${cognito.origin}`);
  await app.call('Amplify.configure', cognito.resourcesConfig(), { vault: 'worker' });
  await app.register();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['storageDegraded', 'signedIn']);
});

test('with rotation and no grace, five tabs refresh once, and a tab that is killed signs nobody out', async ({
  app,
  openTab,
  cognito,
}) => {
  await cognito.setClient({ RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } });
  const config = cognito.resourcesConfig({ identityPoolId: undefined });
  const tabs = [app, await openTab(), await openTab(), await openTab(), await openTab()];
  for (const tab of tabs) {
    await tab.open();
    await configureWith(tab, 'the vault', config);
  }
  await app.register();
  await app.signIn();
  const refreshAtOnce = async (refreshing: readonly App[], killed?: App): Promise<void> => {
    await cognito.advanceClock(hour);
    await refreshing[0]?.page.evaluate((time) => passTimeInWorker(time), hour);
    await cognito.clearJournal();
    await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
    const first = killed ? [killed, ...refreshing] : refreshing;
    const sessions = [];
    for (const tab of first) sessions.push(await tab.start('fetchAuthSession'));
    await cognito.arrival('GetTokensFromRefreshToken');
    await killed?.page.close();
    await cognito.clearFaults();
    for (const session of sessions.slice(killed ? 1 : 0)) expect(await session()).toMatchObject({ isSignedIn: true });
    expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
  };
  await refreshAtOnce(tabs);
  await refreshAtOnce(tabs.slice(1), app);
  await refreshAtOnce(tabs.slice(1));
});
