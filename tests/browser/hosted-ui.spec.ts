/** A person at the pages of the local Cognito's hosted UI. */
import { totpCode } from '../../local/src/totp.js';
import { expect, test as base } from './fixtures.js';
import { HostedUi } from './hosted-ui.js';
import { person } from './person.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const test = base.extend<{ readonly hosted: HostedUi }>({
  hosted: async ({ page, harness, cognito }, use) => {
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy(?!.*frame-ancestors)/.test(message.text())) violations.push(message.text());
    });
    await use(await HostedUi.begin(page, `${harness}/blank.html`, cognito));
    expect(violations).toEqual([]);
  },
});

test('signs up with the code of the mailbox, signs out and in again', async ({ hosted, cognito, context }) => {
  await hosted.open();
  await hosted.at('Sign in');
  await hosted.follow('Create an account');
  await hosted.fill({ Username: person.username, 'E-mail address': person.email, Password: person.password });
  await hosted.press('Create account');
  await hosted.at('Confirm your account');
  const [mailbox] = await Promise.all([context.waitForEvent('page'), hosted.follow('mailbox of the local Cognito')]);
  const code = await mailbox.locator('code').first().innerText();
  await mailbox.close();
  await hosted.fill({ Code: code });
  await hosted.press('Confirm account');
  const { code: first, ...rest } = await hosted.answer();
  expect(rest).toEqual({ state: 's1' });
  expect(await hosted.redeem(first)).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });

  await hosted.open({ prompt: 'none' });
  expect(await hosted.answer()).toHaveProperty('code');
  await hosted.signOut();
  expect(await hosted.answer()).toEqual({});
  await hosted.open({ prompt: 'none' });
  expect(await hosted.answer()).toMatchObject({ error: 'login_required' });
  await hosted.open();
  await hosted.signIn();
  expect(await hosted.redeem((await hosted.answer()).code)).toHaveProperty('refresh_token');
  expect(await cognito.operations()).toContain('/logout');
});

test('returns with tokens in the fragment for the implicit grant', async ({ hosted, page }) => {
  await hosted.signUp();
  await hosted.signOut();
  await hosted.open({ response_type: 'token', scope: 'openid email' });
  await hosted.signIn();
  await hosted.answer();
  const answer = new URLSearchParams(new URL(page.url()).hash.slice(1));
  expect([...answer.keys()]).toEqual(['id_token', 'access_token', 'expires_in', 'token_type', 'state']);
});

test('replaces a forgotten password', async ({ hosted, cognito }) => {
  await hosted.signUp();
  await hosted.signOut();
  await hosted.open();
  await hosted.follow('Forgot your password?');
  await hosted.fill({ Username: person.username });
  await hosted.press('Send the code');
  await hosted.at('Choose a new password');
  await hosted.fill({ Code: await cognito.nextCode(), 'New password': 'Password456' });
  await hosted.press('Change password');
  await hosted.at('Sign in');
  await expect(hosted.page.getByRole('status')).toHaveText('Your password has been changed. Sign in with the new one.');
  await expect(hosted.page.getByLabel('Password')).toBeFocused();
  await hosted.fill({ Password: 'Password456' });
  await hosted.press('Sign in');
  expect(await hosted.answer()).toHaveProperty('code');
});

test('sets up an authenticator app, and signs in with its code', async ({ hosted, cognito, page }) => {
  await hosted.signUp();
  await hosted.signOut();
  await cognito.switchPool({ mfa: 'ON' });
  await hosted.open();
  await hosted.signIn();
  await hosted.at('Set up a second factor');
  await page.getByLabel('Authenticator app').check();
  await hosted.press('Continue');
  const secret = (await page.getByRole('group', { name: 'Key' }).innerText()).replace(/\s/g, '');
  await hosted.fill({ Code: await totpCode(secret, await cognito.now()) });
  await hosted.press('Set up and sign in');
  expect(await hosted.answer()).toHaveProperty('code');

  await hosted.signOut();
  await cognito.advanceClock(30_000);
  await hosted.open();
  await hosted.signIn();
  await hosted.at('Check your authenticator app');
  await page.reload();
  await hosted.fill({ Code: await totpCode(secret, await cognito.now()) });
  await hosted.press('Sign in');
  expect(await hosted.answer()).toHaveProperty('code');
});

