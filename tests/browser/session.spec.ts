import { type App, failure, success, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';

const hour = 3_600_000;
const userSub = '11111111-2222-4333-8444-555555555555';
const identityId = 'us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const provider = `cognito-idp.us-east-1.amazonaws.com/${seed.userPoolId}`;
const guestKey = `com.amplify.Cognito.${seed.identityPoolId}.identityId`;

async function tokens(app: App): Promise<Record<'accessToken' | 'idToken' | 'refreshToken', string | undefined>> {
  const stored = await app.localStorage();
  return {
    accessToken: stored[userKey('accessToken')],
    idToken: stored[userKey('idToken')],
    refreshToken: stored[userKey('refreshToken')],
  };
}

/** Signed in, with a session that was fetched, and nothing in the journal. */
async function beginWithSession(app: App, cognito: LocalCognito, config?: unknown): Promise<void> {
  await app.page.clock.install();
  await app.beginSignedIn(config);
  await app.session();
  await app.forgetEvents();
  await cognito.clearJournal();
}

test('AC-37 the session of a signed-in user has every part', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { accessToken, idToken, refreshToken } = await tokens(app);
  await cognito.clearJournal();
  const session = await app.session();
  const keys = { accessKeyId: 'ASIATEST000000000001', secretAccessKey: 'secret-1', sessionToken: 'session-1' };
  const credentials = { ...keys, expiration: expect.any(Date) };
  expect(session).toStrictEqual({
    isSignedIn: true,
    identityIdResult: success(identityId),
    awsCredentialsResult: success(credentials),
    userSubResult: success(userSub),
    userPoolTokensResult: success({ accessToken, idToken, refreshToken }),
    tokens: {
      accessToken: { payload: expect.objectContaining({ token_use: 'access', sub: userSub }), toString: accessToken },
      idToken: { payload: expect.objectContaining({ token_use: 'id', email: person.email }), toString: idToken },
      signInDetails: { loginId: person.username, authFlowType: 'USER_SRP_AUTH' },
    },
    credentials,
    identityId,
    userSub,
  });
  const end = session.credentials?.expiration.getTime() ?? 0;
  expect(end - (await cognito.now())).toBeGreaterThan(hour - 60_000);
  expect(end - (await cognito.now())).toBeLessThanOrEqual(hour);
  const Logins = { [provider]: idToken };
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins } },
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: identityId, Logins } },
  ]);
});

test('AC-38 a second call is answered from memory', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const first = await app.session();
  await cognito.clearJournal();
  expect(await app.session()).toStrictEqual(first);
  expect(await cognito.operations()).toEqual([]);
});

test('AC-38 a reload keeps the tokens and asks for credentials again', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const first = await app.session();
  await cognito.clearJournal();
  await app.begin();
  const second = await app.session();
  expect(second).toMatchObject({ isSignedIn: true, identityId, userSub });
  expect(second.tokens).toStrictEqual(first.tokens);
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
  expect(await app.authEvents()).toEqual([]);
});

test('AC-38 calls at the same time ask for credentials once', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  const sessions = await app.callAtOnce(4, 'fetchAuthSession');
  for (const session of sessions) expect(session).toStrictEqual(sessions[0]);
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('AC-39 five callers refresh an expired session once', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const before = await tokens(app);
  await app.passTime(hour);
  const sessions = await app.callAtOnce(5, 'fetchAuthSession');
  const after = await tokens(app);
  for (const session of sessions) {
    expect(session).toMatchObject({ isSignedIn: true, tokens: { accessToken: { toString: after.accessToken } } });
  }
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(after.idToken).not.toBe(before.idToken);
  expect(after.refreshToken).toBe(before.refreshToken);
  expect(await cognito.requests()).toStrictEqual([
    {
      operation: 'GetTokensFromRefreshToken',
      body: { RefreshToken: before.refreshToken, ClientId: seed.nativeClientId },
    },
    {
      operation: 'GetCredentialsForIdentity',
      body: { IdentityId: identityId, Logins: { [provider]: after.idToken } },
    },
  ]);
  expect(await app.authEvents()).toEqual(['tokenRefresh']);
});

