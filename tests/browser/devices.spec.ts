import { userKey } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const { username } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const items = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'].map((item) => userKey(item));

test('a new device is remembered, and proves itself at the next sign-in', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.switchPool({ devices: 'always' });
  await cognito.clearJournal();
  expect(await app.signIn()).toStrictEqual(done);
  const confirmed = (await cognito.requests()).at(-1);
  expect(confirmed).toMatchObject({
    operation: 'ConfirmDevice',
    body: {
      DeviceKey: expect.any(String),
      DeviceName: expect.stringMatching(/./),
      DeviceSecretVerifierConfig: { Salt: expect.any(String), PasswordVerifier: expect.any(String) },
    },
  });
  expect(Object.keys(await app.localStorage())).toEqual(expect.arrayContaining(items));

  await app.call('signOut');
  expect(Object.keys(await app.localStorage()).sort()).toEqual([...items].sort());
  await cognito.clearJournal();
  expect(await app.signIn()).toStrictEqual(done);
  const answers = (await cognito.requests()).filter(({ operation }) => operation === 'RespondToAuthChallenge');
  expect(answers.map(({ body }) => body.ChallengeName)).toEqual([
    'PASSWORD_VERIFIER',
    'DEVICE_SRP_AUTH',
    'DEVICE_PASSWORD_VERIFIER',
  ]);
  for (const { body } of answers) {
    expect(body.ChallengeResponses).toMatchObject({ DEVICE_KEY: confirmed?.body.DeviceKey });
  }
});

test('a device that Cognito rejects does not fail the sign-in', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await cognito.switchPool({ devices: 'always' });
  await cognito.fault({ operation: 'ConfirmDevice', kind: 'error', type: 'InvalidParameterException' });
  expect(await app.signIn()).toStrictEqual(done);
  expect(await app.call('getCurrentUser')).toMatchObject({ username });
  for (const item of items) expect(await app.localStorage()).not.toHaveProperty([item]);
});