test('adds a passkey, and signs in with it', async ({ hosted, cognito, page }) => {
  await cognito.switchPool({ passwordless: true });
  const authenticator = await addVirtualAuthenticator(page);
  await hosted.signUp();
  await hosted.open({ prompt: 'select_account' });
  await hosted.at('Welcome back');
  await hosted.follow('Add a passkey');
  await hosted.press('Add a passkey');
  await hosted.at('Your passkey is ready');
  await hosted.press('Continue to Notes');
  expect(await hosted.answer()).toHaveProperty('code');

  await hosted.signOut();
  await authenticator.setPresence(false);
  await hosted.open();
  await hosted.fill({ Username: person.username });
  await hosted.press('Sign in with a passkey');
  await hosted.at('Use your passkey');
  await expect(page.getByRole('status')).toHaveText('No passkey was used. You can try again.');
  await authenticator.setPresence(true);
  await hosted.press('Use passkey');
  expect(await hosted.answer()).toHaveProperty('code');
});

test('cannot add the passkey of a device twice', async ({ hosted, cognito, page }) => {
  await cognito.switchPool({ passwordless: true });
  await addVirtualAuthenticator(page);
  await hosted.signUp();
  await hosted.open({}, '/passkeys/add');
  await hosted.press('Add a passkey');
  await hosted.at('Your passkey is ready');
  await hosted.open({}, '/passkeys/add');
  await hosted.press('Add a passkey');
  await expect(page.getByRole('status')).toHaveText('This device already has a passkey for the account.');
});

for (const provider of ['Google', 'Company'])
  test(`continues with ${provider}, as one of its people, as someone else, or not at all`, async ({ hosted, page }) => {
    await hosted.open();
    await hosted.follow(`Continue with ${provider}`);
    await hosted.at('Continue as');
    await expect(page.getByRole('textbox', { name: 'E-mail address' })).toBeHidden();
    await hosted.press('Continue');
    const { id_token: token } = await hosted.redeem((await hosted.answer()).code);
    const [, claims = ''] = String(token).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      'cognito:username': `${provider}_1001`,
      email: 'ana@example.com',
    });

    await hosted.open({ identity_provider: provider, prompt: 'login', login_hint: 'kim@example.com' });
    await expect(page.getByLabel('Someone else')).toBeChecked();
    await expect(page.getByRole('textbox', { name: 'E-mail address' })).toHaveValue('kim@example.com');
    await hosted.fill({ 'Id at the provider': '' });
    await hosted.press('Continue');
    await expect(page.getByRole('alert')).toBeFocused();
    await hosted.fill({ 'Id at the provider': 'kim-1' });
    await hosted.press('Continue');
    expect(await hosted.answer()).toHaveProperty('code');

    await hosted.open({ identity_provider: provider, prompt: 'login' });
    await page.getByLabel('Chi Nguyen').check();
    await hosted.press('Continue');
    expect(await hosted.answer()).toMatchObject({ error_description: 'attributes required: [email]' });

    await hosted.open({ identity_provider: provider, prompt: 'login' });
    await hosted.press('Cancel');
    expect(await hosted.answer()).toMatchObject({ error: 'access_denied', state: 's1' });
  });

test('knows the user who goes back to its page', async ({ hosted, page }) => {
  await hosted.signUp();
  await page.goBack();
  await hosted.at('Welcome back');
  await hosted.press(`Continue as ${person.email}`);
  expect(await hosted.answer()).toHaveProperty('code');
  await page.goBack();
  await hosted.at('Welcome back');
  await hosted.follow('Use another account');
  await hosted.at('Sign in');
});

test('two tabs sign in at the same time', async ({ hosted, context, cognito }) => {
  await hosted.signUp();
  await hosted.signOut();
  await hosted.open({ state: 'first' });
  const second = await HostedUi.begin(await context.newPage(), hosted.app, cognito);
  await second.open({ state: 'second' });
  await hosted.signIn();
  await second.signIn();
  expect(await hosted.answer()).toMatchObject({ state: 'first' });
  expect(await second.answer()).toMatchObject({ state: 'second' });
});

test('shows an error page for a wrong address, and never goes there', async ({ hosted, page }) => {
  await hosted.open({ redirect_uri: 'https://evil.example/' });
  await hosted.at('Request refused');
  await expect(page.getByText('https://evil.example/')).toBeVisible();
  await page.goto(hosted.address({ logout_uri: 'https://evil.example/' }, '/logout'));
  await hosted.at('Request refused');
});

test('is not shown in a frame', async ({ hosted, page }) => {
  await page.goto(hosted.app);
  const refused = page.waitForEvent('console', (message) => /frame/i.test(message.text()));
  await page.evaluate(
    (src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    },
    hosted.address({}, '/login'),
  );
  expect((await refused).text()).toContain('frame-ancestors');
});
