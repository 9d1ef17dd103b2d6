import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

const { username, email } = person;
const temporary = 'Temporary123';
const minute = 60_000;
const state = ['username', 'challengeName', 'signInSession', 'signInDetails', 'expiry'].map(
  (item) => `CognitoSignInState.${item}`,
);
const newPasswordStep = {
  isSignedIn: false,
  nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED', missingAttributes: ['name'] },
};
const answer = { challengeResponse: 'NewPassword123', options: { userAttributes: { name: 'A' } } };
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** Opens the page for a pool that requires a name, with a user whom an administrator created without one. */
async function beginWithInvitedUser(app: App, cognito: LocalCognito): Promise<void> {
  const pool = await cognito.createPool({ Schema: [{ Name: 'name', Required: true, Mutable: true }] });
  await cognito.userPools('AdminCreateUser', {
    UserPoolId: pool.userPoolId,
    Username: username,
    TemporaryPassword: temporary,
    UserAttributes: [{ Name: 'email', Value: email }],
    MessageAction: 'SUPPRESS',
  });
  await app.begin(cognito.resourcesConfig({ ...pool, identityPoolId: undefined }));
}

test('a temporary password is replaced during the sign-in', async ({ app, cognito }) => {
  await beginWithInvitedUser(app, cognito);
  expect(await app.signIn(temporary)).toStrictEqual(newPasswordStep);
  expect(await app.localStorage()).toEqual({});
  expect(Object.keys(await app.sessionStorage()).sort()).toEqual([...state].sort());
  const { 'CognitoSignInState.signInSession': Session } = await app.sessionStorage();
  await cognito.clearJournal();
  expect(await app.call('confirmSignIn', answer)).toStrictEqual(done);
  expect(await cognito.requests()).toStrictEqual([
    {
      operation: 'RespondToAuthChallenge',
      body: {
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses: { USERNAME: username, NEW_PASSWORD: 'NewPassword123', 'userAttributes.name': 'A' },
        Session,
        ClientId: expect.any(String),
      },
    },
  ]);
  expect(await app.sessionStorage()).toEqual({});
  expect(await app.authEvents()).toEqual(['signedIn']);
  expect(await app.call('getCurrentUser')).toMatchObject({
    username,
    signInDetails: { loginId: username, authFlowType: 'USER_SRP_AUTH' },
  });
  await app.call('signOut');
  expect(await app.signIn('NewPassword123')).toStrictEqual(done);
});

test('no password is stored while the sign-in waits', async ({ app, cognito }) => {
  await beginWithInvitedUser(app, cognito);
  await app.signIn(temporary);
  await expect(app.call('confirmSignIn', { ...answer, challengeResponse: 'short' })).rejects.toMatchObject({
    name: 'InvalidPasswordException',
  });
  expect(JSON.stringify([await app.sessionStorage(), await app.localStorage()])).not.toMatch(/Temporary123|short/);
});

test('a rejected answer can be corrected', async ({ app, cognito }) => {
  await beginWithInvitedUser(app, cognito);
  await app.signIn(temporary);
  await expect(app.call('confirmSignIn', { challengeResponse: 'NewPassword123' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
    category: 'service',
  });
  await expect(app.call('confirmSignIn', { ...answer, challengeResponse: 'short' })).rejects.toMatchObject({
    name: 'InvalidPasswordException',
  });
  expect(await app.call('confirmSignIn', answer)).toStrictEqual(done);
});

test('confirmSignIn without a sign-in or an answer sends nothing', async ({ app, cognito }) => {
  await app.begin();
  await expect(app.call('confirmSignIn', { challengeResponse: '1' })).rejects.toMatchObject({
    name: 'SignInException',
    category: 'invalidState',
  });
  for (const input of [{ challengeResponse: '' }, {}]) {
    await expect(app.call('confirmSignIn', input)).rejects.toMatchObject({
      name: 'EmptyChallengeResponse',
      category: 'validation',
    });
  }
  expect(await cognito.operations()).toEqual([]);
});

test('a pending sign-in survives a reload', async ({ app, cognito }) => {
  await beginWithInvitedUser(app, cognito);
  const config = await app.call('Amplify.getConfig');
  await app.signIn(temporary);
  await app.begin(config);
  expect(await app.call('confirmSignIn', answer)).toStrictEqual(done);
  expect(await app.call('getCurrentUser')).toMatchObject({ signInDetails: { loginId: username } });
});

for (const [what, wait, outcome] of [
  ['just under three minutes', 3 * minute - 1, expect.objectContaining({ value: done })],
  [
    'three minutes',
    3 * minute,
    expect.objectContaining({ error: expect.objectContaining({ name: 'SignInException' }) }),
  ],
] as const) {
  test(`a pending sign-in is checked after a reload and ${what}`, async ({ app, cognito }) => {
    const start = await cognito.now();
    await app.page.clock.install({ time: start });
    await beginWithInvitedUser(app, cognito);
    const config = await app.call('Amplify.getConfig');
    await app.page.clock.setFixedTime(start);
    await app.signIn(temporary);
    expect((await app.sessionStorage())['CognitoSignInState.expiry']).toBe(String(start + 3 * minute));
    await app.begin(config);
    await app.page.clock.setFixedTime(start + wait);
    const result = await app.call('confirmSignIn', answer).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    expect(result).toEqual(outcome);
  });
}

test('a new signIn replaces a pending one', async ({ app, cognito }) => {
  await beginWithInvitedUser(app, cognito);
  await app.signIn(temporary);
  await expect(app.signIn('wrong password')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await app.sessionStorage()).toEqual({});
  await expect(app.call('confirmSignIn', answer)).rejects.toMatchObject({ name: 'SignInException' });
});
