import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';

const { username, password, email } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

async function signUp(app: App, options: object): Promise<void> {
  await app.call('signUp', { username, password, options: { userAttributes: { email }, ...options } });
  const confirmationCode = await app.cognito.nextCode();
  expect(await app.call('confirmSignUp', { username, confirmationCode })).toStrictEqual({
    isSignUpComplete: true,
    nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' },
  });
}

test('a sign-up leads to a sign-in, once', async ({ app }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  expect(await app.call('autoSignIn')).toStrictEqual(done);
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await app.call('getCurrentUser')).toMatchObject({ username });
  await expect(app.call('autoSignIn')).rejects.toMatchObject({ name: 'AutoSignInException', isAuthError: true });
});

test('two simultaneous calls share one sign-in', async ({ app, cognito }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  await cognito.clearJournal();
  expect(await app.callAtOnce(2, 'autoSignIn')).toStrictEqual([done, done]);
  expect((await cognito.operations()).filter((name) => name === 'InitiateAuth')).toHaveLength(1);
});

test('autoSignIn does not work after a reload', async ({ app }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  expect({ ...(await app.localStorage()), ...(await app.sessionStorage()) }).toEqual({});
  await app.begin();
  await expect(app.call('autoSignIn')).rejects.toMatchObject({ name: 'AutoSignInException' });
});

test('a user whom the pool confirms automatically can be signed in at once', async ({ app, cognito }) => {
  await app.begin();
  await cognito.preSignUp('confirm');
  const options = { userAttributes: { email }, autoSignIn: true };
  expect(await app.call('signUp', { username, password, options })).toMatchObject({
    isSignUpComplete: true,
    nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' },
  });
  expect(await app.call('autoSignIn')).toStrictEqual(done);
});

test('a sign-up by link leads to a sign-in once the link is opened', async ({ app, cognito }) => {
  await app.page.clock.install();
  const config = cognito.resourcesConfig({ signUpVerificationMethod: 'link' });
  await app.begin(config);
  const options = { userAttributes: { email }, autoSignIn: true };
  expect(await app.call('signUp', { username, password, options })).toMatchObject({
    isSignUpComplete: false,
    nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN', codeDeliveryDetails: { deliveryMedium: 'EMAIL' } },
  });
  const outcome = await app.start('autoSignIn');
  const attempts = async (): Promise<number> =>
    (await cognito.operations()).filter((operation) => operation === 'InitiateAuth').length;
  await cognito.arrival('InitiateAuth');
  await cognito.userPools('AdminConfirmSignUp', {
    UserPoolId: config.Auth.Cognito.userPoolId,
    Username: username,
  });
  await expect
    .poll(async () => {
      // Not while a request is running: its time limit would pass, too.
      if ((await attempts()) < 2) await app.page.clock.fastForward(5_000);
      return attempts();
    })
    .toBe(2);
  expect(await outcome()).toStrictEqual(done);
});

test('a sign-up without autoSignIn cancels an earlier one', async ({ app, cognito }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  const other = { username: 'other', password, options: { userAttributes: { email: 'other@email.com' } } };
  await app.call('signUp', other);
  const confirmationCode = await cognito.nextCode('other');
  expect(await app.call('confirmSignUp', { username: 'other', confirmationCode })).toStrictEqual({
    isSignUpComplete: true,
    nextStep: { signUpStep: 'DONE' },
  });
  await expect(app.call('autoSignIn')).rejects.toMatchObject({ name: 'AutoSignInException' });
});
