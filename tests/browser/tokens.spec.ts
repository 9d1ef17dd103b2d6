import { type KeyObject, createSign, generateKeyPairSync } from 'node:crypto';
import type { App, Reply } from './app.js';
import { failure } from './app.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { beginWithSession, firstSub, hour, storedTokens } from './signed-in.js';

const REFRESH = 'GetTokensFromRefreshToken';
const keySetPath = `/${seed.userPoolId}/.well-known/jwks.json`;
const other = '99999999-2222-4333-8444-555555555555';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A reply whose tokens have some claims changed, but the original signatures. */
function withClaims(reply: Reply, access: object, id: object): Reply {
  const result = reply.AuthenticationResult as Record<string, string>;
  const altered = (token: string | undefined, claims: object): string => {
    const [header, payload = '', signature] = (token ?? '').split('.');
    const given = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    return [header, encode({ ...given, ...claims }), signature].join('.');
  };
  return {
    ...reply,
    AuthenticationResult: {
      ...result,
      AccessToken: altered(result.AccessToken, access),
      IdToken: altered(result.IdToken, id),
    },
  };
}

/** The same tokens, signed with a key of the test. */
function signedWith(reply: Reply, kid: string, key: KeyObject): Reply {
  const result = reply.AuthenticationResult as Record<string, string>;
  const signed = (token: string | undefined): string => {
    const text = `${encode({ alg: 'RS256', kid })}.${(token ?? '').split('.')[1] ?? ''}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`;
  };
  return {
    ...reply,
    AuthenticationResult: { ...result, AccessToken: signed(result.AccessToken), IdToken: signed(result.IdToken) },
  };
}

/** Opens a page that verifies signatures, and counts how often it fetches the keys. */
async function beginVerifying(app: App, cognito: LocalCognito): Promise<{ readonly requests: string[] }> {
  const requests: string[] = [];
  app.page.on('request', (request) => {
    if (request.url().endsWith(keySetPath)) requests.push(request.method());
  });
  await app.begin(cognito.resourcesConfig({ verifyTokens: true }));
  await app.register();
  return { requests };
}

test('a refresh that returns tokens of another user leaves the session as it was', async ({ app, cognito }) => {
  await beginWithSession(app, cognito);
  const before = await app.localStorage();
  await app.passTime(hour);
  await app.alterReplies(REFRESH, (reply) => {
    const foreign = withClaims(reply, { sub: other }, { sub: other });
    return {
      ...foreign,
      AuthenticationResult: { ...(foreign.AuthenticationResult as object), RefreshToken: 'theirs' },
    };
  });
  expect(await app.session()).toMatchObject({
    isSignedIn: true,
    userPoolTokensResult: failure('InvalidTokens'),
    userSub: undefined,
  });
  await expect(app.call('getCurrentUser')).rejects.toMatchObject({ name: 'InvalidTokens', retryable: false });
  expect(await app.localStorage()).toEqual(before);
  await app.page.unrouteAll();
  expect(await app.session()).toMatchObject({ isSignedIn: true, userSub: firstSub });
  expect(await cognito.operations()).not.toContain('RevokeToken');
});

for (const [what, access, id] of [
  ['of another pool', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other' }, {}],
  ['of another app client', {}, { aud: 'other' }],
  ['of two users', {}, { sub: other }],
] as const) {
  test(`a sign-in fails if the reply has tokens ${what}`, async ({ app }) => {
    await app.begin();
    await app.register();
    await app.alterReplies('RespondToAuthChallenge', (reply) => withClaims(reply, access, id));
    await expect(app.signIn()).rejects.toMatchObject({ name: 'InvalidTokens', isAuthError: true });
    expect(await app.localStorage()).toEqual({});
    expect(await app.authEvents()).toEqual([]);
    await app.page.unrouteAll();
    expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  });
}

test('signatures are verified with keys that are fetched once', async ({ app, cognito }) => {
  const { requests } = await beginVerifying(app, cognito);
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true, userSub: firstSub });
  // The keys are fetched without a CORS preflight.
  expect(requests).toEqual(['GET']);
});

test('tokens that the pool has not signed are rejected', async ({ app, cognito }) => {
  const { requests } = await beginVerifying(app, cognito);
  const admin = (reply: Reply): Reply => withClaims(reply, { 'cognito:groups': ['admin'] }, {});
  await app.alterReplies('RespondToAuthChallenge', admin);
  await expect(app.signIn()).rejects.toMatchObject({ name: 'InvalidTokens', retryable: false });
  expect(await app.localStorage()).toEqual({});
  await app.page.unrouteAll();

  await app.signIn();
  const before = await app.localStorage();
  await app.alterReplies(REFRESH, admin);
  expect(await app.session({ forceRefresh: true })).toMatchObject({
    isSignedIn: true,
    userPoolTokensResult: failure('InvalidTokens'),
  });
  expect(await app.localStorage()).toEqual(before);
  expect(requests.length).toBe(2);
});

test('users stay signed in when a pool changes its keys', async ({ app, cognito }) => {
  const { requests } = await beginVerifying(app, cognito);
  await app.signIn();
  const before = await storedTokens(app);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'new', use: 'sig', alg: 'RS256' };
  await app.alterReplies(REFRESH, (reply) => signedWith(reply, 'new', privateKey));
  await app.page.route(`**${keySetPath}`, async (route) => {
    const response = await route.fetch();
    const { keys } = (await response.json()) as { keys: object[] };
    await route.fulfill({ response, json: { keys: [...keys, jwk] } });
  });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true, userSub: firstSub });
  expect((await storedTokens(app)).accessToken).not.toBe(before.accessToken);
  await app.session({ forceRefresh: true });
  expect(requests).toEqual(['GET', 'GET']);
});

test('the session is kept if the keys cannot be fetched', async ({ app, cognito }) => {
  await beginVerifying(app, cognito);
  const headers = { 'access-control-allow-origin': '*' };
  // The target of the redirect has the keys.
  const location = `${cognito.origin}${keySetPath}?moved`;
  for (const [name, answer] of [
    ['NetworkError', { status: 302, headers: { ...headers, location } }],
    ['UnknownError', { body: ' '.repeat(2 ** 20 + 1), headers }],
  ] as const) {
    await app.page.route(`**${keySetPath}`, (route) => route.fulfill(answer));
    await expect(app.signIn()).rejects.toMatchObject({ name });
    expect(await app.localStorage()).toEqual({});
    await app.page.unrouteAll();
  }
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
});

test('a page without WebCrypto gets a clear error', async ({ app, cognito }) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });
  });
  await beginVerifying(app, cognito);
  await expect(app.signIn()).rejects.toMatchObject({ name: 'PlatformNotSupported', category: 'configuration' });
  expect(await app.localStorage()).toEqual({});
});
