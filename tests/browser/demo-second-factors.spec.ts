import { authenticatorApp, haveAccount, useSecondFactors, withPhone } from './demo-person.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test('asks for the code of a text message, and again after a wrong one', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await useSecondFactors(cognito, 'SMS');
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Check your messages');
  await expect(demo.at('challenge-lead')).toContainText('0123');
  await expect(demo.at('challenge-answer')).toBeFocused();

  await demo.answer('000000');
  await expect(demo.at('error-challenge-answer')).toHaveText(/Wrong code/);
  await expect(demo.at('challenge-answer')).toHaveAttribute('aria-invalid', 'true');
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect.poll(() => demo.consoleLines).toContain('Sign in succeeded');
});

test('sets up an authenticator app from a QR code, and asks for its code at the next sign-in', async ({
  demo,
  cognito,
}) => {
  await haveAccount(cognito);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Set up a second factor');
  await expect(demo.at('challenge-title')).toBeFocused();
  await demo.at('choice-TOTP').click();
  await expect(demo.page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await expect(demo.at('totp-secret')).toHaveText(authenticatorApp.secret);

  await cognito.setClock(authenticatorApp.moment);
  await demo.answer('000000');
  await expect(demo.at('error-challenge-answer')).toContainText('Wrong code');
  await demo.answer(authenticatorApp.code);
  await demo.at('account').waitFor();

  await cognito.setClock(Date.now());
  await demo.at('signout').click();
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Open your authenticator app');
  await demo.answer('000000');
  await expect(demo.at('error-challenge-answer')).toHaveText('Wrong code. Try the next one that the app shows.');
});

test('says how long wrong codes lock a user out', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await useSecondFactors(cognito, 'SMS');
  await demo.open('sign-in');
  await demo.signIn();
  for (const wrong of ['000001', '000002', '000003', '000004', '000005']) {
    await demo.answer(wrong);
    await expect(demo.at('error-challenge-answer')).toContainText('Wrong code');
  }
  await demo.answer('000006');
  await expect(demo.at('notice')).toContainText('Wait up to 15 minutes');
  await expect(demo.at('signin-username')).toHaveValue(person.username);
});

test('sets up e-mail as the second factor', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('choice-EMAIL').click();
  await expect(demo.at('challenge-title')).toHaveText('Which e-mail address?');
  await demo.answer('nobody');
  await expect(demo.at('error-challenge-answer')).toContainText('like name@example.com');
  await demo.answer(person.email);
  await expect(demo.at('challenge-title')).toHaveText('Check your e-mail');
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('lets a user with several second factors choose one', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await useSecondFactors(cognito, 'SMS', 'Email');
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('challenge-title')).toHaveText('Choose your second factor');
  await demo.at('choice-EMAIL').click();
  await expect(demo.at('challenge-title')).toHaveText('Check your e-mail');
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('continues after a reload during a step, without storing secrets', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('choice-TOTP').click();
  await expect(demo.at('totp-secret')).toBeVisible();
  await demo.page.reload();
  await expect(demo.at('notice')).toContainText('You were in the middle of signing in');
  const kept = await demo.page.evaluate(() => sessionStorage.getItem('demo.pendingSignIn'));
  expect(kept).toContain('CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION');
  for (const secret of [authenticatorApp.secret, person.password]) expect(kept).not.toContain(secret);

  await demo.at('choice-TOTP').click();
  await expect(demo.at('totp-secret')).toBeVisible();
  await demo.at('challenge-restart').click();
  await expect(demo.at('signin-password')).toBeFocused();
  await demo.page.reload();
  await expect(demo.at('signin-username')).toBeVisible();
});

test('starts again when the step has taken too long', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('challenge-answer').waitFor();
  await cognito.advanceClock(4 * 60_000);
  await demo.answer(await cognito.nextCode());
  await expect(demo.at('notice')).toContainText('Start again');
  await expect(demo.at('signin-username')).toHaveValue(person.username);
});
