import { readFileSync } from 'node:fs';
import type { AuthSessionOpenerResult } from '../../ts/index.js';
import type { App } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { allNames, packageNames } from './polluted-names.js';
import { WebUi } from './web-ui.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

interface Pollution {
  recordReads(names: readonly string[], work: () => Promise<unknown>): Promise<{ noted: string[]; result: unknown }>;
  differencesWith(
    names: readonly string[],
    kind: string,
    config: unknown,
    replies: unknown,
  ): Promise<{ expected: string; different: string[] }>;
}

declare global {
  var pollution: Pollution;
}

const { username, password } = person;
const script = readFileSync(new URL('./harness/pollution.js', import.meta.url), 'utf8');

/** Makes the page pollute itself from its own script, since everything happens in one call. */
async function prepare(app: App): Promise<void> {
  await app.page.addInitScript(script);
}

// Thousands of calls, one after the other.
test.describe.configure({ timeout: 300_000 });

test('names in Object.prototype are never read, also not by the platform', async ({ app, cognito }) => {
  await prepare(app);
  await cognito.switchPool({ passwordless: true, devices: 'always' });
  await addVirtualAuthenticator(app.page);
  const { config } = await WebUi.begin(app, cognito);
  const { noted, result } = await app.page.evaluate(
    ([names, settings, wrong, right]) =>
      globalThis.pollution.recordReads(names, async () => {
        const outcomes: [string, unknown][] = [];
        const call = async (path: string, ...inputs: unknown[]): Promise<void> => {
          const { error } = await harness.call(path, ...inputs);
          outcomes.push([path, error?.name]);
        };
        await call('Amplify.configure', settings);
        await call('signIn', wrong);
        await call('signIn', right);
        await call('fetchAuthSession');
        await call('fetchAuthSession', { forceRefresh: true });
        await call('fetchUserAttributes', { signal: new AbortController().signal });
        await call('fetchUserAttributes', { signal: AbortSignal.abort() });
        await call('fetchDevices');
        await call('associateWebAuthnCredential');
        await call('listWebAuthnCredentials');
        await call('signOut');
        await call('signIn', { ...right, options: { authFlowType: 'USER_AUTH', preferredChallenge: 'WEB_AUTHN' } });
        await call('signOut', { global: true });
        const answering = async (url: string): Promise<AuthSessionOpenerResult> => {
          const { redirect_uri: back, state } = Object.fromEntries(new URL(url).searchParams);
          return { type: 'success', url: `${back ?? ''}?code=wrong&state=${state ?? ''}` };
        };
        const cancelling = async (): Promise<AuthSessionOpenerResult> => ({ type: 'canceled' });
        for (const authSessionOpener of [answering, cancelling]) {
          await call('signInWithRedirect', { provider: { custom: 'Company' }, options: { authSessionOpener } });
        }
        await call('signInWithWebUI', { customState: 'cart', options: { authSessionOpener: cancelling } });
        await call('signInWithWebUI', { signal: AbortSignal.abort() });
        await call('handleRedirectCallback', 'https://app.example/?code=c&state=s');
        await call('Amplify.configure', undefined, { file: '/nowhere.json' });
        return outcomes;
      }),
    [allNames, config, { username, password: 'Wrong-password-1' }, { username, password }] as const,
  );
  expect(result).toEqual([
    ['Amplify.configure', undefined],
    ['signIn', 'NotAuthorizedException'],
    ['signIn', undefined],
    ['fetchAuthSession', undefined],
    ['fetchAuthSession', undefined],
    ['fetchUserAttributes', undefined],
    ['fetchUserAttributes', 'AbortError'],
    ['fetchDevices', undefined],
    ['associateWebAuthnCredential', undefined],
    ['listWebAuthnCredentials', undefined],
    ['signOut', undefined],
    ['signIn', undefined],
    ['signOut', undefined],
    ['signInWithRedirect', 'OAuthSignInException'],
    ['signInWithRedirect', 'OAuthSignInException'],
    ['signInWithWebUI', 'OAuthSignInException'],
    ['signInWithWebUI', 'AbortError'],
    ['handleRedirectCallback', undefined],
    ['Amplify.configure', 'ConfigurationFileException'],
  ]);
  // The language itself reads `then` of every value that a promise is resolved with.
  expect(noted.filter((note) => note !== 'read then')).toEqual([]);
});

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool';

/** A token with a late expiry. */
function token(claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ sub: 'sub', iss: issuer, exp: 4e9, iat: 1e9, ...claims })}.c2ln`;
}

const tokens = {
  AccessToken: token({ token_use: 'access', username: 'jane', client_id: 'client', origin_jti: 'o' }),
  IdToken: token({ token_use: 'id', 'cognito:username': 'jane', aud: 'client' }),
  ExpiresIn: 3600,
};
const oauth = { domain: 'auth.example.com', scopes: ['openid'], responseType: 'code' };
const replies = Object.fromEntries(
  Object.entries({
    proof: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    InitiateAuth: { AuthenticationResult: { ...tokens, RefreshToken: 'refresh' }, ChallengeParameters: {} },
    GetTokensFromRefreshToken: { AuthenticationResult: tokens },
    GetUser: { Username: 'jane', UserAttributes: [{ Name: 'email', Value: 'jane@example.com' }] },
    RevokeToken: {},
    token: {
      access_token: tokens.AccessToken,
      id_token: tokens.IdToken,
      refresh_token: 'refresh',
      token_type: 'Bearer',
      expires_in: 3600,
    },
  }).map(([operation, reply]) => [operation, JSON.stringify(reply)]),
);

/** How many names are tried in one page. */
const namesOfPage = 60;

for (const kind of ['text', 'object', 'function']) {
  test(`names in Object.prototype with ${kind} do not change any request or result`, async ({ app }) => {
    await prepare(app);
    await app.open();
    const redirect = { ...oauth, redirectSignIn: [app.page.url()], redirectSignOut: [app.page.url()] };
    const config = {
      Auth: {
        Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client', loginWith: { oauth: redirect } },
      },
    };
    // With a function as `then`, every object is a promise that never settles, also for the platform.
    const names = packageNames.filter((name) => kind !== 'function' || name !== 'then');
    expect(names.length).toBeGreaterThan(200);
    // Every instance of a page hears of the others' sign-ins, so each page makes a few of them only.
    const different: string[] = [];
    let complete = '';
    for (let first = 0; first < names.length; first += namesOfPage) {
      await app.open();
      const found = await app.page.evaluate(
        ([given, how, settings, answers]) => globalThis.pollution.differencesWith(given, how, settings, answers),
        [names.slice(first, first + namesOfPage), kind, config, replies] as const,
      );
      different.push(...found.different);
      complete = found.expected;
    }
    expect(different).toEqual([]);
    // The round without pollution must be complete.
    for (const part of [
      ' omit error no-referrer ',
      'GetTokensFromRefreshToken',
      'jane@example.com',
      'RevokeToken',
      '/oauth2/token',
    ]) {
      expect(complete).toContain(part);
    }
  });
}
