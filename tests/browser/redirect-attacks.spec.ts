/** Answers of Cognito's pages that are forged, and tokens that are not for this sign-in. */
import { type App, clientKey, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { configurationFor, pagesSettings, Redirecting, signInAtPages } from './redirecting.js';

const failure = 'signInWithRedirect_failure';

type Tokens = Record<'access_token' | 'id_token' | 'refresh_token', string>;

/** The session of the user of the scenarios, as it is stored. */
async function stored(app: App): Promise<(string | undefined)[]> {
  const items = await app.localStorage();
  return ['accessToken', 'idToken', 'refreshToken', 'oauthMetadata'].map((item) => items[userKey(item)]);
}

/** The user signs in with a password, and leaves for the pages once more. Returns the session, and the state of the redirect. */
async function leaveSignedIn(redirecting: Redirecting): Promise<{ session: unknown[]; state: string }> {
  const { app } = redirecting;
  await app.signIn();
  const session = await stored(app);
  expect(session[0]).toBeTruthy();
  await redirecting.leave(app, { options: { prompt: 'LOGIN' } });
  return { session, state: new URL(app.page.url()).searchParams.get('state') ?? '' };
}

/** The sign-in has failed with this error, and the session is the earlier one. */
async function expectRefused(redirecting: Redirecting, name: string, session: unknown[]): Promise<void> {
  const { app, address } = redirecting;
  expect(await redirecting.load()).toEqual({ outcome: name, events: [failure], address, isSignedIn: true });
  expect(await stored(app)).toEqual(session);
}

for (const [what, query, name] of [
  ['another state', `?code=evil&state=${'A'.repeat(32)}`, 'oauthSignInError'],
  ['no state', '?code=evil', 'OAuthSignInException'],
  ['two states', `?code=evil&state=${'A'.repeat(32)}&state=STATE`, 'OAuthSignInException'],
  ['a changed part of the application', '?code=evil&state=STATE-6576696c', 'oauthSignInError'],
  ['an error and another state', `?error=access_denied&state=${'A'.repeat(32)}`, 'oauthSignInError'],
] as const)
  test(`an answer with ${what} is refused, and the real one still counts`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { session, state } = await leaveSignedIn(redirecting);
    await app.page.goto(redirecting.address + query.replace('STATE', state));
    await cognito.clearJournal();
    await expectRefused(redirecting, name, session);
    expect(await cognito.operations()).toEqual([]);
    await app.page.goBack();
    await app.page.waitForURL(`${cognito.origin}/login**`);
    await redirecting.signIn();
    expect(await redirecting.load()).toMatchObject({ outcome: 'signed in', isSignedIn: true });
  });

test('an answer to an earlier sign-in is refused', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const earlier = await redirecting.comeBack();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in' });
  const session = await stored(app);
  await redirecting.leave(app, { options: { prompt: 'LOGIN' } });
  await app.page.goto(earlier);
  await cognito.clearJournal();
  await expectRefused(redirecting, 'oauthSignInError', session);
  expect(await cognito.operations()).toEqual([]);
});

/** Creates an app client that may come back to this page, too. */
async function furtherClient(cognito: LocalCognito, page: string, pool: string = seed.userPoolId): Promise<string> {
  const settings = { UserPoolId: pool, ClientName: 'further', ...pagesSettings(page) };
  const { UserPoolClient } = await cognito.userPools('CreateUserPoolClient', {
    ...settings,
    SupportedIdentityProviders: ['COGNITO'],
  });
  return (UserPoolClient as { readonly ClientId: string }).ClientId;
}

/** A code that somebody has got for an app client, with a request of their own. */
async function ownCode(tab: App, cognito: LocalCognito, clientId: string, page: string): Promise<string> {
  const request = { client_id: clientId, redirect_uri: page, response_type: 'code', state: 'own', prompt: 'login' };
  await tab.page.goto(`${cognito.origin}/oauth2/authorize?${String(new URLSearchParams(request))}`);
  await signInAtPages(tab.page);
  await tab.page.waitForURL(/[?&]code=/);
  return new URL(tab.page.url()).searchParams.get('code') ?? '';
}

