/** Identities with logins of other providers, and of the application's own server, at an identity pool that checks them. */
import { type App, failure, success } from './app.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { hour } from './signed-in.js';

/** The providers that the identity pool trusts, with their names here and there. */
const providers = [
  ['amazon', 'www.amazon.com'],
  ['apple', 'appleid.apple.com'],
  ['facebook', 'graph.facebook.com'],
  ['google', 'accounts.google.com'],
  ['twitter', 'api.twitter.com'],
  ['login.company.example', 'login.company.example'],
  ['arn:aws:iam::000000000000:saml-provider/Company', 'arn:aws:iam::000000000000:saml-provider/Company'],
] as const;

const trusting = {
  SupportedLoginProviders: {
    'www.amazon.com': 'amzn1.application.x',
    'appleid.apple.com': 'com.example.web',
    'graph.facebook.com': '7346241598935552',
    'accounts.google.com': 'x.apps.googleusercontent.com',
    'api.twitter.com': 'key;secret',
  },
  OpenIdConnectProviderARNs: ['arn:aws:iam::000000000000:oidc-provider/login.company.example'],
  SamlProviderARNs: ['arn:aws:iam::000000000000:saml-provider/Company'],
};

const server = 'cognito-identity.amazonaws.com';
const developerProvider = 'login.app.example';

/** What the application's own server does for its user: with the keys of an administrator. */
async function vouch(cognito: LocalCognito, user: string): Promise<{ identityId: string; token: string }> {
  const { IdentityId, Token } = await cognito.identityPools('GetOpenIdTokenForDeveloperIdentity', {
    IdentityPoolId: seed.identityPoolId,
    Logins: { [developerProvider]: user },
  });
  return { identityId: String(IdentityId), token: String(Token) };
}

const federateAs = (app: App, { identityId, token }: { identityId: string; token: string }): Promise<unknown> =>
  app.call('federateToIdentityPool', { provider: server, token, options: { developerProvidedIdentityId: identityId } });

/** Whom an API that verifies signatures takes the page for. */
const caller = (app: App): Promise<unknown> =>
  app.page.evaluate(async (url) => {
    const response = await harness.library.signedFetch(url, {}, { service: 'execute-api', region: 'us-east-1' });
    return ((await response.json()) as { caller: unknown }).caller;
  }, `${app.cognito.origin}/_api/iam/prod/items`);

for (const [provider, name] of providers) {
  test(`a token of ${provider} is checked, and exchanged for credentials that an API accepts`, async ({
    app,
    cognito,
  }) => {
    await cognito.changeIdentityPool(trusting);
    await app.begin();
    const token = await cognito.providerToken(name, 'ada');
    await cognito.clearJournal();
    const { identityId } = (await app.call('federateToIdentityPool', { provider, token })) as { identityId: string };
    const Logins = { [name]: token };
    expect(await cognito.requests()).toEqual([
      { operation: 'GetId', body: { IdentityPoolId: seed.identityPoolId, Logins } },
      { operation: 'GetCredentialsForIdentity', body: { IdentityId: identityId, Logins } },
    ]);
    expect(await app.session()).toMatchObject({
      isSignedIn: true,
      status: 'active',
      identityIdResult: success(identityId),
      userSubResult: failure('InvalidStateException'),
      userPoolTokensResult: failure('InvalidStateException'),
    });
    expect(await caller(app)).toMatchObject({ kind: 'user', identityId });
    await app.call('clearFederationToIdentityPool');

    // Another token of the same user leads to the same identity.
    await app.call('federateToIdentityPool', await cognito.providerToken(name, 'ada'), provider);
    expect(await app.call('getIdentityId')).toBe(identityId);
    await app.call('clearFederationToIdentityPool');
    await expect(app.call('federateToIdentityPool', { provider, token: 'invalid' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      isAuthError: true,
    });
    expect(await app.session({ allowStale: true })).toMatchObject({ isSignedIn: false });
  });
}

test("a guest's identity is linked with the login", async ({ app, cognito }) => {
  await cognito.changeIdentityPool({ ...trusting, AllowUnauthenticatedIdentities: true });
  await app.begin(cognito.resourcesConfig({ allowGuestAccess: true }));
  const guest = await app.call('getIdentityId');
  const token = await cognito.providerToken('accounts.google.com', 'ada');
  expect(await app.call('federateToIdentityPool', token, 'google')).toMatchObject({ identityId: guest });
  expect(await caller(app)).toMatchObject({ kind: 'user', identityId: guest });
});

test('an identity that the own server has named gets credentials for the token of the server', async ({
  app,
  cognito,
}) => {
  await cognito.changeIdentityPool({ DeveloperProviderName: developerProvider });
  await app.begin();
  const ada = await vouch(cognito, 'ada');
  await cognito.clearJournal();
  expect(await federateAs(app, ada)).toMatchObject({ identityId: ada.identityId });
  const body = { IdentityId: ada.identityId, Logins: { [server]: ada.token } };
  expect(await cognito.requests()).toEqual([{ operation: 'GetCredentialsForIdentity', body }]);
  expect(await caller(app)).toMatchObject({ kind: 'user', identityId: ada.identityId });
  // The server's token of another user proves nothing about this one.
  const bo = await vouch(cognito, 'bo');
  expect(bo.identityId).not.toBe(ada.identityId);
  await expect(federateAs(app, { ...ada, token: bo.token })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  // The earlier federation stays.
  expect(await app.call('getIdentityId')).toBe(ada.identityId);
});

test('when the token of the own server has expired, a new one renews the credentials of the same identity', async ({
  app,
  cognito,
}) => {
  await app.page.clock.install();
  await cognito.changeIdentityPool({ DeveloperProviderName: developerProvider });
  await app.begin();
  const ada = await vouch(cognito, 'ada');
  await federateAs(app, ada);
  await app.passTime(hour);
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    status: 'stale',
    awsCredentialsResult: failure('SessionExpiredException'),
  });
  await federateAs(app, await vouch(cognito, 'ada'));
  expect(await app.session()).toMatchObject({ status: 'active', identityIdResult: success(ada.identityId) });
});
