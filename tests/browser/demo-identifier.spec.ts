/** The demo's sign-in box: the username first, then the password, with everything else folded away. */
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';

test('asks for the username first, and then says whose password it wants', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await expect(demo.at('signin-username')).toBeVisible();
  await expect(demo.at('signin-password')).toBeHidden();
  await expect(demo.at('signin-flow')).toBeHidden();
  await demo.at('signin-submit').click();
  await expect(demo.at('error-signin-username')).toHaveText('Enter your username.');
  await cognito.clearJournal();
  await demo.at('signin-username').fill(person.username);
  await demo.page.keyboard.press('Enter');
  await expect(demo.at('signin-who')).toHaveText(person.username);
  await expect(demo.at('signin-username')).toBeHidden();
  await expect(demo.at('signin-password')).toBeFocused();
  await expect(demo.at('signin-submit')).toHaveText('Sign in');
  // Whether there is such a user is not asked before the password is given.
  expect(await cognito.operations()).not.toContain('InitiateAuth');
});

test('a password that was typed for one user is not used for another', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.identify('somebody');
  await demo.at('signin-password').fill('a password');
  await demo.at('signin-change').click();
  await expect(demo.at('signin-username')).toBeFocused();
  await expect(demo.at('signin-submit')).toHaveText('Continue');
  await demo.at('signin-username').fill(person.username);
  await demo.at('signin-submit').click();
  await expect(demo.at('signin-who')).toHaveText(person.username);
  await expect(demo.at('signin-password')).toHaveValue('');
});

test('signs in at once when a password manager has filled in both', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.at('signin-username').fill(person.username);
  await demo.at('signin-password').evaluate((input: HTMLInputElement, password) => {
    input.value = password;
  }, person.password);
  await demo.at('signin-submit').click();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('comes back to the username when there is no such user', async ({ demo }) => {
  await demo.open('sign-in');
  await demo.signIn('nobody');
  await expect(demo.at('error-signin-username')).toHaveText('There is no account with this username.');
  await expect(demo.at('signin-username')).toBeFocused();
  await expect(demo.at('signin-submit')).toHaveText('Continue');
  await expect(demo.at('signin-password')).toHaveValue('');
});

test('asks for no password where the chosen way needs none', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.switchPool({ customChallenge: true });
  await demo.open('sign-in');
  await demo.choose('flow', 'CUSTOM_WITHOUT_SRP');
  await expect(demo.at('signin-options').locator('summary')).toHaveText('Sign-in options: custom challenge');
  await expect(demo.at('signin-submit')).toHaveText('Sign in');
  await expect(demo.at('signin-forgotten')).toBeHidden();
  await demo.identify(person.username);
  await expect(demo.at('challenge-lead')).toHaveText('What is the answer to question 1 of 1?');
});
