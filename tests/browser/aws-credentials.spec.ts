import { type App, failure } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { firstIdentity, hour, storedTokens } from './signed-in.js';

const cacheKey = `cognito-wasm.credentials.${seed.identityPoolId}`;
const cache = { credentials: { cache: 'session' } };

test('the tokens are resolved as text, without the identity pool', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  const { accessToken, idToken } = await storedTokens(app);
  expect([await app.call('getAccessToken'), await app.call('getIdToken')]).toEqual([accessToken, idToken]);
  expect(await cognito.operations()).toEqual([]);
  expect(await app.call('getIdentityId')).toBe(firstIdentity);
  await app.call('signOut');
  await expect(app.call('getAccessToken')).rejects.toMatchObject({ name: 'SignedOutException', isAuthError: true });
  await expect(app.call('getIdentityId')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

/** Opens a page that cannot load the module, and calls a function there. */
async function withoutModule(app: App, harness: string, name: 'getAccessToken' | 'signOut'): Promise<unknown> {
  await app.page.route(/moduleFile/, (route) => route.abort());
  await app.page.goto(`${harness}/blank.html`);
  return app.page.evaluate(
    async ([entry, config, called]) => {
      const library = (await import(entry)) as typeof import('../../ts/index.js');
      void library.Amplify.configure(config as never);
      if (called === 'getAccessToken') return library.getAccessToken();
      const output = await library.signOut();
      return output.type !== 'partial' ? output : output.revokeTokenError?.error.name;
    },
    ['/package/index.js', app.cognito.resourcesConfig(), name] as const,
  );
}

test('a page that knows the session gives its tokens without the module', async ({ app, harness }) => {
  await app.beginSignedIn();
  const { accessToken } = await storedTokens(app);
  expect(await withoutModule(app, harness, 'getAccessToken')).toBe(accessToken);
});

test('invalidated credentials are replaced, and the identity stays', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const first = await app.session();
  await cognito.clearJournal();
  await app.call('invalidateCachedCredentials');
  expect(await cognito.operations()).toEqual([]);
  const second = await app.session();
  expect(second.credentials?.accessKeyId).not.toBe(first.credentials?.accessKeyId);
  expect(second.identityId).toBe(first.identityId);
  expect(await cognito.operations()).toEqual(['GetCredentialsForIdentity']);
});

test('credentials that are kept for the tab save the next page its requests', async ({ app, cognito, openTab }) => {
  await app.beginSignedIn();
  const config = cognito.resourcesConfig();
  await app.open();
  await app.call('Amplify.configure', config, cache);
  const first = await app.session();
  await cognito.clearJournal();
  await app.open();
  await app.call('Amplify.configure', config, cache);
  expect(await app.session()).toStrictEqual(first);
  expect(await cognito.operations()).toEqual([]);
  expect(Object.keys(await app.sessionStorage())).toEqual([cacheKey]);
  // Another tab has its own.
  const other = await openTab();
  await other.open();
  await other.call('Amplify.configure', config, cache);
  expect((await other.session()).credentials?.accessKeyId).not.toBe(first.credentials?.accessKeyId);
  await app.call('signOut');
  expect(await app.sessionStorage()).toEqual({});
});

test('a page with kept credentials loads no module, and sends nothing to Cognito', async ({
  app,
  cognito,
  harness,
}) => {
  await app.beginSignedIn();
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), cache);
  const first = await app.session();
  await cognito.clearJournal();
  const loaded: string[] = [];
  app.page.on('request', (request) => loaded.push(request.url()));
  await app.page.goto(`${harness}/blank.html`);
  const seen = await app.page.evaluate(
    async ([entry, config, options]) => {
      const library = (await import(entry)) as typeof import('../../ts/index.js');
      void library.Amplify.configure(config as never, options as never);
      const session = await library.fetchAuthSession();
      const provided = await library.credentialsProvider()();
      // A page that is idle would prepare a sign-in for a visitor who is signed out.
      await new Promise((resolve) => requestIdleCallback(resolve));
      await new Promise((resolve) => setTimeout(resolve, 0));
      return {
        isSignedIn: session.isSignedIn,
        keys: [session.credentials?.accessKeyId, provided.accessKeyId],
        identities: [session.identityId, await library.getIdentityId()],
        expiration: session.credentials?.expiration?.getTime(),
      };
    },
    ['/package/index.js', cognito.resourcesConfig(), cache] as const,
  );
  const { accessKeyId, expiration } = first.credentials ?? {};
  expect(seen).toEqual({
    isSignedIn: true,
    keys: [accessKeyId, accessKeyId],
    identities: [firstIdentity, firstIdentity],
    expiration: expiration?.getTime(),
  });
  expect(loaded.filter((url) => url.startsWith(cognito.origin) || /moduleFile|relaxedFile|\.wasm/.test(url))).toEqual(
    [],
  );
  expect(await cognito.operations()).toEqual([]);
});

