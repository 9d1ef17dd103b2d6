import { App, userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const user = {
  username: person.username,
  userId: '11111111-2222-4333-8444-555555555555',
  signInDetails: { loginId: person.username, authFlowType: 'USER_SRP_AUTH' },
};

test('a user who signed in with aws-amplify stays signed in after a switch to cognito-wasm', async ({
  app,
  page,
  harness,
  cognito,
}) => {
  const before = new App(page, `${harness}/aws-amplify.html`, cognito);
  await before.beginSignedIn(cognito.resourcesConfig());
  expect(await before.call('getCurrentUser')).toEqual(user);
  const stored = await before.localStorage();

  await app.begin(cognito.resourcesConfig());
  await cognito.clearJournal();
  expect(await app.call('getCurrentUser')).toStrictEqual(user);
  const session = await app.session();
  expect(session).toMatchObject({
    isSignedIn: true,
    userSub: user.userId,
    tokens: { accessToken: { toString: stored[userKey('accessToken')] }, signInDetails: user.signInDetails },
  });
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
  // Amplify asks for the identity on each page.
  expect(await app.localStorage()).toEqual({ ...stored, [userKey('identity')]: expect.any(String) });
  expect(await app.session({ forceRefresh: true })).toMatchObject({ isSignedIn: true });
  expect(await app.call('signOut')).toMatchObject({ type: 'complete' });
  expect(await app.localStorage()).toEqual({});
});

test('a user who signed in with cognito-wasm stays signed in after a switch back', async ({
  app,
  page,
  harness,
  cognito,
}) => {
  await app.beginSignedIn(cognito.resourcesConfig());
  const stored = await app.localStorage();

  const after = new App(page, `${harness}/aws-amplify.html`, cognito);
  await after.begin(cognito.resourcesConfig());
  await cognito.clearJournal();
  expect(await after.call('getCurrentUser')).toEqual(user);
  expect(await after.session()).toMatchObject({
    userSub: user.userId,
    tokens: { accessToken: { toString: stored[userKey('accessToken')] }, signInDetails: user.signInDetails },
    credentials: { accessKeyId: 'ASIATEST000000000001' },
  });
  expect(await cognito.operations()).toEqual(['GetId', 'GetCredentialsForIdentity']);
  expect(await after.localStorage()).toEqual(stored);
  await after.session({ forceRefresh: true });
  await after.call('signOut');
  expect(await after.localStorage()).toEqual({});
});

test('each library notices a sign-in and a sign-out with the other', async ({ app, openTab, cognito }) => {
  const amplify = await openTab('aws-amplify');
  await app.beginSignedIn(cognito.resourcesConfig());
  await amplify.begin(cognito.resourcesConfig());
  await amplify.catchUpWith(app);
  expect(await amplify.call('getCurrentUser')).toEqual(user);
  await amplify.call('signOut');
  await app.catchUpWith(amplify);
  expect(await app.session()).toMatchObject({ isSignedIn: false });
  await amplify.signIn();
  await app.catchUpWith(amplify);
  expect(await app.call('getCurrentUser')).toStrictEqual(user);
});