for (const whose of ['another app client', 'another sign-in'] as const)
  test(`a code of ${whose} is refused, although the state is right`, async ({ app, openTab, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { address } = redirecting;
    const { session, state } = await leaveSignedIn(redirecting);
    const clientId = whose === 'another app client' ? await furtherClient(cognito, address) : seed.nativeClientId;
    const code = await ownCode(await openTab(), cognito, clientId, address);
    await app.page.goto(`${address}?${String(new URLSearchParams({ code, state }))}`);
    await expectRefused(redirecting, 'OAuthSignInException', session);
    expect(await redirecting.left()).toEqual([]);
  });

test.describe('two pools of one page', () => {
  const staffPassword = 'StaffPassword1';

  /** A second pool that has a user of the same name, and its configuration. */
  async function staffPool(cognito: LocalCognito, page: string): Promise<unknown> {
    const { userPoolId } = await cognito.createPool();
    await cognito.userPools('CreateUserPoolDomain', { UserPoolId: userPoolId, Domain: 'staff' });
    await createUser(cognito, userPoolId, person.username, staffPassword);
    const userPoolClientId = await furtherClient(cognito, page, userPoolId);
    return configurationFor(cognito, page, { userPoolId, userPoolClientId });
  }

  /** Begins a sign-in of the second pool in a tab, and comes back. */
  async function comeBackToStaff(tab: App, cognito: LocalCognito, config: unknown): Promise<URL> {
    await tab.open();
    await tab.call('Amplify.configure', config);
    await tab.call('signInWithRedirect');
    await tab.page.waitForURL(`${cognito.origin}/login**`);
    await tab.page.getByLabel('Username').fill(person.username);
    await tab.page.getByLabel('Password', { exact: true }).fill(staffPassword);
    await tab.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await tab.page.waitForURL(/[?&]code=/);
    return new URL(tab.page.url());
  }

  test('do not take an answer for the other one, and their codes cannot be mixed up', async ({
    app,
    openTab,
    cognito,
  }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const { address } = redirecting;
    const staff = await staffPool(cognito, address);
    const other = await openTab();
    const answers = [new URL(await redirecting.comeBack()), await comeBackToStaff(other, cognito, staff)] as const;
    const [ours, theirs] = answers;
    await cognito.clearJournal();
    const nothing = { outcome: 'nothing', events: [], isSignedIn: false };
    expect(await redirecting.load(app, staff)).toEqual({ ...nothing, address: ours.href });
    expect(await redirecting.load(other)).toEqual({ ...nothing, address: theirs.href });
    expect(await cognito.operations()).toEqual([]);
    // Each code with the state of the other.
    for (const [tab, config, state, code] of [
      [app, redirecting.config, ours, theirs],
      [other, staff, theirs, ours],
    ] as const) {
      const mixed = new URL(state);
      mixed.searchParams.set('code', code.searchParams.get('code') ?? '');
      await tab.page.goto(mixed.href);
      const seen = { outcome: 'OAuthSignInException', events: [failure], address, isSignedIn: false };
      expect(await redirecting.load(tab, config)).toEqual(seen);
    }
    expect(Object.keys(await app.localStorage()).filter((key) => key.endsWith('Token'))).toEqual([]);
    await redirecting.works();
  });

  test('are both asked when the page is configured for one after the other', async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    const staff = await staffPool(cognito, redirecting.address);
    await redirecting.comeBack();
    await app.page.evaluate(
      ([first, second]) => {
        void harness.call('Amplify.configure', first);
        void harness.call('Amplify.configure', second);
      },
      [staff, redirecting.config] as const,
    );
    expect(await redirecting.see()).toMatchObject({ outcome: 'signed in', address: redirecting.address });
  });
});

