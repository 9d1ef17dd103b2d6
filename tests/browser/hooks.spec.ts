import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password } = person;
const input = { username, password };

/** In the page: an instance with these options, whose functions are given as text, and the outcome of a call. */
type Outcome = { readonly value?: unknown; readonly error?: Record<string, unknown> };

test('every request to the user pool has the app’s headers, and none to the identity pool', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  await app.call('signOut');
  await cognito.clearJournal();
  await app.page.evaluate(
    async ([config, credentials]) => {
      let count = 0;
      const headers = () => Promise.resolve({ 'X-Waf-Token': `token ${(count += 1)}` });
      const auth = harness.library.createAuth(config as never, { Auth: { headers } });
      await auth.signIn(credentials);
      await auth.fetchAuthSession();
      await auth.signOut();
    },
    [cognito.resourcesConfig(), input] as const,
  );
  const sent = (await cognito.journal()).map(({ operation, headers }) => [operation, headers['x-waf-token']]);
  expect(sent).toEqual([
    ['InitiateAuth', 'token 1'],
    ['RespondToAuthChallenge', 'token 2'],
    ['GetId', undefined],
    ['GetCredentialsForIdentity', undefined],
    ['RevokeToken', 'token 3'],
  ]);
});

test('headers that cannot be sent are a typed error that names the header', async ({ app, cognito }) => {
  await app.open();
  const errors = await app.page.evaluate(
    async ([config, credentials]) => {
      const hooks = [
        () => Promise.resolve({ 'Content-Type': 'text/plain' }),
        () => Promise.resolve({ 'x-a': 'b\r\nc: d' }),
        () => Promise.reject(new Error('out of order')),
        () => {
          throw new Error('out of order');
        },
      ];
      return Promise.all(
        hooks.map(async (headers) => {
          const auth = harness.library.createAuth(config as never, { Auth: { headers } });
          return harness.plain(await auth.signIn(credentials).catch((error: unknown) => error));
        }),
      );
    },
    [cognito.resourcesConfig(), input] as const,
  );
  const name = 'CustomHeadersException';
  expect(errors).toMatchObject([
    { name, message: 'the header `content-type` is set by the library', isAuthError: true },
    { name, message: 'the header `x-a` has a value that HTTP does not allow' },
    { name, cause: { message: 'out of order' } },
    { name, cause: { message: 'out of order' } },
  ]);
  expect(await cognito.operations()).toEqual([]);
});

test('a tokenProvider replaces the stored session', async ({ app, cognito }) => {
  await app.beginSignedIn(cognito.resourcesConfig());
  await app.session();
  const stored = await app.localStorage();
  await cognito.clearJournal();
  const result = await app.page.evaluate(
    async ([config, credentials]) => {
      const { tokens } = await harness.library.fetchAuthSession();
      const { decodeJWT, createAuth } = harness.library;
      const outcome = async (work: Promise<unknown>): Promise<Outcome> =>
        work.then(
          (value) => ({ value: harness.plain(value) }),
          (error: unknown) => ({ error: harness.plain(error) as Record<string, unknown> }),
        );
      const provided = (given: () => unknown) =>
        createAuth(config as never, { Auth: { tokenProvider: { getTokens: given as never } } });
      const asText = provided(() => Promise.resolve({ accessToken: String(tokens?.accessToken) }));
      const asJwt = provided(() => Promise.resolve({ accessToken: tokens?.accessToken, idToken: tokens?.idToken }));
      const nobody = provided(() => Promise.resolve(null));
      const broken = provided(() => Promise.reject(new Error('out of order')));
      const claims = btoa(JSON.stringify({ sub: 'u-1', exp: 1 })).replace(/=+$/, '');
      const foreign = provided(() => Promise.resolve({ accessToken: decodeJWT(`e30.${claims}.c2ln`) }));
      return {
        sameToken: String((await asText.fetchAuthSession()).tokens?.accessToken) === String(tokens?.accessToken),
        user: await outcome(asJwt.getCurrentUser()),
        attributes: await outcome(asJwt.fetchUserAttributes()),
        foreign: await outcome(foreign.fetchAuthSession()),
        nobody: await outcome(nobody.fetchAuthSession()),
        signIn: await outcome(nobody.signIn(credentials)),
        broken: await outcome(broken.fetchAuthSession()),
        user2: await outcome(broken.getCurrentUser()),
        signOut: await outcome(asJwt.signOut()),
      };
    },
    [cognito.resourcesConfig({ identityPoolId: undefined }), input] as const,
  );
  const failed = { type: 'FAILURE', error: { name: 'TokenProviderException', isAuthError: true } };
  const cause = { cause: { message: 'out of order' } };
  expect(result).toMatchObject({
    sameToken: true,
    user: { value: { username } },
    attributes: { value: { email: person.email } },
    foreign: {
      value: { isSignedIn: true, userSub: 'u-1', tokens: { accessToken: { payload: { sub: 'u-1', exp: 1 } } } },
    },
    nobody: { value: { isSignedIn: false, userSubResult: { error: { name: 'SignedOutException' } } } },
    signIn: { error: { name: 'TokenProviderException', category: 'invalidState' } },
    broken: {
      value: { isSignedIn: false, userPoolTokensResult: failed, userSubResult: failed, awsCredentialsResult: failed },
    },
    user2: { error: { name: 'TokenProviderException', ...cause } },
    signOut: { value: { type: 'complete' } },
  });
  expect(await cognito.operations()).toEqual(['GetUser']);
  expect(await app.localStorage()).toEqual(stored);
});

