import { type App, failure, success } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';
import { firstIdentity, loginProvider, storedTokens } from './signed-in.js';

const keys = { AccessKeyId: 'ASIAFB', SecretKey: 'secret', SessionToken: 'session' };

/** Answers for an identity pool that trusts Facebook. Returns the requests. */
async function trustFacebook(app: App): Promise<[operation: string, body: unknown][]> {
  const asked: [string, unknown][] = [];
  await app.page.route(`${app.cognito.origin}/`, async (route, request) => {
    const operation = request.headers()['x-amz-target']?.replace('AWSCognitoIdentityService.', '') ?? '';
    if (operation !== 'GetId' && operation !== 'GetCredentialsForIdentity') return route.fallback();
    const body = request.postDataJSON() as { IdentityId?: string };
    asked.push([operation, body]);
    const Expiration = Math.floor(Date.now() / 1_000) + 3_600;
    const identity = { IdentityId: body.IdentityId ?? firstIdentity };
    const json = operation === 'GetId' ? identity : { ...identity, Credentials: { ...keys, Expiration } };
    return route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } });
  });
  return asked;
}

test('a token of Facebook is exchanged, with the arguments of the mobile libraries', async ({ app, cognito }) => {
  await app.begin();
  const asked = await trustFacebook(app);
  await cognito.clearJournal();
  const output = await app.call('federateToIdentityPool', 'FB_TOKEN', 'facebook');
  expect(output).toEqual({
    identityId: firstIdentity,
    credentials: {
      accessKeyId: 'ASIAFB',
      secretAccessKey: 'secret',
      sessionToken: 'session',
      expiration: expect.any(Date),
    },
  });
  const Logins = { 'graph.facebook.com': 'FB_TOKEN' };
  expect(asked).toEqual([
    ['GetId', { IdentityPoolId: seed.identityPoolId, Logins }],
    ['GetCredentialsForIdentity', { IdentityId: firstIdentity, Logins }],
  ]);
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    status: 'active',
    identityIdResult: success(firstIdentity),
    awsCredentialsResult: success(expect.objectContaining({ accessKeyId: 'ASIAFB' })),
    userSubResult: failure('InvalidStateException'),
    userPoolTokensResult: failure('InvalidStateException'),
  });
  for (const name of ['getCurrentUser', 'fetchUserAttributes', 'getAccessToken']) {
    await expect(app.call(name)).rejects.toMatchObject({ name: 'InvalidStateException', isAuthError: true });
  }
  expect(await app.call('signOut')).toMatchObject({
    type: 'failed',
    signedOutLocally: false,
    error: { name: 'InvalidStateException', isAuthError: true },
  });
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  expect(await app.authEvents()).toEqual(['federatedToIdentityPool']);

  await app.call('clearFederationToIdentityPool');
  expect(await app.session({ allowStale: true })).toMatchObject({ isSignedIn: false });
  expect(await app.authEvents()).toEqual(['federatedToIdentityPool', 'federationToIdentityPoolCleared']);
  await expect(app.call('clearFederationToIdentityPool')).rejects.toMatchObject({ name: 'InvalidStateException' });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.localStorage()).toEqual({});
});

test('an identity of the own server is not asked for', async ({ app }) => {
  await app.begin();
  const asked = await trustFacebook(app);
  const options = { developerProvidedIdentityId: 'us-east-1:of-the-server' };
  const provider = 'cognito-identity.amazonaws.com';
  expect(await app.call('federateToIdentityPool', { token: 't', provider, options })).toMatchObject({
    identityId: 'us-east-1:of-the-server',
  });
  const body = { IdentityId: 'us-east-1:of-the-server', Logins: { [provider]: 't' } };
  expect(asked).toEqual([['GetCredentialsForIdentity', body]]);
});

test('a user of the user pool has to sign out first, and may sign in again afterwards', async ({ app, cognito }) => {
  await app.beginSignedIn();
  await cognito.clearJournal();
  const login = { token: 'FB_TOKEN', provider: 'facebook' };
  await expect(app.call('federateToIdentityPool', login)).rejects.toMatchObject({ name: 'InvalidStateException' });
  expect(await cognito.operations()).toEqual([]);
  await app.call('signOut');
  await trustFacebook(app);
  await app.call('federateToIdentityPool', login);
  await expect(app.signIn()).rejects.toMatchObject({ name: 'InvalidStateException' });
  await app.call('clearFederationToIdentityPool');
  await app.signIn();
  expect(await app.call('getCurrentUser')).toMatchObject({ username: 'username' });
});

test('the identity pool checks the token, and a page without a user pool needs no other', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { idToken: token } = await storedTokens(app);
  const config = cognito.resourcesConfig({ userPoolId: undefined, userPoolClientId: undefined });
  await app.call('Amplify.configure', config);
  const wrong = { token: 'not a token', provider: loginProvider };
  await expect(app.call('federateToIdentityPool', wrong)).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    isAuthError: true,
  });
  expect(await app.call('federateToIdentityPool', { token, provider: loginProvider })).toMatchObject({
    credentials: { accessKeyId: expect.stringContaining('ASIA') as unknown },
  });
  // A reload ends it.
  await app.begin(config);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});
