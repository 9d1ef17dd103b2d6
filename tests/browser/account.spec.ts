import { totpCode } from '../../local/src/totp.js';
import { type App, clientKey, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password, email } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const userId = '11111111-2222-4333-8444-555555555555';

async function signOut(app: App): Promise<void> {
  await app.call('signOut');
}

test('an authenticator app is set up and preferred', async ({ app, cognito }) => {
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await app.beginSignedIn();
  const { sharedSecret, uri } = await app.page.evaluate(async () => {
    const setup = await harness.library.setUpTOTP();
    return { sharedSecret: setup.sharedSecret, uri: setup.getSetupUri('My App & more').href };
  });
  expect(uri).toBe(
    `otpauth://totp/My%20App%20%26%20more:${username}?secret=${sharedSecret}&issuer=My%20App%20%26%20more`,
  );
  await expect(app.call('verifyTOTPSetup', { code: '000000' })).rejects.toMatchObject({
    name: 'EnableSoftwareTokenMFAException',
  });
  const code = await totpCode(sharedSecret, await cognito.now());
  expect(await app.call('verifyTOTPSetup', { code })).toBeUndefined();

  await cognito.clearJournal();
  expect(await app.call('updateMFAPreference', { totp: 'PREFERRED' })).toBeUndefined();
  expect(await cognito.requests()).toStrictEqual([
    {
      operation: 'SetUserMFAPreference',
      body: { AccessToken: expect.any(String), SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } },
    },
  ]);
  expect(await app.call('fetchMFAPreference')).toEqual({ enabled: ['TOTP'], preferred: 'TOTP' });
  await cognito.clearJournal();
  await expect(app.call('updateMFAPreference', {})).rejects.toMatchObject({ category: 'validation' });
  expect(await cognito.operations()).toEqual([]);

  await signOut(app);
  expect(await app.signIn()).toEqual({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  });
  await cognito.advanceClock(60_000);
  const next = await totpCode(sharedSecret, await cognito.now());
  expect(await app.call('confirmSignIn', { challengeResponse: next })).toEqual(done);
});

test('several second factors are enabled, and one is preferred', async ({ app, cognito }) => {
  await cognito.switchPool({ mfa: 'OPTIONAL' });
  await app.beginSignedIn();
  const { userPoolId: UserPoolId } = cognito.resourcesConfig().Auth.Cognito;
  const UserAttributes = [{ Name: 'phone_number', Value: '+15555550123' }];
  await cognito.userPools('AdminUpdateUserAttributes', { UserPoolId, Username: username, UserAttributes });
  const { sharedSecret } = (await app.call('setUpTOTP')) as { sharedSecret: string };
  await app.call('verifyTOTPSetup', { code: await totpCode(sharedSecret, await cognito.now()) });
  await cognito.clearJournal();
  await app.call('updateMFAPreference', { sms: 'ENABLED', totp: 'PREFERRED' });
  expect((await cognito.requests())[0]?.body).toStrictEqual({
    AccessToken: expect.any(String),
    SMSMfaSettings: { Enabled: true },
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
  expect(await app.call('fetchMFAPreference')).toEqual({ enabled: ['SMS', 'TOTP'], preferred: 'TOTP' });
});

test('attributes are read', async ({ app }) => {
  await app.beginSignedIn();
  expect(await app.call('fetchUserAttributes')).toEqual({ sub: userId, email, email_verified: 'true' });
});

test('a new address takes effect once it is verified', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const { userPoolId } = cognito.resourcesConfig().Auth.Cognito;
  await cognito.userPools('UpdateUserPool', {
    UserPoolId: userPoolId,
    AutoVerifiedAttributes: ['email'],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  });
  const userAttribute = { attributeKey: 'email', value: 'new@email.com' };
  expect(await app.call('updateUserAttribute', { userAttribute })).toEqual({
    isUpdated: false,
    nextStep: {
      updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'n***@e***' },
    },
  });
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email });

  const wrong = { userAttributeKey: 'email', confirmationCode: '000000' };
  await expect(app.call('confirmUserAttribute', wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const right = { userAttributeKey: 'email', confirmationCode: await cognito.nextCode() };
  expect(await app.call('confirmUserAttribute', right)).toBeUndefined();
  expect(await app.call('fetchUserAttributes')).toMatchObject({ email: 'new@email.com', email_verified: 'true' });

  const several = { userAttributes: { name: 'Zoë', email: 'newer@email.com' } };
  expect(await app.call('updateUserAttributes', several)).toMatchObject({
    name: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
    email: { isUpdated: false, nextStep: { updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE' } },
  });
  expect(await app.call('deleteUserAttributes', { userAttributeKeys: ['name'] })).toBeUndefined();
  expect(await app.call('fetchUserAttributes')).not.toHaveProperty('name');
});

test('a code for an address can be sent again', async ({ app, cognito }) => {
  await app.beginSignedIn();
  expect(await app.call('sendUserAttributeVerificationCode', { userAttributeKey: 'email' })).toEqual({
    attributeName: 'email',
    deliveryMedium: 'EMAIL',
    destination: 'm***@e***',
  });
  const confirmation = { userAttributeKey: 'email', confirmationCode: await cognito.nextCode() };
  expect(await app.call('confirmUserAttribute', confirmation)).toBeUndefined();
});

test('a forgotten password is replaced', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  expect(await app.call('resetPassword', { username })).toEqual({
    isPasswordReset: false,
    nextStep: {
      resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'm***@e***' },
    },
  });
  const newPassword = 'Changed123';
  await expect(
    app.call('confirmResetPassword', { username, newPassword, confirmationCode: '000000' }),
  ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const confirmationCode = await cognito.nextCode();
  expect(await app.call('confirmResetPassword', { username, newPassword, confirmationCode })).toBeUndefined();
  await expect(app.signIn()).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await app.signIn(newPassword)).toEqual(done);
});

