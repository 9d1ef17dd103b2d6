import type { App } from './app.js';
import { userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { beginWithSession, storedTokens } from './signed-in.js';

const { username, password, email } = person;

/** Replaces the reply to an operation, with CORS headers. */
async function answerWith(
  app: App,
  operation: string,
  { headers = {}, ...reply }: { status?: number; headers?: Record<string, string>; body?: string },
): Promise<void> {
  const cors = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-amzn-ErrorType' };
  await app.page.route(`${app.cognito.origin}/`, async (route, request) => {
    if (!request.headers()['x-amz-target']?.endsWith(`.${operation}`)) return route.fallback();
    return route.fulfill({ headers: { ...cors, ...headers }, ...reply });
  });
}

test('a refresh without an ID token removes only the stored one', async ({ app, cognito }) => {
  await cognito.switchPool({ devices: 'always' });
  await beginWithSession(app, cognito);
  const before = await app.localStorage();
  expect(before).toHaveProperty([userKey('deviceKey')]);
  await app.alterReplies('GetTokensFromRefreshToken', (reply) => ({
    AuthenticationResult: { ...(reply.AuthenticationResult as object), IdToken: undefined },
  }));
  await app.session({ forceRefresh: true });
  const after = await storedTokens(app);
  expect(after.idToken).toBeUndefined();
  expect(after.accessToken).not.toBe(before[userKey('accessToken')]);
  expect(after.refreshToken).toBe(before[userKey('refreshToken')]);
  for (const item of ['deviceKey', 'deviceGroupKey', 'randomPasswordKey']) {
    expect((await app.localStorage())[userKey(item)]).toBe(before[userKey(item)]);
  }
});

test('a success may have no body if nothing is expected in it', async ({ app, cognito }) => {
  await cognito.switchPool({ devices: 'always' });
  await app.beginSignedIn();
  for (const operation of ['ForgetDevice', 'RevokeToken', 'DeleteUser']) await answerWith(app, operation, {});
  expect(await app.call('forgetDevice')).toBeUndefined();
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  expect(await app.call('deleteUser')).toBeUndefined();
  expect(await app.localStorage()).toEqual({});
});

for (const [where, reply, name] of [
  [
    'a header with more in it',
    { headers: { 'x-amzn-errortype': 'NotAuthorizedException:http://internal.amazon.com/coral/' } },
    'NotAuthorizedException',
  ],
  [
    'a header that ends in a colon',
    { headers: { 'x-amzn-errortype': 'ExpiredCodeException:' } },
    'ExpiredCodeException',
  ],
  ['a body with a namespace', { body: '{"__type":"com.x#CodeMismatchException"}' }, 'CodeMismatchException'],
  ['a body in the older form', { body: '{"code":"AliasExistsException"}' }, 'AliasExistsException'],
] as const) {
  test(`the name of an error is read from ${where}`, async ({ app }) => {
    await app.begin();
    await answerWith(app, 'ConfirmSignUp', { status: 400, ...reply });
    const refused = app.call('confirmSignUp', { username, confirmationCode: '123456' });
    await expect(refused).rejects.toMatchObject({ name, isAuthError: true, metadata: { httpStatusCode: 400 } });
  });
}

for (const [refusal, step] of [
  ['PasswordResetRequiredException', 'RESET_PASSWORD'],
  ['UserNotConfirmedException', 'CONFIRM_SIGN_UP'],
] as const) {
  test(`${refusal} is a step after a first request, a proof and an answer`, async ({ app, cognito }) => {
    await app.begin();
    await app.register();
    const output = { isSignedIn: false, nextStep: { signInStep: step } };
    for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
      await cognito.fault({ operation, kind: 'error', type: refusal });
      expect(await app.signIn(), operation).toStrictEqual(output);
    }
    await cognito.switchPool({ mfa: 'ON' });
    await app.signIn();
    await app.call('confirmSignIn', { challengeResponse: 'EMAIL' });
    await cognito.fault({ operation: 'RespondToAuthChallenge', kind: 'error', type: refusal });
    expect(await app.call('confirmSignIn', { challengeResponse: email })).toStrictEqual(output);
  });
}

test('a second factor that cannot be set up during a sign-in is an error', async ({ app }) => {
  await app.begin();
  await app.register();
  await app.alterReplies('RespondToAuthChallenge', () => ({
    ChallengeName: 'MFA_SETUP',
    Session: 's',
    ChallengeParameters: { MFAS_CAN_SETUP: '["SMS_MFA"]' },
  }));
  await expect(app.signIn()).rejects.toMatchObject({ name: 'SignInException', category: 'invalidState' });
});

test('an empty password in a sign-up is left to Cognito', async ({ app, cognito }) => {
  await app.begin();
  const options = { userAttributes: { email } };
  await expect(app.call('signUp', { username, password: '', options })).rejects.toMatchObject({
    name: 'EmptySignUpPassword',
  });
  const [request] = await cognito.requests();
  expect(request?.body).not.toHaveProperty('Password');
});

for (const [what, data, expected] of [
  ['what the collector gives', 'collected', { EncodedData: 'collected' }],
  ['an empty object when the collector gives nothing', '', {}],
  ['nothing without a collector', undefined, undefined],
] as const) {
  test(`threat protection gets ${what}`, async ({ app, cognito }) => {
    await app.begin();
    await app.register();
    await cognito.clearJournal();
    await app.page.evaluate((collected) => {
      if (collected === undefined) return;
      const collector = { getData: () => collected };
      Object.assign(globalThis, { AmazonCognitoAdvancedSecurityData: collector });
    }, data);
    await app.call('signIn', { username, password });
    await app.call('resetPassword', { username });
    expect((await cognito.requests()).map(({ operation, body }) => [operation, body.UserContextData] as const)).toEqual(
      ['InitiateAuth', 'RespondToAuthChallenge', 'ForgotPassword'].map((operation) => [operation, expected] as const),
    );
  });
}
