import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';

const { username, password, email } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

async function signUp(app: App, options: object): Promise<void> {
  await app.call('signUp', { username, password, options: { userAttributes: { email }, ...options } });
  const [letter] = await app.cognito.outbox(username);
  expect(await app.call('confirmSignUp', { username, confirmationCode: letter?.code })).toStrictEqual({
    isSignUpComplete: true,
    nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' },
  });
}

test('AC-14 a sign-up goes over into a sign-in, once', async ({ app }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  expect(await app.call('autoSignIn')).toStrictEqual(done);
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await app.call('getCurrentUser')).toMatchObject({ username });
  await expect(app.call('autoSignIn')).rejects.toMatchObject({ name: 'AutoSignInException', isAuthError: true });
});

test('AC-14 two calls at once are one sign-in', async ({ app, cognito }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  await cognito.clearJournal();
  expect(await app.callAtOnce(2, 'autoSignIn')).toStrictEqual([done, done]);
  expect((await cognito.operations()).filter((name) => name === 'InitiateAuth')).toHaveLength(1);
});

test('AC-14 nothing is left to sign in with after a reload', async ({ app }) => {
  await app.begin();
  await signUp(app, { autoSignIn: true });
  expect({ ...(await app.localStorage()), ...(await app.sessionStorage()) }).toEqual({});
  await app.begin();
  await expect(app.call('autoSignIn')).rejects.toMatchObject({ name: 'AutoSignInException' });
});
