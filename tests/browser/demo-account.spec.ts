import { authenticatorApp, haveAccount, phone } from './demo-person.js';
import type { DemoPage } from './demo-page.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

async function openAccount(
  demo: DemoPage,
  cognito: LocalCognito,
  attributes: Readonly<Record<string, string>> = {},
): Promise<void> {
  await haveAccount(cognito, attributes);
  await demo.open('sign-in');
  await demo.choose('flow', 'USER_SRP_AUTH');
  await demo.signIn();
  await demo.at('attribute-email').waitFor();
}

test('changes the e-mail address with a code to the new one', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  const email = demo.at('attribute-email');
  await email.getByTestId('attribute-edit').click();
  await expect(demo.at('attribute-value')).toBeFocused();
  await demo.at('attribute-value').fill('new@email.com');
  await demo.at('attribute-submit').click();
  await expect(demo.at('attribute-code-code')).toBeFocused();
  await expect(email).toContainText(person.email);

  await demo.at('attribute-code-code').fill('000000');
  await demo.at('attribute-code-submit').click();
  await expect(demo.at('error-attribute-code-code')).toContainText('Wrong code');
  await demo.at('attribute-code-resend').click();
  await expect(demo.at('notice')).toHaveText('A new code is on its way.');
  await cognito.nextCode();
  await demo.at('attribute-code-code').fill(await cognito.nextCode());
  await demo.at('attribute-code-submit').click();
  await expect(demo.at('notice')).toHaveText('E-mail confirmed.');
  await expect(email).toContainText('new@email.com');
  await expect(email).toContainText('verified');
});

test('adds a phone number, verifies it and deletes it', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await demo.at('attribute-add').click();
  await demo.at('attribute-add-key').selectOption('phone_number');
  await demo.at('attribute-add-value').fill('12');
  await demo.at('attribute-add-submit').click();
  await expect(demo.at('error-attribute-add-value')).not.toBeEmpty();
  await demo.at('attribute-add-value').fill(phone);
  await demo.at('attribute-add-submit').click();
  const row = demo.at('attribute-phone_number');
  await expect(row).toContainText('not verified');

  await row.getByTestId('attribute-verify').click();
  await expect(row).toContainText('We sent a code to');
  await demo.at('attribute-code-code').fill(await cognito.nextCode());
  await demo.at('attribute-code-submit').click();
  await expect(row).not.toContainText('not verified');
  await expect(row.getByTestId('attribute-edit')).toBeFocused();

  await row.getByTestId('attribute-delete').click();
  await expect(row).toHaveCount(0);
  await expect(demo.at('notice')).toHaveText('Phone deleted.');
});

test('reports an attribute that could not be deleted, and cancels an edit', async ({ demo, cognito }) => {
  await openAccount(demo, cognito, { nickname: 'Ana' });
  await cognito.fault({ operation: 'DeleteUserAttributes', kind: 'error', type: 'NotAuthorizedException' });
  await demo.at('attribute-nickname').getByTestId('attribute-delete').click();
  await expect(demo.at('error-attributes')).not.toBeEmpty();
  await demo.at('attribute-email').getByTestId('attribute-edit').click();
  await demo.at('attribute-cancel').click();
  await expect(demo.at('attribute-value')).toHaveCount(0);
  await expect(demo.at('attribute-email').getByTestId('attribute-edit')).toBeFocused();
});