/** The claims of a token, changed. The signature stays. */
function withClaims(token: string, changes: object): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url');
  return [header, changed, signature].join('.');
}

/** The same claims with another header, and with this signature. */
function withHeader(token: string, header: object, signature: string = token.split('.')[2] ?? ''): string {
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), token.split('.')[1], signature].join('.');
}

/** Tokens that somebody has got with a password. */
async function tokensOf(cognito: LocalCognito, clientId: string, username: string, password: string): Promise<Tokens> {
  const { AuthenticationResult } = await cognito.userPools('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  const result = AuthenticationResult as Record<string, string>;
  return {
    access_token: result.AccessToken ?? '',
    id_token: result.IdToken ?? '',
    refresh_token: result.RefreshToken ?? '',
  };
}

/** Creates a user. */
async function createUser(
  cognito: LocalCognito,
  userPoolId: string,
  username: string,
  password: string,
): Promise<void> {
  const user = { UserPoolId: userPoolId, Username: username };
  await cognito.userPools('AdminCreateUser', user);
  await cognito.userPools('AdminSetUserPassword', { ...user, Password: password, Permanent: true });
}

/** Changes what the token endpoint answers. */
async function alterTokens(app: App, change: (reply: Tokens) => Tokens | Promise<Tokens>): Promise<void> {
  await app.page.route(`${app.cognito.origin}/oauth2/token`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: await change((await response.json()) as Tokens) });
  });
}

type Change = (reply: Tokens, cognito: LocalCognito, page: string) => Tokens | Promise<Tokens>;

const unsigned = (token: string): string => withHeader(token, { alg: 'none' }, '');

const foreign: readonly (readonly [what: string, change: Change])[] = [
  [
    'of another pool',
    async (_, cognito, page) => {
      const { userPoolId } = await cognito.createPool();
      await createUser(cognito, userPoolId, person.username, person.password);
      return tokensOf(cognito, await furtherClient(cognito, page, userPoolId), person.username, person.password);
    },
  ],
  [
    'of another app client',
    async (_, cognito, page) => tokensOf(cognito, await furtherClient(cognito, page), person.username, person.password),
  ],
  [
    'with the access token of another user',
    async (reply, cognito) => {
      await createUser(cognito, seed.userPoolId, 'grace', person.password);
      const { access_token } = await tokensOf(cognito, seed.nativeClientId, 'grace', person.password);
      return { ...reply, access_token };
    },
  ],
  ['with the ID token in place of the access token', (reply) => ({ ...reply, access_token: reply.id_token })],
  ['without an ID token', (reply) => ({ ...reply, id_token: '' })],
  ['with another nonce', (reply) => ({ ...reply, id_token: withClaims(reply.id_token, { nonce: 'n-2' }) })],
  [
    'of another issuer',
    (reply) => ({ ...reply, id_token: withClaims(reply.id_token, { iss: 'https://evil.example' }) }),
  ],
  [
    'with an ID token that has expired',
    (reply) => ({ ...reply, id_token: withClaims(reply.id_token, { exp: 1_000 }) }),
  ],
  [
    'with another access token than the ID token is for',
    (reply) => ({
      ...reply,
      access_token: withClaims(reply.access_token, { jti: 'another' }),
    }),
  ],
  ['with an ID token that is not signed', (reply) => ({ ...reply, id_token: unsigned(reply.id_token) })],
  ['with an access token that is not signed', (reply) => ({ ...reply, access_token: unsigned(reply.access_token) })],
];

for (const [what, change] of foreign)
  test(`tokens ${what} are refused, and revoked`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito);
    await app.signIn();
    const session = await stored(app);
    await redirecting.leave(app, { options: { prompt: 'LOGIN', nonce: 'n-1' } });
    await redirecting.signIn();
    await alterTokens(app, (reply) => change(reply, cognito, redirecting.address));
    await cognito.clearJournal();
    await expectRefused(redirecting, 'InvalidTokens', session);
    await cognito.arrival('RevokeToken');
    expect(await redirecting.left()).toEqual([]);
  });

