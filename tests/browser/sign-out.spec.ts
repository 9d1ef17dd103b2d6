import { failure, userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';

const complete = { type: 'complete', signedOutLocally: true };
const deviceItems = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'];

test('signOut revokes the refresh token and removes everything but the device', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await app.session();
  const { [userKey('refreshToken')]: Token } = await app.localStorage();
  await app.page.evaluate(
    (keys) => {
      for (const key of keys) localStorage.setItem(key, 'kept');
    },
    deviceItems.map((item) => userKey(item)),
  );
  await app.forgetEvents();
  await cognito.clearJournal();

  expect(await app.call('signOut')).toStrictEqual(complete);
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'RevokeToken', body: { ClientId: seed.nativeClientId, Token } },
  ]);
  const kept = Object.fromEntries(deviceItems.map((item) => [userKey(item), 'kept']));
  expect(await app.localStorage()).toStrictEqual(kept);
  expect((await app.events()).map(({ storedKeys, ...event }) => event)).toStrictEqual([
    { channel: 'auth', source: 'Auth', event: 'signedOut', data: { reason: 'user' } },
  ]);

  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: false,
    identityIdResult: failure('NotAuthorizedException'),
    awsCredentialsResult: failure('NotAuthorizedException'),
    userSubResult: failure('SignedOutException'),
    userPoolTokensResult: failure('SignedOutException'),
  });
  expect(await cognito.operations()).toEqual(['GetId']);
});

test('a revoked refresh token no longer works', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const stored = await app.localStorage();
  await app.call('signOut');
  const body = { ClientId: seed.nativeClientId, RefreshToken: stored[userKey('refreshToken')] };
  await expect(cognito.userPools('GetTokensFromRefreshToken', body)).rejects.toThrow('NotAuthorizedException');
});

test('a token that could not be revoked is returned, and the user is signed out', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { [userKey('refreshToken')]: refreshToken } = await app.localStorage();
  await app.forgetEvents();
  await cognito.fault({ operation: 'RevokeToken', kind: 'status', status: 500, times: 3 });
  expect(await app.call('signOut')).toStrictEqual({
    type: 'partial',
    signedOutLocally: true,
    revokeTokenError: {
      refreshToken,
      error: expect.objectContaining({ name: 'UnknownError', isAuthError: true, metadata: { httpStatusCode: 500 } }),
      revokesLater: true,
    },
  });
  expect(Object.keys(await app.localStorage())).toEqual([
    `CognitoIdentityServiceProvider.${seed.nativeClientId}.revocations`,
  ]);
  expect(await app.authEvents()).toEqual(['signedOut']);
});

test('a session without origin_jti is revoked, too, and a client without revocation is not an error', async ({
  app,
  cognito,
}) => {
  await cognito.setClient({ EnableTokenRevocation: false });
  await app.beginSignedIn();
  const { tokens } = await app.session();
  expect(tokens?.accessToken.payload).not.toHaveProperty('origin_jti');
  await cognito.clearJournal();
  expect(await app.call('signOut')).toStrictEqual(complete);
  expect(await cognito.operations()).toEqual(['RevokeToken']);
  expect(await app.localStorage()).toEqual({});
});

test('a global signOut ends every session of the user', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { [userKey('accessToken')]: AccessToken, [userKey('refreshToken')]: Token } = await app.localStorage();
  await cognito.clearJournal();
  expect(await app.call('signOut', { global: true })).toStrictEqual(complete);
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GlobalSignOut', body: { AccessToken } },
    { operation: 'RevokeToken', body: { ClientId: seed.nativeClientId, Token } },
  ]);
  await expect(cognito.userPools('GetUser', { AccessToken })).rejects.toThrow('NotAuthorizedException');
  expect(await app.localStorage()).toEqual({});
});

test('a global signOut that fails says so, and still revokes this session', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const stored = await app.localStorage();
  await cognito.fault({ operation: 'GlobalSignOut', kind: 'error', type: 'NotAuthorizedException' });
  await cognito.clearJournal();
  expect(await app.call('signOut', { global: true })).toStrictEqual({
    type: 'partial',
    signedOutLocally: true,
    globalSignOutError: {
      accessToken: stored[userKey('accessToken')],
      error: expect.objectContaining({ name: 'NotAuthorizedException' }),
    },
  });
  expect(await cognito.requests()).toMatchObject([
    { operation: 'GlobalSignOut' },
    { operation: 'RevokeToken', body: { Token: stored[userKey('refreshToken')] } },
  ]);
  expect(await app.localStorage()).toEqual({});
});

test('a global signOut refreshes an expired access token first', async ({ app, cognito }) => {
  await app.page.clock.install();
  await app.beginSignedIn();
  const { [userKey('accessToken')]: expired } = await app.localStorage();
  await app.passTime(2 * 60 * 60_000);
  await cognito.clearJournal();
  expect(await app.call('signOut', { global: true })).toStrictEqual(complete);
  const [refresh, global, revocation] = await cognito.requests();
  expect([refresh, global, revocation]).toMatchObject([
    { operation: 'GetTokensFromRefreshToken' },
    { operation: 'GlobalSignOut' },
    { operation: 'RevokeToken' },
  ]);
  expect(global?.body.AccessToken).not.toBe(expired);
  expect(await app.localStorage()).toEqual({});
});

test('signOut while signed out is complete', async ({ app, cognito }) => {
  await app.begin();
  expect(await app.call('signOut')).toStrictEqual(complete);
  expect(await cognito.operations()).toEqual([]);
  expect(await app.authEvents()).toEqual(['signedOut']);
});

test('a refresh that ends after signOut does not bring the session back', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await app.forgetEvents();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const session = await app.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  await app.call('signOut');
  await cognito.clearFaults();
  expect(await session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual({});
  expect(await app.authEvents()).toEqual(['signedOut']);
});

test('a sign-in during a late refresh keeps the new session', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'delay' });
  const session = await app.start('fetchAuthSession', { forceRefresh: true });
  await cognito.arrival('GetTokensFromRefreshToken');
  await app.call('signOut');
  await app.signIn();
  const stored = await app.localStorage();
  await cognito.clearFaults();
  expect(await session()).toMatchObject({
    isSignedIn: true,
    tokens: { accessToken: { toString: stored[userKey('accessToken')] } },
  });
  expect(await app.localStorage()).toEqual({ ...stored, [userKey('identity')]: expect.any(String) });
});
