/** A forgotten password: the code may come later, and the page may be loaded anew meanwhile. */
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';

const newPassword = 'AnotherPassword1';

async function change(demo: DemoPage, code: string): Promise<void> {
  await demo.at('new-password-code').fill(code);
  await demo.at('new-password-password').fill(newPassword);
  await demo.at('new-password-submit').click();
  await expect(demo.at('notice')).toContainText('Your password has been changed.');
}

test('a password reset survives a reload', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-username').fill(person.username);
  await demo.at('reset-submit').click();
  await demo.at('new-password-code').waitFor();
  await demo.page.reload();
  await expect(demo.at('new-password-username')).toHaveValue(person.username);
  await expect(demo.at('reset-password-lead')).toHaveText('We sent a code to m***@e***.');
  await change(demo, await cognito.nextCode());
  await demo.signIn(person.username, newPassword);
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('a reset that an administrator wants survives a reload', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.userPools('AdminResetUserPassword', { UserPoolId: 'us-east-1_SeedPool1', Username: person.username });
  await demo.open('sign-in');
  await demo.signIn();
  await expect(demo.at('notice')).toContainText('must reset your password');
  await demo.page.reload();
  await expect(demo.at('new-password-username')).toHaveValue(person.username);
  await change(demo, await cognito.nextCode());
});

test('a user who has a code already needs no other', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await cognito.userPools('ForgotPassword', { ClientId: 'native00000000000000000001', Username: person.username });
  await cognito.clearJournal();
  await demo.open('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-username').fill(person.username);
  await demo.at('reset-have-code').click();
  await expect(demo.at('new-password-code')).toBeFocused();
  await expect(demo.at('new-password-username')).toHaveValue(person.username);
  await change(demo, await cognito.nextCode());
  expect(await cognito.operations()).not.toContain('ForgotPassword');
});

test('asks for the username again once the password has been changed', async ({ demo, cognito }) => {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.at('signin-forgotten').click();
  await demo.at('reset-username').fill(person.username);
  await demo.at('reset-submit').click();
  await change(demo, await cognito.nextCode());
  await demo.at('signin-forgotten').click();
  await expect(demo.at('reset-username')).toBeVisible();
  await expect(demo.at('new-password-code')).toBeHidden();
});
