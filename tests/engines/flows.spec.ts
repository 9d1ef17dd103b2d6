import { userKey } from '../browser/app.js';
import { haveAccount, useSecondFactors, withPhone } from '../browser/demo-person.js';
import { person } from '../browser/demo-page.js';
import { expect, test } from './fixtures.js';

const { username, password } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

test('registers, confirms, signs in by SRP, has a session, refreshes it and signs out', async ({ app, cognito }) => {
  await app.begin();
  expect(await app.signUp()).toMatchObject({
    isSignUpComplete: false,
    nextStep: { signUpStep: 'CONFIRM_SIGN_UP', codeDeliveryDetails: { destination: 'm***@e***' } },
  });
  expect(await app.call('confirmSignUp', { username, confirmationCode: await cognito.nextCode() })).toMatchObject({
    isSignUpComplete: true,
  });

  await cognito.clearJournal();
  expect(await app.signIn()).toEqual(done);
  const journal = await cognito.requests();
  expect(journal.map(({ operation }) => operation)).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  expect(journal[0]?.body).toMatchObject({ AuthFlow: 'USER_SRP_AUTH' });
  expect(JSON.stringify(journal)).not.toContain(password);

  expect(await app.call('getCurrentUser')).toMatchObject({ username, signInDetails: { loginId: username } });
  const { tokens: first } = await app.session();
  const refreshed = await app.session({ forceRefresh: true });
  expect(refreshed).toMatchObject({ isSignedIn: true });
  expect(refreshed.tokens?.accessToken.toString).not.toBe(first?.accessToken.toString);

  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  expect(await app.localStorage()).toEqual({});
  expect(await app.authEvents()).toEqual(['signedIn', 'tokenRefresh', 'signedOut']);
});

test('a session survives a reload and ends with the sign-out', async ({ app }) => {
  await app.beginSignedIn();
  await app.begin();
  expect(await app.session()).toMatchObject({ isSignedIn: true });
  await app.call('signOut');
  await app.begin();
  expect(await app.session()).toMatchObject({ isSignedIn: false });
});

test('a wrong password is refused, and the right one then signs in', async ({ app }) => {
  await app.begin();
  await app.register();
  await expect(app.signIn('Password321')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    isAuthError: true,
    metadata: { httpStatusCode: 400 },
  });
  expect(await app.localStorage()).toEqual({});
  expect(await app.signIn()).toEqual(done);
});

test('asks for a second factor, also after a reload', async ({ app, cognito }) => {
  await haveAccount(cognito, withPhone);
  await cognito.switchPool({ mfa: 'ON' });
  await useSecondFactors(cognito, 'SMS');
  await app.begin();
  expect(await app.signIn()).toMatchObject({
    isSignedIn: false,
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE', codeDeliveryDetails: { destination: '+*******0123' } },
  });
  await expect(app.call('confirmSignIn', { challengeResponse: '000000' })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  await app.begin();
  const challengeResponse = await cognito.nextCode();
  expect(await app.call('confirmSignIn', { challengeResponse })).toEqual(done);
  expect(await app.sessionStorage()).toEqual({});
});

test('a broken connection is retried, and is a NetworkError if it breaks each time', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.fault({ operation: 'InitiateAuth', kind: 'drop' });
  expect(await app.signIn()).toEqual(done);

  await cognito.clearJournal();
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'drop', times: 9 });
  const { tokens, userPoolTokensResult } = await app.session({ forceRefresh: true });
  expect(tokens).toBeUndefined();
  expect(userPoolTokensResult).toMatchObject({ error: { name: 'NetworkError', isAuthError: true, retryable: true } });
  expect(await app.localStorage()).toHaveProperty([userKey('refreshToken')]);

  await cognito.clearFaults();
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
});