test('credentials that are kept for the tab go when they expire', async ({ app, cognito }) => {
  await app.page.clock.install();
  await app.beginSignedIn();
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), cache);
  await app.session();
  expect(Object.keys(await app.sessionStorage())).toEqual([cacheKey]);
  await app.passTime(hour);
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), cache);
  expect((await app.session({ allowStale: true })).credentials).toBeUndefined();
  await expect.poll(() => app.sessionStorage()).toEqual({});
});

for (const [where, isHeard] of [
  ['of which this page hears', true],
  ['before this page', false],
] as const) {
  test(`credentials that are kept for the tab go with a sign-out in another tab, ${where}`, async ({
    app,
    cognito,
    openTab,
  }) => {
    await app.beginSignedIn();
    const config = cognito.resourcesConfig();
    await app.open();
    await app.call('Amplify.configure', config, cache);
    await app.session();
    expect(Object.keys(await app.sessionStorage())).toContain(cacheKey);
    const other = await openTab();
    await other.begin();
    if (!isHeard) await app.page.goto('about:blank');
    await other.call('signOut');
    if (!isHeard) {
      await app.open();
      await app.call('Amplify.configure', config, cache);
    }
    await expect.poll(async () => Object.keys(await app.sessionStorage())).not.toContain(cacheKey);
  });
}

test('credentials that are kept for the tab go with a sign-out without the module', async ({
  app,
  cognito,
  harness,
}) => {
  await app.beginSignedIn();
  await app.open();
  await app.call('Amplify.configure', cognito.resourcesConfig(), cache);
  await app.session();
  expect(Object.keys(await app.sessionStorage())).toEqual([cacheKey]);
  expect(await withoutModule(app, harness, 'signOut')).toBe('ModuleFileException');
  expect(await app.sessionStorage()).toEqual({});
});

test('an identity pool that is down breaks the credentials alone', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.fault({ operation: 'GetId', kind: 'error', status: 500, times: 3 } as never);
  await app.signIn();
  const session = await app.session();
  expect(session).toMatchObject({ isSignedIn: true, awsCredentialsResult: { type: 'FAILURE' } });
  expect(session.userPoolTokensResult.type).toBe('SUCCESS');
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: person.email });
  await cognito.clearFaults();
  expect((await app.session()).awsCredentialsResult.type).toBe('SUCCESS');
});

test('without an identity pool, nothing is asked of one', async ({ app, cognito }) => {
  await app.beginSignedIn(cognito.resourcesConfig({ identityPoolId: undefined }));
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    identityIdResult: failure('InvalidAccountTypeException'),
    awsCredentialsResult: failure('InvalidAccountTypeException'),
  });
  expect(await cognito.operations()).toEqual([]);
});

test('the escape hatch sends operations of both services as they are', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  const result = await app.page.evaluate(async () => {
    const { getAccessToken, getEscapeHatch, getIdentityId } = harness.library;
    const { cognitoIdentityProvider, cognitoIdentity } = getEscapeHatch();
    const user = await cognitoIdentityProvider.send<{ Username: string }>('GetUser', {
      AccessToken: await getAccessToken(),
    });
    const refused = (await cognitoIdentityProvider
      .send('GetUser', { AccessToken: 'x' })
      .catch((error: unknown) => error)) as Error;
    const unknown = (await cognitoIdentity.send('NoSuchOperation').catch((error: unknown) => error)) as Error;
    return { username: user.Username, refused: refused.name, unknown: unknown.name, identity: await getIdentityId() };
  });
  expect(result).toMatchObject({
    username: person.username,
    refused: 'NotAuthorizedException',
    identity: firstIdentity,
  });
  expect(typeof result.unknown).toBe('string');
});

test('the functions take a context, and are methods of further instances', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const keys = await app.page.evaluate(async (config) => {
    const { createAmplifyContext, createAuth, credentialsProvider, getIdentityId } = harness.library;
    const context = createAmplifyContext(config as never);
    const auth = createAuth(config as never);
    const ofContext = await credentialsProvider(context)();
    const ofInstance = await auth.credentialsProvider()();
    const provided = await auth.credentialsAndIdentityIdProvider.getCredentialsAndIdentityId();
    const tokens = await auth.tokenProvider.getTokens();
    return {
      ids: [await getIdentityId(context), await auth.getIdentityId(), provided?.identityId],
      sub: tokens?.accessToken.payload.sub,
      same: provided?.credentials.accessKeyId === ofInstance.accessKeyId,
      others: ofContext.accessKeyId !== ofInstance.accessKeyId,
      isDate: ofInstance.expiration instanceof Date,
    };
  }, cognito.resourcesConfig());
  expect(keys).toEqual({
    ids: [firstIdentity, firstIdentity, firstIdentity],
    sub: expect.any(String),
    same: true,
    others: true,
    isDate: true,
  });
});