test('changes the password', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await demo.at('change-password').click();
  await demo.at('change-password-oldPassword').fill('wrong password');
  await demo.at('change-password-newPassword').fill('AnotherPassword1');
  await demo.at('change-password-submit').click();
  await expect(demo.at('error-change-password-oldPassword')).toHaveText('This is not your current password.');
  await demo.at('change-password-oldPassword').fill(person.password);
  await demo.at('change-password-submit').click();
  await expect(demo.at('notice')).toHaveText('Your password has been changed.');
  await demo.at('signout').click();
  await demo.signIn(person.username, 'AnotherPassword1');
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('sets up an authenticator app, prefers it, and turns it off', async ({ demo, cognito }) => {
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await openAccount(demo, cognito);
  await demo.at('mfa-TOTP').check();
  await demo.at('mfa-submit').click();
  await expect(demo.at('error-mfa')).not.toBeEmpty();

  await demo.at('totp-begin').click();
  await expect(demo.at('totp-secret')).toHaveText(authenticatorApp.secret);
  await expect(demo.page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  await demo.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await demo.at('totp-copy').click();
  await expect(demo.at('totp-copy')).toHaveText('Copied');
  expect(await demo.page.evaluate(() => navigator.clipboard.readText())).toBe(authenticatorApp.secret);
  await demo.at('totp-code').fill('000000');
  await demo.at('totp-submit').click();
  await expect(demo.at('error-totp-code')).toContainText('Wrong code');
  // The access token is still valid at that time.
  await cognito.setClock(authenticatorApp.moment);
  await demo.at('totp-code').fill(authenticatorApp.code);
  await demo.at('totp-submit').click();
  await expect(demo.at('notice')).toHaveText('Your authenticator app is set up.');
  await expect(demo.at('mfa-TOTP')).toBeChecked();
  await expect(demo.at('totp-setup')).toBeHidden();

  await demo.at('mfa-preferred').selectOption('EMAIL');
  await demo.at('mfa-submit').click();
  await expect(demo.at('error-mfa-preferred')).toContainText('Turn this factor on');
  await demo.at('mfa-EMAIL').check();
  await demo.at('mfa-submit').click();
  await expect(demo.at('notice')).toHaveText('Second factors saved.');
  await expect(demo.at('mfa-preferred')).toHaveValue('EMAIL');
  await demo.at('mfa-preferred').selectOption('');
  await demo.at('mfa-EMAIL').uncheck();
  await demo.at('mfa-TOTP').uncheck();
  await cognito.clearJournal();
  await demo.at('mfa-submit').click();
  await cognito.arrival('SetUserMFAPreference');
  const [saved] = (await cognito.requests()).filter(({ operation }) => operation === 'SetUserMFAPreference');
  expect(saved?.body).toMatchObject({
    EmailMfaSettings: { Enabled: false },
    SoftwareTokenMfaSettings: { Enabled: false },
  });
  expect(saved?.body).not.toHaveProperty('SMSMfaSettings');
});

test('lists passkeys, adds one and deletes it', async ({ demo, cognito }) => {
  await addVirtualAuthenticator(demo.page);
  await cognito.switchPool({ passwordless: true });
  await openAccount(demo, cognito);
  await expect(demo.at('passkeys-empty')).toBeVisible();
  await demo.at('passkey-add').click();
  await expect(demo.at('passkey')).toHaveCount(1);
  await expect(demo.at('passkeys-empty')).toBeHidden();
  await demo.at('passkey-add').click();
  await expect(demo.at('error-passkeys-card')).toContainText('already has a passkey');
  await demo.at('passkey-delete').click();
  await expect(demo.at('passkey')).toHaveCount(0);
  await expect(demo.at('notice')).toContainText('Passkey deleted');
});

test('lists devices, remembers this one and forgets it', async ({ demo, cognito }) => {
  await cognito.switchPool({ devices: 'opt-in' });
  await openAccount(demo, cognito);
  await expect(demo.at('device')).toContainText('this device');
  await demo.at('device-remember').click();
  await expect(demo.at('device')).toContainText('remembered');
  await expect(demo.at('device-remember')).toHaveCount(0);
  await demo.at('device-forget').click();
  await expect(demo.at('device')).toHaveCount(0);
  await expect(demo.at('devices-empty')).toBeVisible();
});

test('deletes the account after a confirmation', async ({ demo, cognito }) => {
  await openAccount(demo, cognito);
  await demo.at('delete-account').click();
  await expect(demo.page.getByRole('dialog')).toContainText(`Delete ${person.username} for good?`);
  await expect(demo.at('delete-keep')).toBeFocused();
  await demo.page.keyboard.press('Escape');
  await expect(demo.at('delete-account')).toBeFocused();
  expect(await cognito.operations()).not.toContain('DeleteUser');

  await demo.at('delete-account').click();
  await demo.at('delete-confirm').click();
  await expect(demo.at('notice')).toHaveText('Your account has been deleted.');
  await expect(demo.at('register-username')).toBeVisible();
  await expect(demo.at('event-log')).toContainText('userDeleted');
  expect((await cognito.operations()).filter((name) => name === 'DeleteUser')).toHaveLength(1);
});