test('AC-39 tokens are good until five seconds before their end', async ({ app, cognito }) => {
  await app.page.clock.install();
  await app.beginSignedIn();
  const { exp, iat } = (await app.session()).tokens?.accessToken.payload ?? {};
  expect(Number(exp) - Number(iat)).toBe(3600);
  const drift = Number((await app.localStorage())[userKey('clockDrift')]);
  const end = Number(exp) * 1000 - drift - 5000;
  await cognito.clearJournal();
  await app.page.clock.setFixedTime(end);
  await app.call('getCurrentUser');
  expect(await cognito.operations()).toEqual([]);
  await app.page.clock.setFixedTime(end + 1);
  await app.call('getCurrentUser');
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
});

test('AC-39 a rotated refresh token replaces the stored one', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  await app.alterReplies('GetTokensFromRefreshToken', (reply) => ({
    AuthenticationResult: { ...(reply.AuthenticationResult as object), RefreshToken: 'rotated' },
  }));
  await app.session({ forceRefresh: true });
  expect(await tokens(app)).toMatchObject({ refreshToken: 'rotated' });
});

test('AC-39 a server without GetTokensFromRefreshToken is asked as before', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const { refreshToken } = await tokens(app);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'error', type: 'UnknownOperationException' });
  await app.passTime(hour);
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await cognito.requests()).toMatchObject([
    { operation: 'GetTokensFromRefreshToken' },
    {
      operation: 'InitiateAuth',
      body: { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } },
    },
    { operation: 'GetCredentialsForIdentity' },
  ]);
  expect(await tokens(app)).toMatchObject({ refreshToken });
});

test('AC-40 forceRefresh renews tokens and credentials, and passes client metadata on', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const before = await tokens(app);
  const session = await app.session({ forceRefresh: true, clientMetadata: { a: '1' } });
  const after = await tokens(app);
  expect(after.accessToken).not.toBe(before.accessToken);
  expect(session).toMatchObject({
    tokens: { accessToken: { toString: after.accessToken } },
    credentials: { accessKeyId: 'ASIATEST000000000002' },
  });
  expect(await cognito.requests()).toMatchObject([
    { operation: 'GetTokensFromRefreshToken', body: { ClientMetadata: { a: '1' } } },
    { operation: 'GetCredentialsForIdentity' },
  ]);
  expect(await app.authEvents()).toEqual(['tokenRefresh']);
});

test('AC-41 a revoked session ends: the call tells, the tokens go, and signIn works', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const { refreshToken } = await tokens(app);
  await cognito.userPools('RevokeToken', { ClientId: seed.nativeClientId, Token: refreshToken });
  await app.passTime(hour);
  await cognito.clearJournal();
  const expired = failure('SessionExpiredException');
  for (const session of await app.callAtOnce(2, 'fetchAuthSession')) {
    expect(session).toStrictEqual({
      isSignedIn: false,
      identityIdResult: expired,
      awsCredentialsResult: expired,
      userSubResult: expired,
      userPoolTokensResult: expired,
      tokens: undefined,
      credentials: undefined,
      identityId: undefined,
      userSub: undefined,
    });
  }
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken']);
  expect(await app.localStorage()).toEqual({});
  expect(await app.session()).toMatchObject({
    isSignedIn: false,
    userPoolTokensResult: failure('SignedOutException'),
    awsCredentialsResult: failure('NotAuthorizedException'),
  });
  expect((await app.events()).map(({ event, data }) => ({ event, data }))).toStrictEqual([
    { event: 'tokenRefresh_failure', data: { error: expect.objectContaining({ name: 'NotAuthorizedException' }) } },
    { event: 'sessionExpired', data: undefined },
  ]);
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});

test('AC-41 getCurrentUser of a revoked session says that nobody is signed in', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  await cognito.userPools('RevokeToken', {
    ClientId: seed.nativeClientId,
    Token: (await tokens(app)).refreshToken,
  });
  await app.passTime(hour);
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
});

test('AC-42 without a network the tokens stay, and the next call recovers', async ({ app, cognito, context }) => {
  await beginWithSession(app, cognito);
  const before = await tokens(app);
  await app.passTime(hour);
  await context.setOffline(true);
  const offline = failure('NetworkError');
  expect(await app.session()).toStrictEqual({
    isSignedIn: true,
    identityIdResult: offline,
    awsCredentialsResult: offline,
    userSubResult: offline,
    userPoolTokensResult: offline,
    tokens: undefined,
    credentials: undefined,
    identityId: undefined,
    userSub: undefined,
  });
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'NetworkError', retryable: true });
  await expect(app.signIn()).rejects.toMatchObject({ name: 'NetworkError' });
  expect(await tokens(app)).toEqual(before);
  expect(await app.authEvents()).toEqual(['tokenRefresh_failure', 'tokenRefresh_failure', 'tokenRefresh_failure']);
  await context.setOffline(false);
  expect(await app.session()).toMatchObject({ isSignedIn: true, userSub });
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']);
});

