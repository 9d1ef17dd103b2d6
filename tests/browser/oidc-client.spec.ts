/** A client that others wrote, oidc-client-ts, with the pages of the local Cognito: what signs in there is not only this package. */
import type { Page } from '@playwright/test';
import type { UserManager } from 'oidc-client-ts';
import { expect, test as base } from './fixtures.js';
import { HostedUi } from './hosted-ui.js';
import { seed } from './local-cognito.js';
import { person } from './person.js';

declare global {
  // Set in the page.
  var oidc: UserManager;
}

const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${seed.userPoolId}`;

const test = base.extend<{
  /** The pages, with a user who is signed out. */
  readonly hosted: HostedUi;
  /** Brings the client to a page of the application. */
  readonly load: (page: Page) => Promise<void>;
}>({
  hosted: async ({ page, harness, cognito }, use) => {
    const hosted = await HostedUi.begin(page, `${harness}/blank.html`, cognito);
    await hosted.signUp();
    await hosted.signOut();
    await hosted.answer();
    await use(hosted);
  },
  load: async ({ cognito, harness }, use) => {
    await use(async (page) => {
      await page.evaluate(
        async ([origin, clientId, authority, redirectUri]) => {
          const file = '/bundles/oidc-client-ts.js';
          const { UserManager: Manager } = (await import(file)) as typeof import('oidc-client-ts');
          globalThis.oidc = new Manager({
            authority,
            // The addresses of the local Cognito; the issuer is the one of AWS.
            metadataUrl: `${origin}/${authority.split('/').at(-1) ?? ''}/.well-known/openid-configuration`,
            client_id: clientId,
            redirect_uri: redirectUri,
            scope: 'openid email profile',
            loadUserInfo: true,
          });
        },
        [cognito.origin, seed.nativeClientId, issuer, `${harness}/blank.html`] as const,
      );
    });
  },
});

/** The user of a page, without what the client adds. */
function userOf(page: Page) {
  return page.evaluate(async () => {
    const user = await oidc.getUser();
    return user && { access_token: user.access_token, refresh_token: user.refresh_token, profile: user.profile };
  });
}

test('signs in at the pages with a code, PKCE and userInfo, refreshes, and signs out there', async ({
  page,
  hosted,
  load,
  cognito,
}) => {
  await cognito.clearJournal();
  await load(page);
  await page.evaluate(() => oidc.signinRedirect({ nonce: 'n-1', state: { back: '/cart' } })).catch(() => undefined);
  await hosted.at('Sign in');
  const asked = new URL(
    (await cognito.journal()).find(({ operation }) => operation === '/oauth2/authorize')?.url ?? '',
  );
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({ code_challenge_method: 'S256', nonce: 'n-1' });
  await hosted.signIn();
  await hosted.answer();
  await load(page);
  expect(await page.evaluate(async () => (await oidc.signinRedirectCallback()).state)).toEqual({ back: '/cart' });
  const user = await userOf(page);
  expect(user?.profile).toMatchObject({
    iss: issuer,
    aud: seed.nativeClientId,
    email: person.email,
    // Of userInfo.
    username: person.username,
  });
  expect((await cognito.operations()).slice(-2)).toEqual(['/oauth2/token', '/oauth2/userInfo']);

  await page.evaluate(() => oidc.signinSilent());
  const renewed = await userOf(page);
  expect(renewed?.access_token).not.toBe(user?.access_token);
  expect(renewed?.profile.sub).toBe(user?.profile.sub);

  // Also after it has been revoked, the client would send it.
  await page.evaluate(() => oidc.revokeTokens(['refresh_token']));
  await page.evaluate(async (token) => {
    const kept = await oidc.getUser();
    if (kept) await oidc.storeUser(Object.assign(kept, { refresh_token: token }));
  }, renewed?.refresh_token);
  const refused = page.evaluate(() => oidc.signinSilent().then(String, (error: { error: string }) => error.error));
  expect(await refused).toBe('invalid_grant');

  const out = page.waitForRequest((request) => request.url().startsWith(`${cognito.origin}/logout?`));
  await page
    .evaluate(([client_id, logout_uri]) => oidc.signoutRedirect({ extraQueryParams: { client_id, logout_uri } }), [
      seed.nativeClientId,
      hosted.app,
    ] as const)
    .catch(() => undefined);
  await out;
  await page.waitForURL(hosted.app);
  await load(page);
  expect(await userOf(page)).toBeNull();
  await hosted.open({ prompt: 'none' });
  expect(await hosted.answer()).toMatchObject({ error: 'login_required' });
});

test('signs in in a window', async ({ page, hosted, load }) => {
  await load(page);
  const opening = page.waitForEvent('popup');
  const profile = page.evaluate(async () => (await oidc.signinPopup()).profile);
  const popup = await opening;
  await popup.getByLabel('Username').fill(person.username);
  await popup.getByLabel('Password', { exact: true }).fill(person.password);
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  await popup.waitForURL((url) => url.href.startsWith(hosted.app));
  await load(popup);
  await popup.evaluate(() => oidc.signinPopupCallback()).catch(() => undefined);
  expect(await profile).toMatchObject({ email: person.email });
});

test('hears that a user has cancelled at a provider, and that nobody is signed in', async ({ page, hosted, load }) => {
  const answer = (): Promise<unknown> =>
    page.evaluate(() =>
      oidc
        .signinRedirectCallback()
        .then(String, ({ error, state }: { error: string; state: unknown }) => ({ error, state })),
    );
  await load(page);
  const given = { extraQueryParams: { identity_provider: 'Google' }, state: 'mine' };
  await page.evaluate((input) => oidc.signinRedirect(input), given).catch(() => undefined);
  await hosted.at('Continue as');
  await hosted.press('Cancel');
  await hosted.answer();
  await load(page);
  expect(await answer()).toEqual({ error: 'access_denied', state: 'mine' });
  await page.evaluate(() => oidc.signinRedirect({ prompt: 'none' })).catch(() => undefined);
  await page.waitForURL(/error=login_required/);
  await load(page);
  expect(await answer()).toMatchObject({ error: 'login_required' });
});