test('too many wrong codes are a separate error, which passes with time', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await app.call('resetPassword', { username });
  const confirm = (confirmationCode: string | undefined): Promise<unknown> =>
    app.call('confirmResetPassword', { username, newPassword: 'Changed123', confirmationCode });
  for (let attempt = 0; attempt < 5; attempt++) {
    await expect(confirm('000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
  }
  const code = await cognito.nextCode();
  await expect(confirm(code)).rejects.toMatchObject({ name: 'LimitExceededException', retryable: true });
  await cognito.advanceClock(15 * 60_000);
  expect(await confirm(code)).toBeUndefined();
});

test('a password is changed', async ({ app, cognito }) => {
  await app.beginSignedIn();
  const change = (oldPassword: string, newPassword: string): Promise<unknown> =>
    app.call('updatePassword', { oldPassword, newPassword });
  await expect(change('Wrong1234', 'Changed123')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  await expect(change(password, 'short')).rejects.toMatchObject({ name: 'InvalidPasswordException' });
  expect(await change(password, 'Changed123')).toBeUndefined();
  await signOut(app);
  await cognito.clearJournal();
  await expect(change('Changed123', password)).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.signIn('Changed123')).toEqual(done);
});

test('deleting a user also removes everything stored here', async ({ app, cognito }) => {
  await cognito.switchPool({ devices: 'always' });
  await app.beginSignedIn();
  expect(Object.keys(await app.localStorage())).toContain(userKey('deviceKey'));
  await cognito.clearJournal();
  await app.forgetEvents();
  expect(await app.call('deleteUser')).toBeUndefined();
  expect(await cognito.operations()).toEqual(['DeleteUser']);
  expect(await app.localStorage()).toEqual({});
  expect(await app.authEvents()).toEqual(['userDeleted', 'signedOut']);
  await expect(app.signIn()).rejects.toMatchObject({ name: 'UserNotFoundException' });
});

test('devices are remembered, listed and forgotten', async ({ app, cognito }) => {
  await cognito.switchPool({ devices: 'opt-in' });
  await app.beginSignedIn();
  const { [userKey('deviceKey')]: id } = await app.localStorage();
  expect(await app.call('rememberDevice')).toBeUndefined();
  const [device, ...others] = (await app.call('fetchDevices')) as Record<string, unknown>[];
  expect(others).toEqual([]);
  expect(device).toMatchObject({ id, name: expect.any(String), createDate: expect.any(Date) });
  expect(await app.call('forgetDevice')).toBeUndefined();
  expect(await app.call('fetchDevices')).toEqual([]);
  const kept = Object.keys(await app.localStorage());
  expect(kept).toContain(clientKey('LastAuthUser'));
  expect(kept.filter((key) => /device|randomPassword/i.test(key))).toEqual([]);
  await expect(app.call('rememberDevice')).rejects.toMatchObject({ name: 'DeviceMetadataNotFoundException' });
});
