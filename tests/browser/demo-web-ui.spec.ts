/** The demo's sign-in at Cognito's pages: the ways there, the steps that it shows, and the ways out. */
import { type DemoPage, person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { chooseMode, continueAs, openWindow, openWithPages, progress, signInAtPages, steps } from './demo-web-ui.js';
import { expect, test } from './fixtures.js';

const allDone = Array<string>(steps).fill('done');

/** That the journey shows all steps, and no check that is not met. */
async function expectWholeJourney(demo: DemoPage): Promise<void> {
  await expect.poll(() => progress(demo)).toEqual(allDone);
  const journey = demo.at('journey-steps');
  for (const text of [
    'It has a PKCE challenge, by S256',
    'The nonce is the page’s',
    'The state is the one that was sent',
    'PKCE’s verifier fits the challenge',
    'The reply had the status 200.',
    'Both are of this user pool',
    'The nonce is the one that was sent',
    'The Hub said: customOAuthState, signInWithRedirect, signedIn.',
    'returnTo came back',
    'customState came back',
  ])
    await expect(journey).toContainText(text);
  await expect(journey.locator('[data-met=false]')).toHaveCount(0);
}

test('continues with a provider in this tab, and shows each step of the way', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-Google').click();
  await demo.page.waitForURL(`${cognito.origin}/**`);
  await continueAs(demo.page, 'Ana Souza');
  await expect(demo.at('account-username')).toHaveText('Google_1001');
  await expect(demo.at('notice')).toHaveText('You are back, and signed in.');
  expect(demo.page.url()).toBe(demo.url);
  await expect(demo.at('journey')).toContainText('How you signed in with Google');
  await expectWholeJourney(demo);
  await demo.page.reload();
  await demo.at('account').waitFor();
  await expectWholeJourney(demo);
  await demo.at('journey-hide').click();
  await expect(demo.at('journey')).toBeHidden();
});

test('keeps no secret of the journey', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  const sent = demo.page.waitForRequest('**/oauth2/authorize?**');
  await demo.at('web-ui-Google').click();
  const state = new URL((await sent).url()).searchParams.get('state') ?? '';
  const exchanged = demo.page.waitForRequest('**/oauth2/token');
  await continueAs(demo.page, 'Ana Souza');
  const form = new URLSearchParams((await exchanged).postData() ?? '');
  await demo.at('account').waitFor();
  const tokens = await demo.page.evaluate(() =>
    Object.entries({ ...localStorage }).flatMap(([key, value]) => (/Token$/.test(key) ? [String(value)] : [])),
  );
  expect(tokens).toHaveLength(3);
  const kept = await demo.page.evaluate(() => sessionStorage.getItem('demo.journey'));
  expect(kept).toContain(state.slice(0, 8));
  for (const secret of [state, form.get('code') ?? '', form.get('code_verifier') ?? '', ...tokens]) {
    expect(secret.length).toBeGreaterThan(8);
    expect(kept).not.toContain(secret);
  }
});

test('continues with a SAML provider in a window, and this page stays', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  const opened = await openWindow(demo, 'web-ui-Company');
  await expect.poll(() => progress(demo)).toEqual(['done', 'done', 'waiting', 'open', 'open', 'open', 'open']);
  const closed = opened.waitForEvent('close');
  await continueAs(opened, 'Ana Souza');
  await closed;
  await expect(demo.at('account-username')).toHaveText('Company_1001');
  await expect(demo.at('journey-steps')).toContainText('In a window of their own.');
  await expectWholeJourney(demo);
});

test('shows the identities of a provider’s user, and asks for no password', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-Company').click();
  await continueAs(demo.page, 'Ana Souza');
  await expect(demo.at('identity')).toContainText('Known there as 1001');
  await expect(demo.at('identity')).toContainText('SAML');
  await expect(demo.at('session-facts')).toContainText('Cognito’s pages');
  await expect(demo.at('attribute-email')).toContainText('ana@example.com');
  await expect(demo.at('attribute-identities')).toHaveCount(0);
  await expect(demo.at('password-card')).toBeHidden();
});

test('signs in on Cognito’s pages with a password, then silently, and signs out there', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await openWithPages(demo, cognito);
  await demo.at('web-ui-pages').click();
  await signInAtPages(demo.page);
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.at('identity')).toContainText('User pool');
  await expect(demo.at('password-card')).toBeVisible();

  await demo.at('signout-here').click();
  await expect(demo.at('notice')).toContainText('At Cognito’s pages you are still signed in');
  await chooseMode(demo, 'silent');
  await demo.at('web-ui-pages').click();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.at('journey-steps')).toContainText('In a hidden frame.');
  await expectWholeJourney(demo);

  await demo.at('signout').click();
  await expect(demo.at('notice')).toHaveText('You are signed out, here and at Cognito’s pages.');
  expect(await cognito.operations()).toContain('/logout');
  await demo.at('web-ui-pages').click();
  await expect(demo.at('error-web-ui')).toContainText('Nobody is signed in at Cognito’s pages.');
  expect(await progress(demo)).toEqual(['done', 'done', 'wrong', 'open', 'open', 'open', 'open']);
});