test('a credentialsProvider replaces the identity pool', async ({ app, cognito }) => {
  await app.beginSignedIn(cognito.resourcesConfig());
  await cognito.clearJournal();
  const result = await app.page.evaluate(async (config) => {
    const asked: unknown[] = [];
    const expiration = new Date(1_800_000_000_000);
    const credentials = { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', expiration };
    const credentialsProvider = {
      getCredentialsAndIdentityId: (options: { tokens?: object }) => {
        asked.push({ ...options, tokens: Object.keys(options.tokens ?? {}) });
        return Promise.resolve({ credentials, identityId: 'us-east-1:other' });
      },
      clearCredentialsAndIdentityId: () => {
        asked.push('clear');
      },
    };
    const auth = harness.library.createAuth(config as never, { Auth: { credentialsProvider } });
    const session = await auth.fetchAuthSession();
    await auth.clearCredentials();
    await auth.signOut();
    const guest = await auth.fetchAuthSession();
    return { asked, session: session.credentials, id: session.identityId, guest: guest.credentials?.accessKeyId };
  }, cognito.resourcesConfig());
  const authConfig = expect.objectContaining({ Cognito: expect.anything() }) as unknown;
  expect(result).toEqual({
    asked: [
      { authConfig, authenticated: true, forceRefresh: false, tokens: ['accessToken', 'idToken', 'signInDetails'] },
      'clear',
      'clear',
      { authConfig, authenticated: false, forceRefresh: false, tokens: [] },
    ],
    session: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', expiration: new Date(1_800_000_000_000) },
    id: 'us-east-1:other',
    guest: 'a',
  });
  expect(await cognito.operations()).toEqual(['RevokeToken']);
});

test('a request ends at the time limit of its call or its instance', async ({ app, cognito }) => {
  await app.open();
  for (const [options, call] of [
    [{ timeoutMs: 50 }, {}],
    [{}, { timeoutMs: 50 }],
    [{ timeoutMs: 60_000 }, { options: { timeoutMs: 50 } }],
  ] as const) {
    await cognito.fault({ operation: 'ForgotPassword', kind: 'delay' });
    const error = await app.page.evaluate(
      async ([config, given, name, limits]) => {
        const auth = harness.library.createAuth(config as never, given);
        return harness.plain(
          await auth.resetPassword({ username: name, ...limits }).catch((reason: unknown) => reason),
        );
      },
      [cognito.resourcesConfig(), options, username, call] as const,
    );
    expect(error).toMatchObject({ name: 'TimeoutError', retryable: true });
    await cognito.clearFaults();
  }
});

test('a request is sent as often as its call says, and limits out of range are refused', async ({ app, cognito }) => {
  await app.beginSignedIn(cognito.resourcesConfig());
  await cognito.clearJournal();
  const attempts = async (limits: object): Promise<number> => {
    await cognito.fault({ operation: 'GetUser', kind: 'status', status: 503, times: 2 });
    await app.call('fetchUserAttributes', limits).catch(() => undefined);
    await cognito.clearFaults();
    const count = (await cognito.operations()).length;
    await cognito.clearJournal();
    return count;
  };
  expect([await attempts({ maxAttempts: 1 }), await attempts({ maxAttempts: 2 }), await attempts({})]).toEqual([
    1, 2, 3,
  ]);
  const message = '`maxAttempts` is not a whole number from 1 to 10';
  await expect(app.call('fetchUserAttributes', { maxAttempts: 0 })).rejects.toMatchObject({
    category: 'validation',
    message,
  });
  const refused = await app.page.evaluate(
    (config) => harness.call('Amplify.configure', config, { timeoutMs: -1 }),
    cognito.resourcesConfig(),
  );
  expect(refused.error).toMatchObject({
    name: 'InvalidParameterException',
    category: 'configuration',
    message: '`timeoutMs` is not a whole number from 1 to 300000',
  });
});
