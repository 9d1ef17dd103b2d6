import { person } from './demo-page.js';
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { addVirtualAuthenticator } from './virtual-authenticator.js';

const { username, password } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const options = { authFlowType: 'USER_AUTH' };
const withPasskey = { username, options: { ...options, preferredChallenge: 'WEB_AUTHN' } };

async function begin(app: App): Promise<void> {
  await app.begin();
  await app.register();
  await app.cognito.switchPool({ passwordless: true });
  await app.cognito.clearJournal();
}

test('the first factor is chosen: a code by e-mail', async ({ app }) => {
  await begin(app);
  const output = (await app.call('signIn', { username, options })) as {
    nextStep: { signInStep: string; availableChallenges: string[] };
  };
  expect(output.nextStep.signInStep).toBe('CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
  expect(output.nextStep.availableChallenges).toContain('EMAIL_OTP');
  expect(await app.call('confirmSignIn', { challengeResponse: 'EMAIL_OTP' })).toMatchObject({
    nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE' },
  });
  expect(await app.call('confirmSignIn', { challengeResponse: await app.cognito.nextCode() })).toStrictEqual(done);
});

for (const factor of ['PASSWORD', 'PASSWORD_SRP']) {
  test(`the first factor is chosen: ${factor}`, async ({ app, cognito }) => {
    await begin(app);
    await app.call('signIn', { username, options });
    await cognito.clearJournal();
    expect(await app.call('confirmSignIn', { challengeResponse: factor })).toStrictEqual({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_PASSWORD' },
    });
    expect(await cognito.operations()).toEqual([]);
    expect(await app.call('confirmSignIn', { challengeResponse: password })).toStrictEqual(done);
  });
}

test('a passkey is created, listed, used, cancelled and deleted', async ({ app, cognito }) => {
  await begin(app);
  const authenticator = await addVirtualAuthenticator(app.page);
  await app.signIn();
  await app.call('associateWebAuthnCredential');
  const { credentials } = (await app.call('listWebAuthnCredentials')) as { credentials: { credentialId: string }[] };
  expect(credentials).toHaveLength(1);
  await app.call('signOut');

  await cognito.clearJournal();
  expect(await app.call('signIn', withPasskey)).toStrictEqual(done);
  expect(await cognito.operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  await app.call('signOut');

  await authenticator.setPresence(false);
  await expect(app.call('signIn', withPasskey)).rejects.toMatchObject({ name: 'PasskeyAuthenticationCanceled' });
  await app.call('confirmSignIn', { challengeResponse: 'PASSWORD' });
  expect(await app.call('confirmSignIn', { challengeResponse: password })).toStrictEqual(done);

  await app.call('deleteWebAuthnCredential', { credentialId: credentials[0]?.credentialId });
  expect(await app.call('listWebAuthnCredentials')).toMatchObject({ credentials: [] });
});
