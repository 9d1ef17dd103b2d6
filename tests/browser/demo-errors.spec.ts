import type { DemoPage } from './demo-page.js';
import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** Checks that the message is at the field, that screen readers announce it, and that the field has the focus. */
async function expectFieldError(demo: DemoPage, field: string, text: string | RegExp): Promise<void> {
  const input = demo.at(field);
  const message = demo.at(`error-${field}`);
  await expect(message).toHaveText(text);
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(input).toHaveAccessibleDescription(text);
  await expect(input).toBeFocused();
}

test('checks a registration before anything is sent', async ({ demo, cognito }) => {
  await demo.open();
  await demo.at('register-submit').click();
  await expectFieldError(demo, 'register-username', 'Choose a username.');
  await expect(demo.at('error-register-email')).toHaveText('Enter your e-mail address.');
  await expect(demo.at('error-register-password')).toHaveText('Choose a password.');

  await demo.register({ ...person, email: 'nobody' as typeof person.email });
  await expectFieldError(demo, 'register-email', 'Enter an address like name@example.com.');
  await expect(demo.at('error-register-username')).toBeEmpty();

  await demo.at('register-email').fill(person.email);
  await demo.at('register-password').fill('Pass12');
  await demo.at('register-submit').click();
  await expectFieldError(demo, 'register-password', /^The password still needs: at least 8 characters\./);
  await expect(demo.at('register-password')).toHaveAccessibleDescription(/At least 8 characters/);

  await demo.register();
  await demo.at('confirm-code').waitFor();
  expect((await cognito.operations()).filter((name) => name === 'SignUp')).toHaveLength(1);
});

test('ticks the password rule off while typing', async ({ demo }) => {
  await demo.open();
  const rule = demo.at('password-rule').getByText('At least 8 characters');
  await expect(rule).not.toHaveAttribute('data-met');
  await demo.at('register-password').fill('Password');
  await expect(rule).toHaveAttribute('data-met');
});

test('shows at the username that it is taken', async ({ demo }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.goTo('register');
  await demo.register();
  await expectFieldError(demo, 'register-username', /is taken/);
  await demo.at('register-username').fill('another');
  await expect(demo.at('error-register-username')).toBeEmpty();
  await expect(demo.at('register-username')).not.toHaveAttribute('aria-invalid');
});

test('shows Cognito’s errors at the field that they name', async ({ demo, cognito }) => {
  await demo.open();
  await cognito.fault({ operation: 'SignUp', kind: 'error', type: 'InvalidPasswordException', message: 'Too plain' });
  await demo.register();
  await expectFieldError(demo, 'register-password', /^Too plain\./);

  await cognito.fault({
    operation: 'SignUp',
    kind: 'error',
    type: 'InvalidParameterException',
    message: 'Invalid email',
  });
  await demo.register();
  await expectFieldError(demo, 'register-email', 'Invalid email.');

  await cognito.fault({ operation: 'SignUp', kind: 'error', type: 'LimitExceededException', times: 9 });
  await demo.register();
  await expect(demo.at('error-register')).toContainText('Too many attempts');
});

test('shows at the code that it is wrong or expired', async ({ demo, cognito }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-submit').click();
  await expectFieldError(demo, 'confirm-code', 'Enter the code from the e-mail.');
  await demo.confirm('000000');
  await expectFieldError(demo, 'confirm-code', /Wrong code/);
  await cognito.fault({ operation: 'ConfirmSignUp', kind: 'error', type: 'ExpiredCodeException' });
  await demo.confirm(firstCode);
  await expectFieldError(demo, 'confirm-code', /has expired/);
  await demo.confirm(firstCode);
  await expect(demo.at('signin-password')).toBeFocused();
});

test('shows at the field which part of a sign-in is wrong', async ({ demo }) => {
  await demo.open('sign-in');
  await demo.at('signin-submit').click();
  await expectFieldError(demo, 'signin-username', 'Enter your username.');
  await demo.signIn('nobody');
  await expectFieldError(demo, 'signin-username', /There is no account/);

  await demo.goTo('register');
  await demo.register();
  await demo.confirm(firstCode);
  await demo.signIn(person.username, 'wrong password');
  await expectFieldError(demo, 'signin-password', 'Incorrect username or password.');
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('submits a form once, however often the button is clicked', async ({ demo, cognito }) => {
  await demo.open();
  await cognito.fault({ operation: 'SignUp', kind: 'delay' });
  await demo.register();
  const button = demo.at('register-submit');
  await expect(button).toHaveText('Creating account…');
  await cognito.arrival('SignUp');
  await button.click({ force: true });
  await demo.at('register-username').press('Enter');
  await cognito.clearFaults();
  await expect(demo.at('confirm-code')).toBeVisible();
  expect((await cognito.operations()).filter((name) => name === 'SignUp')).toHaveLength(1);
});

test('says how to start the local Cognito when it stops responding', async ({ demo, cognito }) => {
  await demo.becomeSignedIn();
  await cognito.stop();

  await demo.at('refresh').click();
  await expect(demo.at('banner')).toContainText('npm start');
  await expect(demo.at('account')).toBeVisible();

  await demo.at('signout').click();
  await expect(demo.at('notice')).toContainText('You are signed out here');
  await demo.signIn();
  await expect(demo.at('error-signin')).toContainText(`The local Cognito at ${cognito.origin} is not responding.`);
});

test('starts with a banner when the local Cognito is down, and recovers', async ({ demo, cognito }) => {
  await demo.page.route('**/amplifyconfiguration.json', (route) => route.abort('connectionrefused'));
  await demo.open();
  await expect(demo.at('banner')).toContainText('npm start');
  await expect(demo.at('console-log')).toContainText('Failed to fetch auth session = ');
  await expect.poll(() => demo.consoleLines).toEqual([expect.stringMatching(/^Failed to fetch auth session = /)]);

  await demo.page.unroute('**/amplifyconfiguration.json');
  await demo.page.route(`${cognito.origin}/`, (route) => route.abort('connectionrefused'));
  await demo.at('banner-action').click();
  await expect(demo.at('banner')).toContainText(`The local Cognito at ${cognito.origin} is not responding.`);
  await expect(demo.at('register-username')).toBeVisible();
  await demo.at('register-username').fill(person.username);
  await demo.page.unroute(`${cognito.origin}/`);
  await demo.at('banner-action').click();
  await expect(demo.at('banner')).toBeHidden();
  await expect(demo.at('register-username')).toHaveValue(person.username);
});

test('names the invalid member of a configuration', async ({ demo }) => {
  await demo.page.route('**/amplifyconfiguration.json', async (route) => {
    const text = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'application/json', body: text.replace('"AppClientId"', '"AppClient"') });
  });
  await demo.open();
  await expect(demo.at('banner')).toContainText('AppClientId');
  await expect(demo.at('console-log')).toContainText('Failed to fetch auth session = ');
  await demo.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('refuses a Cognito on another machine without sending it a request', async ({ demo }) => {
  const strangers: string[] = [];
  demo.page.on('request', (request) => {
    if (request.url().includes('stranger.example') && !request.isNavigationRequest()) strangers.push(request.url());
  });
  const url = new URL(demo.url);
  url.searchParams.set('cognito', 'http://stranger.example:9229');
  await demo.page.goto(url.href);
  await expect(demo.at('banner')).toContainText('must be a server on this machine');
  expect(strangers).toEqual([]);
});
