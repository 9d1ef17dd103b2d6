/** Back and Forward keep what was typed, until it has been used. */
import { firstCode, person } from './demo-page.js';
import { haveAccount, useSecondFactors, withPhone } from './demo-person.js';
import { expect, test } from './fixtures.js';

test('Back and Forward keep what was typed in the steps', async ({ demo }) => {
  await demo.open();
  await demo.at('register-username').fill('half a');
  await demo.goTo('confirm');
  await demo.at('confirm-username').fill(person.username);
  await demo.at('confirm-code').fill('123');
  await demo.goTo('sign-in');
  await demo.identify('somebody');
  await demo.at('signin-password').fill('half a password');

  await demo.page.goBack();
  await expect(demo.at('confirm-username')).toHaveValue(person.username);
  await expect(demo.at('confirm-code')).toHaveValue('123');
  await demo.page.goBack();
  await expect(demo.at('register-username')).toHaveValue('half a');
  await demo.page.goForward();
  await demo.page.goForward();
  await expect(demo.at('signin-username')).toHaveValue('somebody');
  await expect(demo.at('signin-password')).toHaveValue('half a password');
});

test('Back and Forward keep what was typed for a new password', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-username').fill(person.username);
  await demo.at('reset-submit').click();
  await demo.at('new-password-code').fill('12');
  await demo.at('new-password-password').fill('Another');
  await demo.page.goBack();
  await demo.at('signin-username').waitFor();
  await demo.page.goForward();
  await expect(demo.at('new-password-code')).toHaveValue('12');
  await expect(demo.at('new-password-password')).toHaveValue('Another');
});

test('Back and Forward keep what was typed for a second factor', async ({ demo, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await useSecondFactors(cognito, 'SMS');
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('challenge-answer').fill('12');
  await demo.page.goBack();
  await demo.at('signin-submit').waitFor();
  await demo.page.goForward();
  await expect(demo.at('challenge-answer')).toHaveValue('12');
});

test('keeps nothing of what was typed once the user has signed in', async ({ demo }) => {
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.confirm(firstCode);
  await demo.at('signin-password').waitFor();
  await demo.signIn();
  await demo.at('account').waitFor();
  const typed = await demo.page.evaluate(() => [...document.querySelectorAll('input')].map(({ value }) => value));
  expect(typed).not.toContain(person.password);
});
