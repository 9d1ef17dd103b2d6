import { failure, userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { beginWithSession, firstIdentity, firstSub, hour, loginProvider, storedTokens } from './signed-in.js';

test('five calls refresh an expired session once', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const before = await storedTokens(app);
  await app.passTime(hour);
  const sessions = await app.callAtOnce(5, 'fetchAuthSession');
  const after = await storedTokens(app);
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
      body: { IdentityId: firstIdentity, Logins: { [loginProvider]: after.idToken } },
    },
  ]);
  expect(await app.authEvents()).toEqual(['tokenRefresh']);
});

test('tokens are used until five seconds before they expire', async ({ app, cognito }) => {
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

test('a rotated refresh token replaces the stored one', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  await app.alterReplies('GetTokensFromRefreshToken', (reply) => ({
    AuthenticationResult: { ...(reply.AuthenticationResult as object), RefreshToken: 'rotated' },
  }));
  await app.session({ forceRefresh: true });
  expect(await storedTokens(app)).toMatchObject({ refreshToken: 'rotated' });
});

test('a server without GetTokensFromRefreshToken gets InitiateAuth', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const { refreshToken } = await storedTokens(app);
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
  expect(await storedTokens(app)).toMatchObject({ refreshToken });
});

test('forceRefresh refreshes tokens and credentials, and passes on client metadata', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const before = await storedTokens(app);
  const session = await app.session({ forceRefresh: true, clientMetadata: { a: '1' } });
  const after = await storedTokens(app);
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

test('a revoked session ends: the call says so, the tokens are removed, and signIn works', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const { refreshToken } = await storedTokens(app);
  await cognito.userPools('RevokeToken', { ClientId: seed.nativeClientId, Token: refreshToken });
  await app.passTime(hour);
  await cognito.clearJournal();
  const expired = failure('SessionExpiredException');
  for (const session of await app.callAtOnce(2, 'fetchAuthSession')) {
    expect(session).toStrictEqual({
      isSignedIn: false,
      status: 'signedOut',
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
    { event: 'sessionExpired', data: expect.objectContaining({ reason: 'revoked' }) as unknown },
  ]);
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});

test('getCurrentUser of a revoked session says that the user is signed out', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  await cognito.userPools('RevokeToken', {
    ClientId: seed.nativeClientId,
    Token: (await storedTokens(app)).refreshToken,
  });
  await app.passTime(hour);
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
});

test('without a network the tokens are kept, and the next call recovers', async ({ app, cognito, context }) => {
  await beginWithSession(app, cognito);
  const before = await storedTokens(app);
  await app.passTime(hour);
  await context.setOffline(true);
  const offline = failure('NetworkError');
  expect(await app.session()).toStrictEqual({
    isSignedIn: true,
    status: 'stale',
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
  expect(await storedTokens(app)).toEqual(before);
  expect(await app.authEvents()).toEqual(['tokenRefresh_failure', 'tokenRefresh_failure', 'tokenRefresh_failure']);
  await context.setOffline(false);
  expect(await app.session()).toMatchObject({ isSignedIn: true, userSub: firstSub });
  expect(await cognito.operations()).toEqual(['GetTokensFromRefreshToken', 'GetCredentialsForIdentity']);
});

for (const [what, offset] of [
  ['ahead of', 2 * hour],
  ['behind', -2 * hour],
] as const) {
  test(`a page whose clock is two hours ${what} the service's keeps its session`, async ({ app, cognito }) => {
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
