/** The pages of the hosted UI for everybody: themes, phones, keyboards and screen readers. */
import { totpCode } from '../../local/src/totp.js';
import { bringAxe, violations } from './axe.js';
import { expect, test as base } from './fixtures.js';
import { HostedUi } from './hosted-ui.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { person } from './person.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const test = base.extend<{ readonly hosted: HostedUi }>({
  hosted: async ({ page, harness, cognito }, use) => {
    await use(await HostedUi.begin(page, `${harness}/blank.html`, cognito));
  },
});

/** Calls `visit` at every page, also with mistakes. */
async function visitPages(
  hosted: HostedUi,
  cognito: LocalCognito,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = hosted;
  await cognito.switchPool({ passwordless: true });
  await hosted.open();
  await hosted.at('Sign in');
  await visit('sign in');
  await hosted.press('Sign in');
  await expect(page.getByRole('alert')).toBeFocused();
  await visit('sign in, with mistakes');
  await hosted.follow('Create an account');
  await hosted.at('Create an account');
  await visit('sign up');
  await hosted.fill({ Username: person.username, 'E-mail address': 'nowhere', Password: person.password });
  await hosted.press('Create account');
  await expect(page.getByRole('alert')).toBeFocused();
  await visit('sign up, with a mistake');
  await hosted.fill({ 'E-mail address': person.email, Password: person.password });
  await hosted.press('Create account');
  await hosted.at('Confirm your account');
  await visit('confirm');
  await hosted.press('Send a new code');
  await expect(page.getByRole('status')).toContainText('A new code');
  await visit('confirm, with a new code');
  await cognito.nextCode();
  await hosted.fill({ Code: await cognito.nextCode() });
  await hosted.press('Confirm account');
  await hosted.answer();
  await visitSignedIn(hosted, visit);
  await hosted.signOut();
  await visitPasswords(hosted, cognito, visit);
  await visitSecondFactors(hosted, cognito, visit);
  for (const provider of ['Google', 'Company']) {
    await hosted.open({ identity_provider: provider, prompt: 'login' });
    await hosted.at('Continue as');
    await visit(provider);
    await page.getByLabel('Someone else').check();
    await hosted.fill({ 'Id at the provider': '' });
    await hosted.press('Continue');
    await expect(page.getByRole('alert')).toBeFocused();
    await visit(`${provider}, with a mistake`);
  }
  await hosted.open({ redirect_uri: 'https://evil.example/' });
  await hosted.at('Request refused');
  await visit('error');
}

async function visitSignedIn(hosted: HostedUi, visit: (name: string) => Promise<void>): Promise<void> {
  const { page } = hosted;
  const authenticator = await addVirtualAuthenticator(page);
  await hosted.open({ prompt: 'select_account' });
  await hosted.at('Welcome back');
  await visit('welcome back');
  await hosted.follow('Add a passkey');
  await hosted.at('Add a passkey');
  await visit('add a passkey');
  await hosted.press('Add a passkey');
  await hosted.at('Your passkey is ready');
  await visit('passkey added');
  await authenticator.setPresence(false);
  await hosted.open({ prompt: 'login' });
  await hosted.fill({ Username: person.username });
  await hosted.press('Sign in with a passkey');
  await expect(page.getByRole('status')).toContainText('No passkey was used.');
  await visit('passkey');
}

async function visitPasswords(
  hosted: HostedUi,
  cognito: LocalCognito,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  await hosted.open({}, '/forgotPassword');
  await visit('forgotten password');
  await hosted.fill({ Username: person.username });
  await hosted.press('Send the code');
  await hosted.at('Choose a new password');
  await visit('reset');
  await hosted.fill({ Code: await cognito.nextCode(), 'New password': person.password });
  await hosted.press('Change password');
  await hosted.at('Sign in');
  await visit('sign in, with a notice');
  await cognito.userPools('AdminCreateUser', {
    UserPoolId: seed.userPoolId,
    Username: 'guest',
    TemporaryPassword: 'Temporary-1',
  });
  await hosted.signIn('guest', 'Temporary-1');
  await hosted.at('Choose your password');
  await visit('new password');
}

