import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';

const { username } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const smsStep = {
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
    codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0123' },
  },
};
/** The time at which the authenticator app of the scenarios shows `324550`. */
const momentOfCode = 1_700_000_000_000;

/** Registers a user with these second factors, in a pool that requires one. */
async function begin(app: App, factors: Readonly<Record<string, unknown>> = {}, phone?: string): Promise<void> {
  await app.begin();
  await app.register();
  const user = { UserPoolId: seed.userPoolId, Username: username };
  if (phone !== undefined) await givePhone(app, phone);
  await app.cognito.switchPool({ mfa: 'ON' });
  if (Object.keys(factors).length > 0) {
    await app.cognito.userPools('AdminSetUserMFAPreference', { ...user, ...factors });
  }
  await app.cognito.clearJournal();
}

async function givePhone(app: App, phone: string): Promise<void> {
  await app.cognito.userPools('AdminUpdateUserAttributes', {
    UserPoolId: seed.userPoolId,
    Username: username,
    UserAttributes: [
      { Name: 'phone_number', Value: phone },
      { Name: 'phone_number_verified', Value: 'true' },
    ],
  });
}

test('a code by SMS, wrong at first, also after a reload', async ({ app, cognito }) => {
  await begin(app, { SMSMfaSettings: { Enabled: true } }, '+15555550123');
  expect(await app.signIn()).toStrictEqual(smsStep);
  await expect(app.call('confirmSignIn', { challengeResponse: '000000' })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  const state = await app.sessionStorage();
  expect(state['CognitoSignInState.challengeName']).toBe('SMS_MFA');
  await app.begin();
  await cognito.clearJournal();
  const code = await cognito.nextCode();
  expect(await app.call('confirmSignIn', { challengeResponse: code })).toStrictEqual(done);
  expect((await cognito.requests())[0]?.body.ChallengeResponses).toEqual({ USERNAME: username, SMS_MFA_CODE: code });
});

test('a code that is too late is an error, and the sign-in can be started again', async ({ app, cognito }) => {
  await begin(app, { SMSMfaSettings: { Enabled: true } }, '+15555550123');
  await app.signIn();
  const late = await cognito.nextCode();
  await cognito.advanceClock(3 * 60_000);
  await expect(app.call('confirmSignIn', { challengeResponse: late })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    isAuthError: true,
  });
  expect(await app.signIn()).toStrictEqual(smsStep);
  expect(await app.call('confirmSignIn', { challengeResponse: await cognito.nextCode() })).toStrictEqual(done);
});

test('an authenticator app is set up during a sign-in, and asked for at the next', async ({ app, cognito }) => {
  await begin(app);
  const choice = { isSignedIn: false, nextStep: { signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION' } };
  expect(await app.signIn()).toMatchObject(choice);
  expect(await app.call('confirmSignIn', { challengeResponse: 'TOTP' })).toMatchObject({
    isSignedIn: false,
    nextStep: {
      signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP',
      totpSetupDetails: { sharedSecret: 'JBSWY3DPEHPK3PXP' },
    },
  });
  expect((await cognito.operations()).at(-1)).toBe('AssociateSoftwareToken');
  await cognito.setClock(momentOfCode);
  await expect(app.call('confirmSignIn', { challengeResponse: '000000' })).rejects.toMatchObject({
    name: 'EnableSoftwareTokenMFAException',
  });
  await cognito.clearJournal();
  expect(await app.call('confirmSignIn', { challengeResponse: '324550' })).toStrictEqual(done);
  expect(await cognito.operations()).toEqual(['VerifySoftwareToken', 'RespondToAuthChallenge']);

  await cognito.setClock(Date.now());
  await app.call('signOut');
  expect(await app.signIn()).toStrictEqual({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  });
  await cognito.setClock(momentOfCode + 60_000);
  await expect(app.call('confirmSignIn', { challengeResponse: '324550' })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
});

test('one of several second factors is chosen', async ({ app, cognito }) => {
  await begin(app);
  await app.signIn();
  await app.call('confirmSignIn', { challengeResponse: 'TOTP' });
  await cognito.setClock(momentOfCode);
  await app.call('confirmSignIn', { challengeResponse: '324550' });
  await app.call('signOut');
  await givePhone(app, '+15555550123');
  await cognito.setClock(Date.now());
  await cognito.userPools('AdminSetUserMFAPreference', {
    UserPoolId: seed.userPoolId,
    Username: username,
    SMSMfaSettings: { Enabled: true, PreferredMfa: false },
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
  });
  expect(await app.signIn()).toMatchObject({
    nextStep: { signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION', allowedMFATypes: ['SMS', 'TOTP'] },
  });
  await cognito.clearJournal();
  await expect(app.call('confirmSignIn', { challengeResponse: 'FAX' })).rejects.toMatchObject({
    name: 'IncorrectMFAMethod',
  });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.call('confirmSignIn', { challengeResponse: 'SOFTWARE_TOKEN_MFA' })).toStrictEqual({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
  });
  expect((await cognito.requests())[0]?.body.ChallengeResponses).toEqual({
    USERNAME: username,
    ANSWER: 'SOFTWARE_TOKEN_MFA',
  });
});

test('an e-mail address is set up during the sign-in', async ({ app, cognito }) => {
  await begin(app);
  const output = (await app.signIn()) as { nextStep: { allowedMFATypes: string[] } };
  expect([...output.nextStep.allowedMFATypes].sort()).toEqual(['EMAIL', 'TOTP']);
  await cognito.clearJournal();
  expect(await app.call('confirmSignIn', { challengeResponse: 'EMAIL' })).toStrictEqual({
    isSignedIn: false,
    nextStep: { signInStep: 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP' },
  });
  expect(await cognito.operations()).toEqual([]);
  expect(await app.call('confirmSignIn', { challengeResponse: 'my@email.com' })).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE', codeDeliveryDetails: { deliveryMedium: 'EMAIL' } },
  });
  expect(await app.call('confirmSignIn', { challengeResponse: await cognito.nextCode() })).toStrictEqual(done);
});