for (const [what, change] of [
  ['whose claims have been changed', (token) => withClaims(token, { email: 'eve@example.com' })],
  ['that are not signed', unsigned],
  ['that say so, and are signed', (token) => withHeader(token, { alg: 'none' })],
  ['of a symmetric algorithm', (token) => withHeader(token, { alg: 'HS256' })],
  ['with the signature of another token', (token) => withClaims(token, {}).replace(/\.[^.]*$/, `.${'A'.repeat(342)}`)],
] as const satisfies readonly (readonly [string, (token: string) => string])[])
  test(`with verifyTokens, ID tokens ${what} are refused`, async ({ app, cognito }) => {
    const redirecting = await Redirecting.begin(app, cognito, { verifyTokens: true });
    const { session } = await leaveSignedIn(redirecting);
    await redirecting.signIn();
    await alterTokens(app, (reply) => ({ ...reply, id_token: change(reply.id_token) }));
    await expectRefused(redirecting, 'InvalidTokens', session);
    await app.page.unroute(`${cognito.origin}/oauth2/token`);
    await app.call('signOut');
    await redirecting.works();
  });

test('what the application gives and stores leads nowhere else', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { address } = redirecting;
  for (const returnTo of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    'javascript:x',
  ])
    await expect(app.call('signInWithRedirect', { returnTo }), returnTo).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  expect([app.page.url(), await redirecting.left()]).toEqual([address, []]);
  const customState = 'https://evil.example/';
  await redirecting.comeBack(app, { customState, returnTo: '/cart' });
  // Whoever can write to the storage of the origin.
  await app.page.evaluate((prefix) => {
    const [key = '', text = ''] = Object.entries(localStorage).find(([name]) => name.startsWith(prefix)) ?? [];
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(text), returnTo: '//evil.example/' }));
  }, clientKey('oauth.'));
  await app.call('Amplify.configure', redirecting.config);
  const back = await app.call('handleRedirectCallback');
  expect(back).toMatchObject({ isSignedIn: true, customState });
  expect(back).not.toHaveProperty('returnTo', expect.anything());
  expect(app.page.url()).toBe(address);
  expect((await app.events()).find(({ event }) => event === 'customOAuthState')?.data).toBe(customState);
});

test('signing out leads to no address that is not configured', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  await redirecting.comeBack();
  expect(await redirecting.load()).toMatchObject({ outcome: 'signed in' });
  await expect(app.call('signOut', { oauth: { redirectUrl: 'https://evil.example/' } })).rejects.toMatchObject({
    name: 'InvalidPreferredRedirectUrlException',
  });
  expect(app.page.url()).toBe(redirecting.address);
  expect((await app.session()).isSignedIn).toBe(false);
  const logout = { client_id: seed.nativeClientId, logout_uri: 'https://evil.example/' };
  const answer = await app.page.goto(`${cognito.origin}/logout?${String(new URLSearchParams(logout))}`);
  expect([answer?.status(), new URL(app.page.url()).origin]).toEqual([400, cognito.origin]);
});

test('HTML in an answer is the text of an error', async ({ app, cognito }) => {
  const redirecting = await Redirecting.begin(app, cognito);
  const { state } = await leaveSignedIn(redirecting);
  const text = '<img src=x onerror="globalThis.isRun = true">';
  const answer = new URLSearchParams({ error: '<script>isRun = true</script>', error_description: text, state });
  await app.page.goto(`${redirecting.address}?${String(answer)}`);
  await app.call('Amplify.configure', redirecting.config);
  await expect(app.call('handleRedirectCallback')).rejects.toMatchObject({
    name: 'OAuthSignInException',
    message: text,
    isAuthError: true,
  });
  const page = await app.page.evaluate(() => ['isRun' in globalThis, document.images.length, document.scripts.length]);
  expect(page).toEqual([false, 0, await app.page.locator('script').count()]);
  expect(app.page.url()).toBe(redirecting.address);
});