async function visitSecondFactors(
  hosted: HostedUi,
  cognito: LocalCognito,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  const { page } = hosted;
  await cognito.switchPool({ mfa: 'ON' });
  await hosted.open();
  await hosted.signIn();
  await hosted.at('Set up a second factor');
  await visit('set-up');
  await hosted.press('Continue');
  await expect(page.getByRole('alert')).toBeFocused();
  await visit('set-up, with a mistake');
  await page.getByLabel('E-mail', { exact: true }).check();
  await visit('set-up, by e-mail');
  await page.getByLabel('Authenticator app').check();
  await hosted.press('Continue');
  await hosted.at('Set up your authenticator app');
  await visit('app set-up');
  const secret = (await page.getByRole('group', { name: 'Key' }).innerText()).replace(/\s/g, '');
  await hosted.fill({ Code: await totpCode(secret, await cognito.now()) });
  await hosted.press('Set up and sign in');
  await hosted.answer();
  await cognito.userPools('AdminUpdateUserAttributes', {
    UserPoolId: seed.userPoolId,
    Username: person.username,
    UserAttributes: [{ Name: 'phone_number', Value: '+15555550123' }],
  });
  await hosted.open({ prompt: 'login' });
  await hosted.signIn();
  await hosted.at('How do you want to sign in?');
  await visit('choice');
  await page.getByLabel('Text message').check();
  await hosted.press('Continue');
  await hosted.at('Check your text messages');
  await hosted.fill({ Code: '000000' });
  await hosted.press('Sign in');
  await expect(page.getByRole('alert')).toBeFocused();
  await visit('code, with a mistake');
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`axe finds nothing in the ${colorScheme} theme at ${String(width)} pixels`, async ({ hosted, cognito }) => {
      await bringAxe(hosted.page);
      await hosted.page.emulateMedia({ colorScheme });
      await hosted.page.setViewportSize({ width, height: 800 });
      await visitPages(hosted, cognito, async (name) => {
        expect(await violations(hosted.page), name).toEqual([]);
      });
    });

test('fits a phone of 320 pixels without scrolling sideways', async ({ hosted, cognito }) => {
  await hosted.page.setViewportSize({ width: 320, height: 640 });
  await visitPages(hosted, cognito, async (name) => {
    const width = await hosted.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, name).toBeLessThanOrEqual(320);
  });
});

test('signs up and in with the keyboard alone', async ({ hosted, cognito, page }) => {
  const { keyboard } = page;
  await hosted.open();
  await expect(page.getByLabel('Username')).toBeFocused();
  for (const stop of ['Password', 'Sign in', 'Forgot your password?', 'Create an account']) {
    await keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveAccessibleName(stop);
  }
  await keyboard.press('Enter');
  await hosted.at('Create an account');
  await keyboard.type(person.username);
  await keyboard.press('Tab');
  await keyboard.type(person.email);
  await keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeFocused();
  await keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Choose a password.');
  await keyboard.press('Enter');
  await expect(page.getByLabel('Password')).toBeFocused();
  await keyboard.type(person.password);
  await keyboard.press('Enter');
  await hosted.at('Confirm your account');
  await keyboard.type(await cognito.nextCode());
  await keyboard.press('Enter');
  expect(await hosted.answer()).toHaveProperty('code');
});

test('chooses an identity with the keyboard alone', async ({ hosted, page }) => {
  const { keyboard } = page;
  await hosted.open({ identity_provider: 'Google' });
  await page.getByLabel('Ana Souza').focus();
  await keyboard.press('ArrowDown');
  await expect(page.getByLabel('Bo Lindqvist')).toBeChecked();
  await keyboard.press('Enter');
  expect(await hosted.answer()).toHaveProperty('code');
});

test('tells browsers and password managers what each field is', async ({ hosted, page }) => {
  const expected = {
    '/login': { Username: 'username', Password: 'current-password' },
    '/signup': { Username: 'username', 'E-mail address': 'email', Password: 'new-password' },
    '/forgotPassword': { Username: 'username' },
  };
  for (const [path, fields] of Object.entries(expected)) {
    await hosted.open({}, path);
    for (const [label, autocomplete] of Object.entries(fields))
      await expect(page.getByLabel(label)).toHaveAttribute('autocomplete', autocomplete);
  }
  await hosted.open({}, '/signup');
  await hosted.fill({ Username: person.username, 'E-mail address': person.email, Password: person.password });
  await hosted.press('Create account');
  const code = page.getByLabel('Code');
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(code).toHaveAttribute('inputmode', 'numeric');
  await expect(code).toHaveAccessibleDescription(/mailbox of the local Cognito/);
  await hosted.fill({ Code: '000000' });
  await hosted.press('Confirm account');
  await expect(code).toHaveAccessibleDescription(/That code is not right/);
  await expect(code).toHaveAttribute('aria-invalid', 'true');
});
