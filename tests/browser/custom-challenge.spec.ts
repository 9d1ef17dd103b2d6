import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';

const { username, password } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const step = {
  signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE',
  additionalInfo: {
    USERNAME: username,
    USER_ID_FOR_SRP: username,
    question: 'What is the answer to question 1 of 1?',
  },
};

async function begin(app: App): Promise<void> {
  await app.begin();
  await app.register();
  await app.cognito.switchPool({ customChallenge: true });
  await app.cognito.clearJournal();
}

test('a custom challenge needs no password', async ({ app, cognito }) => {
  await begin(app);
  const options = { authFlowType: 'CUSTOM_WITHOUT_SRP' };
  expect(await app.call('signIn', { username, options })).toEqual({ isSignedIn: false, nextStep: step });
  expect((await cognito.requests())[0]?.body.AuthParameters).toEqual({ USERNAME: username });
  await cognito.clearJournal();
  expect(await app.call('confirmSignIn', { challengeResponse: '1234' })).toStrictEqual(done);
  expect((await cognito.requests())[0]?.body.ChallengeResponses).toEqual({ USERNAME: username, ANSWER: '1234' });
});

test('a wrong answer leads to a new step, until Cognito ends the sign-in', async ({ app }) => {
  await begin(app);
  await app.call('signIn', { username, options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } });
  for (let round = 0; round < 2; round += 1) {
    expect(await app.call('confirmSignIn', { challengeResponse: '4321' })).toEqual({
      isSignedIn: false,
      nextStep: step,
    });
  }
  await expect(app.call('confirmSignIn', { challengeResponse: '4321' })).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

test('a custom challenge follows the proof of the password', async ({ app, cognito }) => {
  await begin(app);
  const options = { authFlowType: 'CUSTOM_WITH_SRP' };
  expect(await app.call('signIn', { username, password, options })).toEqual({ isSignedIn: false, nextStep: step });
  const requests = await cognito.requests();
  expect(requests[0]?.body).toMatchObject({
    AuthFlow: 'CUSTOM_AUTH',
    AuthParameters: { USERNAME: username, SRP_A: expect.any(String), CHALLENGE_NAME: 'SRP_A' },
  });
  expect(requests.map(({ body }) => body.ChallengeName)).toEqual([undefined, 'PASSWORD_VERIFIER']);
  expect(await app.call('confirmSignIn', { challengeResponse: '1234' })).toStrictEqual(done);
});
