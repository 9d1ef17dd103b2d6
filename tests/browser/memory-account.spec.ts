/** The other functions leave no password and no code in the modules' memory, and no token after a sign-out. */
import { userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { person, WatchedApp } from './memory/watched-app.js';

const { username, email } = person;
const other = 'Mw3-orange-Leopard-27';
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

test('a sign-up and its code', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  const registration = { username: 'another', password: other, options: { userAttributes: { email } } };
  await app.call('signUp', registration);
  await expect(app.call('signUp', registration)).rejects.toMatchObject({ name: 'UsernameExistsException' });
  const confirmationCode = await cognito.nextCode('another');
  const wrong = '739164';
  await expect(app.call('confirmSignUp', { username: 'another', confirmationCode: wrong })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  await app.call('confirmSignUp', { username: 'another', confirmationCode });
  watched.needles.addText("the other user's password", other);
  watched.needles.addText('the wrong code', wrong);
  watched.needles.addText('the code', confirmationCode);
  await watched.expectNothingLeft();
});

test('a sign-up that leads to a sign-in', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  const options = { userAttributes: { email }, autoSignIn: true };
  await app.call('signUp', { username: 'another', password: other, options });
  await app.call('confirmSignUp', { username: 'another', confirmationCode: await cognito.nextCode('another') });
  expect(await app.call('autoSignIn')).toStrictEqual(done);
  watched.needles.addText("the other user's password", other);
  await watched.addProofs(other);
  await watched.expectNothingLeft();
});

test('a forgotten password', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  await app.call('resetPassword', { username });
  const wrong = '739164';
  await expect(
    app.call('confirmResetPassword', { username, newPassword: other, confirmationCode: wrong }),
  ).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const confirmationCode = await cognito.nextCode();
  await app.call('confirmResetPassword', { username, newPassword: other, confirmationCode });
  watched.needles.addText('the new password', other);
  watched.needles.addText('the wrong code', wrong);
  watched.needles.addText('the code', confirmationCode);
  await watched.expectNothingLeft();
});

test('a changed password', async ({ app }) => {
  const watched = await WatchedApp.begin(app);
  await watched.signIn();
  const wrong = 'Xy9-yellow-Giraffe-58';
  await expect(app.call('updatePassword', { oldPassword: wrong, newPassword: other })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
  await app.call('updatePassword', { oldPassword: person.password, newPassword: other });
  watched.needles.addText('the new password', other);
  watched.needles.addText('the wrong password', wrong);
  await watched.addProofs();
  await watched.expectNothingLeft();
});

test('a session that is refreshed and signed out', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  await watched.signIn();
  const before = await app.localStorage();
  await app.session();
  expect((await app.session({ forceRefresh: true })).isSignedIn).toBe(true);
  expect((await app.localStorage())[userKey('accessToken')]).not.toBe(before[userKey('accessToken')]);
  await cognito.fault({ operation: 'GetTokensFromRefreshToken', kind: 'error', type: 'InternalErrorException' });
  await app.session({ forceRefresh: true });
  const session = await app.session();
  const { secretAccessKey, sessionToken } = session.credentials as unknown as Record<string, string>;
  expect(secretAccessKey).toMatch(/^secret-/);
  await app.call('signOut');
  watched.addTokens();
  watched.needles.addText("AWS's secret key", secretAccessKey ?? '');
  watched.needles.addText("AWS's session token", sessionToken ?? '');
  await watched.addProofs();
  await watched.expectNothingLeft();
});

for (const global of [true, false]) {
  test(`a sign-out ${global ? 'everywhere ' : ''}that Cognito rejects`, async ({ app, cognito }) => {
    const watched = await WatchedApp.begin(app);
    await watched.signIn();
    await app.session();
    for (const operation of ['GlobalSignOut', 'RevokeToken']) {
      await cognito.fault({ operation, kind: 'error', type: 'NotAuthorizedException' });
    }
    await app.call('signOut', { global });
    watched.addTokens();
    await watched.expectNothingLeft();
  });
}

test('a session whose tokens do not fit into the storage', async ({ app }) => {
  const watched = await WatchedApp.begin(app);
  await app.page.evaluate(() => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
      if (key.endsWith('.refreshToken')) throw new DOMException('full', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
  });
  await watched.signIn();
  await app.call('signOut');
  watched.addTokens();
  await watched.expectNothingLeft();
});
