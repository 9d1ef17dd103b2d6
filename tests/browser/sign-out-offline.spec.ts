import { userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { hour } from './signed-in.js';

const queue = `CognitoIdentityServiceProvider.${seed.nativeClientId}.revocations`;

test('a sign-out offline is complete in the page, and revokes the token when the browser is online again', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  const { [userKey('refreshToken')]: refreshToken = '' } = await app.localStorage();
  await app.forgetEvents();
  await cognito.clearJournal();
  await app.page.context().setOffline(true);
  expect(await app.call('signOut', { maxAttempts: 1 })).toMatchObject({
    type: 'partial',
    signedOutLocally: true,
    revokeTokenError: { refreshToken, error: { name: 'NetworkError' }, revokesLater: true },
  });
  expect(await app.authEvents()).toEqual(['signedOut']);
  expect(await app.localStorage()).toEqual({ [queue]: expect.stringContaining(refreshToken) });
  expect(await cognito.operations()).toEqual([]);

  await app.page.context().setOffline(false);
  await cognito.arrival('RevokeToken');
  await expect.poll(() => app.localStorage()).toEqual({});
  const body = { ClientId: seed.nativeClientId, RefreshToken: refreshToken };
  await expect(cognito.userPools('GetTokensFromRefreshToken', body)).rejects.toThrow('NotAuthorizedException');
  expect(await app.authEvents()).toEqual(['signedOut']);
});

test('the token is revoked by the next page', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.fault({ operation: 'RevokeToken', kind: 'status', status: 503, times: 1 });
  expect(await app.call('signOut', { maxAttempts: 1 })).toMatchObject({ revokeTokenError: { revokesLater: true } });
  await cognito.clearJournal();
  await app.begin();
  await app.call('prepareSignIn');
  await cognito.arrival('RevokeToken');
  await expect.poll(() => app.localStorage()).toEqual({});
  expect((await cognito.operations()).filter((operation) => operation === 'RevokeToken')).toHaveLength(1);
});

test('nothing is kept if the application wants that', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.fault({ operation: 'RevokeToken', kind: 'status', status: 503, times: 1 });
  expect(await app.call('signOut', { maxAttempts: 1, revokeLater: false })).toMatchObject({
    revokeTokenError: { revokesLater: false },
  });
  expect(await app.localStorage()).toEqual({});
});

test('a page that cannot load the module signs out all the same', async ({ page, app, harness, cognito }) => {
  await app.beginSignedIn();
  const { [userKey('refreshToken')]: refreshToken = '' } = await app.localStorage();
  await cognito.clearJournal();
  await page.addInitScript('globalThis.requestIdleCallback = () => 0;');
  await page.route(/moduleFile/, (route) => route.abort());
  await page.goto(`${harness}/blank.html`);
  const { output, events } = await page.evaluate(
    async ([entry, config]) => {
      const { Amplify, Hub, diagnostics, signOut, fetchAuthSession } = (await import(
        entry
      )) as typeof import('../../ts/index.js');
      const events: unknown[] = [];
      Hub.listen('auth', ({ payload }) => events.push(payload));
      void Amplify.configure(config as never);
      const output = await signOut();
      if (output.type !== 'partial' || !output.revokeTokenError) throw new Error('it has been revoked');
      const { refreshToken, revokesLater, error } = output.revokeTokenError;
      const { isSignedIn } = await fetchAuthSession();
      const told = String(await diagnostics())
        .split('\n')
        .at(-1)
        ?.replace(/^\S+ /, '');
      return { output: { type: output.type, refreshToken, revokesLater, name: error.name, isSignedIn, told }, events };
    },
    ['/package/index.js', cognito.resourcesConfig({ identityPoolId: undefined })] as const,
  );
  expect(output).toEqual({
    type: 'partial',
    refreshToken,
    revokesLater: true,
    name: 'ModuleFileException',
    isSignedIn: false,
    told: 'signedOut: user',
  });
  expect(events).toEqual([{ event: 'signedOut', data: { reason: 'user' } }]);
  expect(Object.keys(await app.localStorage())).toEqual([queue]);
  expect(await cognito.operations()).toEqual([]);

  await page.unroute(/moduleFile/);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await cognito.arrival('RevokeToken');
  await expect.poll(() => app.localStorage()).toEqual({});
});

for (const options of [{ autoRefresh: true }, { sessionLimits: { idleMs: hour } }])
  test(`so does one that cannot load what watches over the session (${Object.keys(options).join('')})`, async ({
    page,
    app,
    harness,
    cognito,
  }) => {
    await app.beginSignedIn();
    await page.route(/moduleFile|keeperFile/, (route) => route.abort());
    await page.goto(`${harness}/blank.html`);
    const output = await page.evaluate(
      async ([entry, config, given]) => {
        const { Amplify, getCurrentUser, signOut } = (await import(entry)) as typeof import('../../ts/index.js');
        void Amplify.configure(config as never, given);
        const refusal = await getCurrentUser().catch(({ name }: Error) => name);
        const { type } = await signOut();
        return { refusal, type };
      },
      ['/package/index.js', cognito.resourcesConfig({ identityPoolId: undefined }), options] as const,
    );
    expect(output).toEqual({ refusal: 'ModuleFileException', type: 'partial' });
    expect(Object.keys(await app.localStorage())).toEqual([queue]);
  });

test('another tab revokes it when the browser is online again, though nobody calls anything', async ({
  app,
  openTab,
  cognito,
}) => {
  await app.beginSignedIn();
  const other = await openTab();
  await other.begin();
  await other.session({ forceRefresh: true });
  await cognito.fault({ operation: 'RevokeToken', kind: 'status', status: 503, times: 1 });
  expect(await app.call('signOut', { maxAttempts: 1 })).toMatchObject({ revokeTokenError: { revokesLater: true } });
  await app.page.close();
  await cognito.clearJournal();
  await other.page.evaluate(() => dispatchEvent(new Event('online')));
  await cognito.arrival('RevokeToken');
  await expect.poll(() => other.localStorage()).not.toHaveProperty(queue);
  expect(await cognito.operations()).toEqual(['RevokeToken']);
});

test('two tabs revoke it once', async ({ app, openTab, cognito }) => {
  await app.beginSignedIn();
  const other = await openTab();
  await other.begin();
  await other.call('prepareSignIn');
  await other.session();
  await cognito.fault({ operation: 'RevokeToken', kind: 'status', status: 503, times: 1 });
  await app.call('signOut', { maxAttempts: 1 });
  await cognito.clearJournal();
  await Promise.all([app, other].map((tab) => tab.page.evaluate(() => dispatchEvent(new Event('online')))));
  await Promise.all([app, other].map((tab) => tab.call('fetchAuthSession')));
  await expect.poll(() => app.localStorage()).not.toHaveProperty(queue);
  await other.call('fetchAuthSession');
  expect((await cognito.operations()).filter((operation) => operation === 'RevokeToken')).toHaveLength(1);
});
