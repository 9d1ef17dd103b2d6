import type { AuthSessionOpenerResult } from '../../ts/index.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { allNames } from './polluted-names.js';
import { differences, pollutionKinds, prepare } from './pollution.js';
import { WebUi } from './web-ui.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const { username, password } = person;
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

const oauth = { domain: 'auth.example.com', scopes: ['openid'], responseType: 'code' };

for (const kind of pollutionKinds) {
  test(`names in Object.prototype with ${kind} do not change any request or result`, async ({ app }) => {
    await prepare(app);
    await app.open();
    const redirect = { ...oauth, redirectSignIn: [app.page.url()], redirectSignOut: [app.page.url()] };
    const { different, expected } = await differences(app, kind, 'sessions', { loginWith: { oauth: redirect } });
    expect(different).toEqual([]);
    // The round without pollution must be complete.
    for (const part of [
      ' omit error no-referrer ',
      'GetTokensFromRefreshToken',
      'jane@example.com',
      'RevokeToken',
      '/oauth2/token',
    ]) {
      expect(expected).toContain(part);
    }
  });
}
