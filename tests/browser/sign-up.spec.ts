import { firstCode, person } from './demo-page.js';
import { expect, test } from './fixtures.js';
import { seed } from './local-cognito.js';

const { username, password, email } = person;
const registration = { username, password, options: { userAttributes: { email } } };
const delivery = { destination: 'm***@e***', deliveryMedium: 'EMAIL', attributeName: 'email' };
const ClientId = seed.nativeClientId;

test.beforeEach(async ({ app }) => {
  await app.begin();
});

test('signUp registers a user and says where the code went', async ({ app, cognito }) => {
  expect(await app.signUp()).toStrictEqual({
    isSignUpComplete: false,
    userId: '11111111-2222-4333-8444-555555555555',
    nextStep: { signUpStep: 'CONFIRM_SIGN_UP', codeDeliveryDetails: delivery },
  });
  const [request, ...others] = await cognito.journal();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    operation: 'SignUp',
    url: `${cognito.origin}/`,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp',
      'cache-control': expect.stringContaining('no-'),
      'amz-sdk-request': 'attempt=1; max=3',
      'amz-sdk-invocation-id': expect.stringMatching(
        /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
      ),
      'x-amz-user-agent': expect.stringMatching(/^cognito-wasm\/\S+ auth\/1$/),
    },
  });
  expect(request?.body).toStrictEqual({
    ClientId,
    Username: username,
    Password: password,
    UserAttributes: [{ Name: 'email', Value: email }],
  });
  expect(request?.headers).not.toHaveProperty('authorization');
  expect(await app.localStorage()).toEqual({});
  expect(await app.sessionStorage()).toEqual({});
  expect(await app.authEvents()).toEqual([]);
});

test('confirmSignUp completes the registration', async ({ app, cognito }) => {
  await app.signUp();
  await cognito.clearJournal();
  const confirmation = { username, confirmationCode: firstCode };
  expect(await app.call('confirmSignUp', confirmation)).toStrictEqual({
    isSignUpComplete: true,
    nextStep: { signUpStep: 'DONE' },
  });
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'ConfirmSignUp', body: { ClientId, Username: username, ConfirmationCode: firstCode } },
  ]);
  const user = await cognito.userPools('AdminGetUser', { UserPoolId: seed.userPoolId, Username: username });
  expect(user).toMatchObject({
    UserStatus: 'CONFIRMED',
    UserAttributes: expect.arrayContaining([{ Name: 'email_verified', Value: 'true' }]),
  });
});

test('a wrong code leaves the user unconfirmed', async ({ app, cognito }) => {
  await app.signUp();
  await expect(app.call('confirmSignUp', { username, confirmationCode: '000000' })).rejects.toMatchObject({
    name: 'CodeMismatchException',
    category: 'service',
    isAuthError: true,
    metadata: { httpStatusCode: 400 },
  });
  const user = await cognito.userPools('AdminGetUser', { UserPoolId: seed.userPoolId, Username: username });
  expect(user).toMatchObject({ UserStatus: 'UNCONFIRMED' });
});

test('an expired code is a separate error, and a new one confirms', async ({ app, cognito }) => {
  await app.signUp();
  await cognito.advanceClock(25 * 3_600_000);
  await expect(app.call('confirmSignUp', { username, confirmationCode: firstCode })).rejects.toMatchObject({
    name: 'ExpiredCodeException',
  });
  await cognito.clearJournal();
  expect(await app.call('resendSignUpCode', { username })).toStrictEqual(delivery);
  expect(await cognito.requests()).toStrictEqual([
    { operation: 'ResendConfirmationCode', body: { ClientId, Username: username } },
  ]);
  const expired = await cognito.nextCode();
  const confirmationCode = await cognito.nextCode();
  expect(confirmationCode).not.toBe(expired);
  await app.call('confirmSignUp', { username, confirmationCode });
});

test('confirming twice is an error', async ({ app }) => {
  await app.register();
  await expect(app.call('confirmSignUp', { username, confirmationCode: firstCode })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    category: 'notAuthorized',
  });
});

test('Cognito’s errors keep their names', async ({ app }) => {
  await expect(app.call('signUp', { username, password })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    category: 'service',
  });
  await expect(app.call('signUp', { ...registration, password: 'Pass12' })).rejects.toMatchObject({
    name: 'InvalidPasswordException',
  });
  await expect(app.call('signUp', { ...registration, password: 'password' })).resolves.toMatchObject({
    isSignUpComplete: false,
  });
  for (const taken of [username, 'USERNAME']) {
    await expect(app.call('signUp', { ...registration, username: taken })).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
  }
});

test('empty input is rejected before anything is sent', async ({ app, cognito }) => {
  const refusals = [
    ['signUp', { ...registration, username: '' }, 'EmptySignUpUsername'],
    ['signUp', { password }, 'EmptySignUpUsername'],
    ['confirmSignUp', { username: '', confirmationCode: firstCode }, 'EmptyConfirmSignUpUsername'],
    ['confirmSignUp', { username, confirmationCode: '' }, 'EmptyConfirmSignUpCode'],
    ['resendSignUpCode', { username: '' }, 'EmptySignUpUsername'],
    ['resetPassword', { username: '' }, 'EmptyResetPasswordUsername'],
  ] as const;
  for (const [name, input, refusal] of refusals) {
    await expect(app.call(name, input), name).rejects.toMatchObject({
      name: refusal,
      category: 'validation',
      isAuthError: true,
      recoverySuggestion: expect.any(String),
    });
  }
  expect(await cognito.operations()).toEqual([]);
});

test('validation data, client metadata and alias creation are passed on', async ({ app, cognito }) => {
  const options = { ...registration.options, validationData: { a: '1' }, clientMetadata: { b: '2' } };
  await app.call('signUp', { ...registration, options });
  await app.call('confirmSignUp', {
    username,
    confirmationCode: firstCode,
    options: { forceAliasCreation: true, clientMetadata: { c: '3' } },
  });
  expect(await cognito.requests()).toMatchObject([
    { operation: 'SignUp', body: { ValidationData: [{ Name: 'a', Value: '1' }], ClientMetadata: { b: '2' } } },
    { operation: 'ConfirmSignUp', body: { ForceAliasCreation: true, ClientMetadata: { c: '3' } } },
  ]);
});

test('metadata is another name for client metadata', async ({ app, cognito }) => {
  await app.call('signUp', { ...registration, options: { ...registration.options, metadata: { b: '2' } } });
  await app.call('resendSignUpCode', { username, options: { metadata: { d: '4' } } });
  expect(await cognito.requests()).toMatchObject([
    { operation: 'SignUp', body: { ClientMetadata: { b: '2' } } },
    { operation: 'ResendConfirmationCode', body: { ClientMetadata: { d: '4' } } },
  ]);
});

test('a user whom the pool confirms automatically is done at once', async ({ app, cognito }) => {
  await cognito.preSignUp('confirm');
  expect(await app.signUp()).toStrictEqual({
    isSignUpComplete: true,
    userId: '11111111-2222-4333-8444-555555555555',
    nextStep: { signUpStep: 'DONE' },
  });
});

test('a rejection by the pre sign-up trigger is a separate error', async ({ app, cognito }) => {
  await cognito.preSignUp('refuse');
  await expect(app.signUp()).rejects.toMatchObject({ name: 'UserLambdaValidationException', category: 'service' });
});
