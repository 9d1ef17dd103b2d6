import { failure, success, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { firstIdentity, firstSub, hour, loginProvider, storedTokens } from './signed-in.js';

const guestKey = `com.amplify.Cognito.${seed.identityPoolId}.identityId`;

test('the session of a signed-in user has every part', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { accessToken, idToken } = await storedTokens(app);
  await cognito.clearJournal();
  const session = await app.session();
  const keys = { accessKeyId: 'ASIATEST000000000001', secretAccessKey: 'secret-1', sessionToken: 'session-1' };
  const credentials = { ...keys, expiration: expect.any(Date) };
  expect(session).toStrictEqual({
    isSignedIn: true,
    status: 'active',
    identityIdResult: success(firstIdentity),
    awsCredentialsResult: success(credentials),
    userSubResult: success(firstSub),
    // A copy does not contain the refresh token.
    userPoolTokensResult: success({ accessToken, idToken }),
    tokens: {
      accessToken: { payload: expect.objectContaining({ token_use: 'access', sub: firstSub }), toString: accessToken },
      idToken: { payload: expect.objectContaining({ token_use: 'id', email: person.email }), toString: idToken },
      signInDetails: { loginId: person.username, authFlowType: 'USER_SRP_AUTH' },
    },
    credentials,
    identityId: firstIdentity,
    userSub: firstSub,
  });
  const end = session.credentials?.expiration.getTime() ?? 0;
  expect(end - (await cognito.now())).toBeGreaterThan(hour - 60_000);
  expect(end - (await cognito.now())).toBeLessThanOrEqual(hour);
  const Logins = { [loginProvider]: idToken };
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins } },
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: firstIdentity, Logins } },
  ]);
});

test('a second call is answered from memory', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const first = await app.session();
  await cognito.clearJournal();
  expect(await app.session()).toStrictEqual(first);
  expect(await cognito.operations()).toEqual([]);
});

test('a reload keeps the tokens and requests new credentials', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const first = await app.session();
  await cognito.clearJournal();
  await app.begin();
  const second = await app.session();
  expect(second).toMatchObject({ isSignedIn: true, identityId: firstIdentity, userSub: firstSub });
  expect(second.tokens).toStrictEqual(first.tokens);
  expect(await cognito.operations()).toEqual(['GetCredentialsForIdentity']);
  expect(await app.authEvents()).toEqual([]);
});

test('simultaneous calls request credentials once', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  const sessions = await app.callAtOnce(4, 'fetchAuthSession');
  for (const session of sessions) expect(session).toStrictEqual(sessions[0]);
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('guests get an identity and credentials if the pool allows it', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin();
  await cognito.clearJournal();
  const session = await app.session();
  expect(session).toMatchObject({
    isSignedIn: false,
    identityIdResult: success(firstIdentity),
    awsCredentialsResult: success(expect.objectContaining({ accessKeyId: 'ASIATEST000000000001' })),
    userSubResult: failure('SignedOutException'),
    userPoolTokensResult: failure('SignedOutException'),
    identityId: firstIdentity,
    credentials: { accessKeyId: 'ASIATEST000000000001', expiration: expect.any(Date) },
  });
  expect(session.tokens).toBeUndefined();
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins: {} } },
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: firstIdentity } },
  ]);
  expect(await app.localStorage()).toEqual({ [guestKey]: firstIdentity });

  await app.register();
  await app.signIn();
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({ isSignedIn: true, identityId: firstIdentity });
  const Logins = { [loginProvider]: (await storedTokens(app)).idToken };
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'GetCredentialsForIdentity', body: { IdentityId: firstIdentity, Logins } },
  ]);
  expect(await app.localStorage()).not.toHaveProperty([guestKey]);
});

test('a returning guest keeps the identity', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin();
  await app.session();
  await app.begin();
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({ identityId: firstIdentity });
  expect(await cognito.operations()).toEqual(['GetCredentialsForIdentity']);
});

test('ResourcesConfig without allowGuestAccess sends no request for guests', async ({ app, cognito }) => {
  await cognito.allowGuests();
  await app.begin(cognito.resourcesConfig());
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: false,
    awsCredentialsResult: failure('NotAuthorizedException'),
  });
  expect(await cognito.operations()).toEqual([]);
});

test('an identity pool alone gives guests credentials', async ({ app, cognito }) => {
  await cognito.allowGuests();
  const noUserPool = { userPoolId: undefined, userPoolClientId: undefined, userPoolEndpoint: undefined };
  await app.begin(cognito.resourcesConfig({ ...noUserPool, allowGuestAccess: true }));
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: false,
    identityId: firstIdentity,
    credentials: { accessKeyId: 'ASIATEST000000000001' },
    userPoolTokensResult: failure('SignedOutException'),
  });
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
});

test('without an identity pool there are tokens but no credentials', async ({ app, cognito }) => {
  const config = cognito.resourcesConfig({ identityPoolId: undefined, identityPoolEndpoint: undefined });
  await app.beginSignedIn(config);
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    identityIdResult: failure('InvalidAccountTypeException'),
    awsCredentialsResult: failure('InvalidAccountTypeException'),
    userSubResult: success(firstSub),
    userPoolTokensResult: { type: 'SUCCESS' },
  });
  expect(await cognito.operations()).toEqual([]);
});

test('if the identity pool is down, only the credentials are missing', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.fault({ operation: 'GetId', kind: 'status', status: 500, times: 3 });
  await cognito.clearJournal();
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    identityIdResult: { type: 'FAILURE', error: { name: 'UnknownError', metadata: { httpStatusCode: 500 } } },
    awsCredentialsResult: { type: 'FAILURE' },
    userSubResult: success(firstSub),
    userPoolTokensResult: { type: 'SUCCESS' },
  });
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge', 'GetId', 'GetId', 'GetId']);
  expect(await app.session()).toMatchObject({ isSignedIn: true, identityId: firstIdentity });
});

test('unreadable stored tokens are repaired by a refresh, or mean signed out and are kept', async ({
  app,
  cognito,
}) => {
  await app.beginSignedIn();
  const spoil = async (): Promise<void> =>
    app.page.evaluate((key) => {
      localStorage.setItem(key, 'not a token');
    }, userKey('accessToken'));
  await spoil();
  await cognito.clearJournal();
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await cognito.operations()).toContain('GetTokensFromRefreshToken');
  expect(await app.localStorage()).not.toMatchObject({ [userKey('accessToken')]: 'not a token' });

  await spoil();
  await app.page.evaluate((key) => {
    localStorage.removeItem(key);
  }, userKey('refreshToken'));
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toMatchObject({ [userKey('accessToken')]: 'not a token' });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});