test('AC-43 guests get an identity and credentials where the pool allows it', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin();
  await cognito.clearJournal();
  const session = await app.session();
  expect(session).toMatchObject({
    isSignedIn: false,
    identityIdResult: success(identityId),
    awsCredentialsResult: success(expect.objectContaining({ accessKeyId: 'ASIATEST000000000001' })),
    userSubResult: failure('SignedOutException'),
    userPoolTokensResult: failure('SignedOutException'),
    identityId,
    credentials: { accessKeyId: 'ASIATEST000000000001', expiration: expect.any(Date) },
  });
  expect(session.tokens).toBeUndefined();
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins: {} } },
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: identityId } },
  ]);
  expect(await app.localStorage()).toEqual({ [guestKey]: identityId });

  await app.register();
  await app.signIn();
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({ isSignedIn: true, identityId });
  const Logins = { [provider]: (await tokens(app)).idToken };
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: identityId, Logins } },
  ]);
  expect(await app.localStorage()).not.toHaveProperty([guestKey]);
});

test('AC-43 a returning guest is the same guest', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin();
  await app.session();
  await app.begin();
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({ identityId });
  expect(await cognito.operations()).toEqual(['GetCredentialsForIdentity']);
});

test('AC-43 ResourcesConfig without allowGuestAccess does not ask', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin(cognito.resourcesConfig());
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: false,
    awsCredentialsResult: failure('NotAuthorizedException'),
  });
  expect(await cognito.operations()).toEqual([]);
});

test('AC-44 a user pool alone gives tokens and no credentials', async ({ app, cognito }) => {
  const config = cognito.resourcesConfig({ identityPoolId: undefined, identityPoolEndpoint: undefined });
  await app.beginSignedIn(config);
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    identityIdResult: failure('InvalidAccountTypeException'),
    awsCredentialsResult: failure('InvalidAccountTypeException'),
    userSubResult: success(userSub),
    userPoolTokensResult: { type: 'SUCCESS' },
  });
  expect(await cognito.operations()).toEqual([]);
});

test('AC-45 an identity pool that is down costs the credentials only', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.fault({ operation: 'GetId', kind: 'status', status: 500, times: 3 });
  await cognito.clearJournal();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    identityIdResult: { type: 'FAILURE', error: { name: 'UnknownError', metadata: { httpStatusCode: 500 } } },
    awsCredentialsResult: { type: 'FAILURE' },
    userSubResult: success(userSub),
    userPoolTokensResult: { type: 'SUCCESS' },
  });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'GetId', 'GetId', 'GetId']);
  expect(await app.session()).toMatchObject({ isSignedIn: true, identityId });
});

for (const [what, offset] of [
  ['ahead of', 2 * hour],
  ['behind', -2 * hour],
] as const) {
  test(`AC-46 a page whose clock is two hours ${what} the service's keeps its session`, async ({ app, cognito }) => {
    await app.page.clock.install({ time: (await cognito.now()) + offset });
    await app.beginSignedIn();
    await cognito.clearJournal();
    expect(await app.session()).toMatchObject({ isSignedIn: true });
    expect(await app.session()).toMatchObject({ isSignedIn: true });
    expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
    const drift = Number((await app.localStorage())[userKey('clockDrift')]);
    expect(Math.abs(drift + offset)).toBeLessThanOrEqual(10_000);

    await app.passTime(hour);
    await app.session();
    await app.session();
    expect((await cognito.operations()).filter((name) => name.startsWith('GetTokens'))).toHaveLength(1);
  });
}

test('stored tokens that cannot be read are a signed-out session, and stay', async ({ app }) => {
  await app.beginSignedIn();
  await app.page.evaluate((key) => {
    localStorage.setItem(key, 'not a token');
  }, userKey('accessToken'));
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toMatchObject({ [userKey('accessToken')]: 'not a token' });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});