test('says who is still signed in where if the window for signing out is closed', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-Google').click();
  await continueAs(demo.page, 'Ana Souza');
  await demo.page.context().route('**/logout?**', () => undefined);
  const [opened] = await Promise.all([demo.page.waitForEvent('popup'), demo.at('signout-window').click()]);
  await opened.close();
  await expect(demo.at('notice')).toContainText('The window was closed too early.');
  await demo.page.context().unrouteAll({ behavior: 'ignoreErrors' });
});

test('signs out at Cognito’s pages in a window, and this page stays', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-Google').click();
  await continueAs(demo.page, 'Ana Souza');
  await demo.at('signout-window').click();
  await expect(demo.at('notice')).toHaveText('You are signed out, here and at Cognito’s pages.');
  await expect(demo.at('journey')).toBeHidden();
  expect(await cognito.operations()).toContain('/logout');
});

test('a user who signed in with a password signs out without the pages', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await openWithPages(demo, cognito);
  await demo.signIn();
  await demo.at('account').waitFor();
  await expect(demo.at('pages-card')).toBeHidden();
  await demo.at('signout').click();
  await expect(demo.at('notice')).toHaveText('You are signed out on this device.');
  expect(await cognito.operations()).not.toContain('/logout');
});

test('says in plain words that the user has cancelled at the provider', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-Google').click();
  await demo.page.getByRole('button', { name: 'Cancel' }).click();
  await expect(demo.at('notice')).toHaveText('The sign-in was cancelled or refused.');
  await expect(demo.at('signin-username')).toBeVisible();
  await expect(demo.at('journey')).toContainText('The sign-in with Google has ended');
  expect(await progress(demo)).toEqual(['done', 'done', 'wrong', 'open', 'open', 'open', 'open']);
});

test('says that the user has come back without signing in', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-pages').click();
  await demo.page.waitForURL(`${cognito.origin}/login**`);
  await demo.page.goBack();
  await expect(demo.at('journey')).toContainText('You came back without signing in.');
  expect(await progress(demo)).toEqual(['done', 'done', 'wrong', 'open', 'open', 'open', 'open']);
});

test('says that the token endpoint has refused the code', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await cognito.fault({ operation: '/oauth2/token', kind: 'error', type: 'invalid_grant' });
  await demo.at('web-ui-Google').click();
  await continueAs(demo.page, 'Ana Souza');
  await expect(demo.at('notice')).toContainText('You were not signed in.');
  await expect(demo.at('journey-steps')).toContainText('The reply had the status 400.');
  expect(await progress(demo)).toEqual(['done', 'done', 'done', 'wrong', 'open', 'open', 'open']);
});

test('does not claim that the state fits if it was forged', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.at('web-ui-pages').click();
  await demo.page.waitForURL(`${cognito.origin}/login**`);
  await demo.page.goto(`${demo.url}&code=forged&state=forged-by-somebody`);
  await expect(demo.at('notice')).toContainText('belongs to another sign-in');
  expect((await progress(demo)).slice(0, 4)).toEqual(['done', 'done', 'wrong', 'open']);
  await expect(demo.at('journey-steps').locator('[data-met=false]')).toHaveText(/The state is the one that was sent/);
  expect(await cognito.operations()).not.toContain('/oauth2/token');
});

test('says that the window was closed, and lets the user try again', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  const opened = await openWindow(demo, 'web-ui-Google');
  await opened.close();
  await expect(demo.at('error-web-ui')).toHaveText('The window was closed before you had signed in.');
  expect(await progress(demo)).toEqual(['done', 'done', 'wrong', 'open', 'open', 'open', 'open']);
  await continueAs(await openWindow(demo, 'web-ui-Google'), 'Ana Souza');
  await expect(demo.at('account-username')).toHaveText('Google_1001');
});

test('says nothing of a journey that began with another Cognito', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  // The seed's app client is the same everywhere.
  await demo.page.evaluate(() => {
    localStorage.setItem('demo.appClient', 'another');
  });
  await demo.at('web-ui-Google').click();
  await demo.page.waitForURL(`${cognito.origin}/**`);
  await demo.page.context().unrouteAll();
  await demo.page.goto(`${new URL(demo.url).origin}/?cognito=page`);
  await demo.at('register-submit').waitFor();
  await expect(demo.at('notice')).toBeHidden();
});

test('says that the browser has blocked the window', async ({ demo, cognito }) => {
  await openWithPages(demo, cognito);
  await demo.page.evaluate(() => {
    window.open = () => null;
  });
  await chooseMode(demo, 'popup');
  await demo.at('web-ui-Google').click();
  await expect(demo.at('error-web-ui')).toContainText('The browser has blocked the window.');
  expect(await progress(demo)).not.toContain('done');
});

test('says what is missing if the user pool has no domain', async ({ demo }) => {
  await demo.open('sign-in');
  await demo.openOptions();
  await expect(demo.at('web-ui-missing')).toContainText('needs a domain of the user pool');
  await expect(demo.at('web-ui').getByRole('button')).toHaveCount(0);
});
