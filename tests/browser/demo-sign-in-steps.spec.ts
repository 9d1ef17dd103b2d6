import { haveAccount } from './demo-person.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test('sends the password only in the plain password flow', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.setClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
  await demo.open('sign-in');
  await demo.choose('flow', 'USER_PASSWORD_AUTH');
  await expect(demo.page.getByText('Your password is sent over TLS.')).toBeVisible();
  await demo.signIn();
  await demo.at('account').waitFor();
  const [begun] = (await cognito.requests()).filter(({ operation }) => operation === 'InitiateAuth');
  expect(begun?.body.AuthFlow).toBe('USER_PASSWORD_AUTH');
});

test('asks an invited user for a new password and missing attributes', async ({ demo }) => {
  await demo.open();
  await demo.tab('pool');
  await demo.at('administrator').locator('summary').click();
  await demo.at('invite-username').fill('guest');
  await demo.at('invite-submit').click();
  await expect(demo.at('administrator-result')).toContainText('guest has been invited');
  const password = /password: (\S+)/.exec(await demo.at('administrator-result').innerText())?.[1] ?? '';

  await demo.goTo('sign-in');
  await demo.signIn('guest', password);
  await expect(demo.at('challenge-title')).toHaveText('Choose a new password');
  await demo.at('challenge-password').fill('short');
  await demo.at('challenge-submit').click();
  await expect(demo.at('error-challenge-password')).toContainText('The password still needs: ');
  await expect(demo.at('error-challenge-email')).toHaveText('The user pool requires this.');
  await demo.at('challenge-password').fill(person.password);
  await demo.at('challenge-email').fill(person.email);
  await demo.at('challenge-submit').click();
  await expect(demo.at('account-username')).toHaveText('guest');
  await expect(demo.at('attribute-email')).toContainText(person.email);
});

for (const [flow, password] of [
  ['CUSTOM_WITHOUT_SRP', undefined],
  ['CUSTOM_WITH_SRP', person.password],
] as const)
  test(`asks the pool’s custom challenge in the flow ${flow}`, async ({ demo, cognito }) => {
    await haveAccount(cognito);
    await cognito.switchPool({ customChallenge: true });
    await demo.open('sign-in');
    await demo.choose('flow', flow);
    await demo.identify(person.username);
    if (password !== undefined) {
      await demo.at('signin-password').fill(password);
      await demo.at('signin-submit').click();
    }
    await expect(demo.at('challenge-lead')).toHaveText('What is the answer to question 1 of 1?');
    await demo.answer('4321');
    await expect(demo.at('error-challenge-answer')).toContainText('Wrong answer');
    await demo.answer('1234');
    await expect(demo.at('account-username')).toHaveText(person.username);
  });

test('starts again after too many wrong answers', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.switchPool({ customChallenge: true });
  await demo.open('sign-in');
  await demo.choose('flow', 'CUSTOM_WITHOUT_SRP');
  await demo.at('signin-username').fill(person.username);
  await demo.at('signin-submit').click();
  for (const answer of ['1', '2']) {
    await demo.answer(answer);
    await expect(demo.at('error-challenge-answer')).toContainText('Wrong answer');
    await expect(demo.at('challenge-answer')).toHaveValue('');
  }
  await demo.answer('3');
  await expect(demo.at('notice')).toContainText('This sign-in has ended');
  await expect(demo.at('signin-username')).toHaveValue(person.username);
});

test('lets a user whose password was reset choose a new one', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.tab('pool');
  await demo.at('administrator').locator('summary').click();
  await demo.at('require-reset-username').fill(person.username);
  await demo.at('require-reset-submit').click();
  await expect(demo.at('administrator-result')).toContainText('must choose a new password');

  await demo.signIn();
  await expect(demo.at('notice')).toContainText('must reset your password');
  await expect(demo.at('new-password-username')).toHaveValue(person.username);
  await demo.at('new-password-code').fill(await cognito.nextCode());
  await demo.at('new-password-password').fill('AnotherPassword1');
  await demo.at('new-password-submit').click();
  await expect(demo.at('notice')).toContainText('Your password has been changed');
  await demo.signIn(person.username, 'AnotherPassword1');
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('replaces a forgotten password with a code', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-submit').click();
  await expect(demo.at('error-reset-username')).toHaveText('Enter your username.');
  await demo.at('reset-username').fill('nobody');
  await demo.at('reset-submit').click();
  await expect(demo.at('error-reset-username')).toContainText('There is no account');
  await demo.at('reset-username').fill(person.username);
  await demo.at('reset-submit').click();
  await expect(demo.at('reset-password-lead')).toHaveText('We sent a code to m***@e***.');
  await expect(demo.at('new-password-code')).toBeFocused();

  await demo.at('new-password-resend').click();
  await expect(demo.at('notice')).toHaveText('A new code is on its way.');
  await demo.at('new-password-code').fill('000000');
  await demo.at('new-password-password').fill('AnotherPassword1');
  await demo.at('new-password-submit').click();
  await expect(demo.at('error-new-password-code')).toContainText('Wrong code');
  await cognito.nextCode();
  await demo.at('new-password-code').fill(await cognito.nextCode());
  await demo.at('new-password-submit').click();
  await expect(demo.at('signin-password')).toBeFocused();
  await demo.signIn(person.username, 'AnotherPassword1');
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('signs in automatically after the code, if requested', async ({ demo, cognito }) => {
  await demo.open();
  await demo.at('register-autoSignIn').check();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.confirm(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});
