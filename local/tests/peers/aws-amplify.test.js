/** Amplify, the library that the browser module is compatible with. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Amplify } from 'aws-amplify';
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  fetchMFAPreference,
  resendSignUpCode,
  resetPassword,
  setUpTOTP,
  signIn,
  signOut,
  signUp,
  updateMFAPreference,
  verifyTOTPSetup,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import { SEED, startServer } from '../../src/index.js';
import { totpCode } from '../../src/totp.js';
import { call, test, updateClient } from '../support/calls.js';
import { NAMED, WRONG } from '../support/sign-ins.js';

const USER = { username: 'username', password: 'Password123' };
const SUB = '11111111-2222-4333-8444-555555555555';

/** A token storage for Amplify in memory. */
class MemoryStorage {
  items = new Map();
  async setItem(key, value) {
    this.items.set(key, value);
  }
  async getItem(key) {
    return this.items.get(key) ?? null;
  }
  async removeItem(key) {
    this.items.delete(key);
  }
  async clear() {
    this.items.clear();
  }
}

let server;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: SEED.userPoolId,
        userPoolClientId: SEED.nativeClientId,
        identityPoolId: SEED.identityPoolId,
        userPoolEndpoint: server.url,
        identityPoolEndpoint: server.url,
        allowGuestAccess: false,
      },
    },
  });
});
beforeEach(async () => {
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new MemoryStorage());
  await signOut();
  server.cognito.reset();
});
after(() => server.close());

async function registered() {
  const options = { userAttributes: { email: 'my@email.com' } };
  const begun = await signUp({ ...USER, options });
  const { code } = server.cognito.outbox.messages()[0];
  const { isSignUpComplete } = await confirmSignUp({ username: 'username', confirmationCode: code });
  assert.equal(isSignUpComplete, true);
  return begun;
}

const operations = () => server.cognito.journal.entries().map(({ operation }) => operation);

describe('aws-amplify', () => {
  it('signs up, confirms, signs in, refreshes and signs out', async () => {
    assert.deepEqual(await registered(), {
      isSignUpComplete: false,
      userId: SUB,
      nextStep: {
        signUpStep: 'CONFIRM_SIGN_UP',
        codeDeliveryDetails: { destination: 'm***@e***', deliveryMedium: 'EMAIL', attributeName: 'email' },
      },
    });
    const events = [];
    const stop = Hub.listen('auth', ({ payload }) => events.push(payload.event));
    const signedIn = await signIn(USER);
    assert.deepEqual(signedIn, { isSignedIn: true, nextStep: { signInStep: 'DONE' } });
    assert.deepEqual(await getCurrentUser(), {
      username: 'username',
      userId: SUB,
      signInDetails: { loginId: 'username', authFlowType: 'USER_SRP_AUTH' },
    });
    assert.equal((await fetchUserAttributes()).email, 'my@email.com');

    const first = await fetchAuthSession();
    assert.equal(first.identityId, 'us-east-1:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee');
    assert.equal(first.credentials.accessKeyId, 'ASIATEST000000000001');
    const second = await fetchAuthSession({ forceRefresh: true });
    assert.notEqual(second.tokens.accessToken.toString(), first.tokens.accessToken.toString());
    assert.equal(second.credentials.secretAccessKey, 'secret-2');

    await signOut({ global: true });
    stop();
    assert.deepEqual(events, ['signedIn', 'tokenRefresh', 'signedOut']);
    assert.ok(operations().includes('GetTokensFromRefreshToken'));
    assert.equal((await fetchAuthSession()).tokens, undefined);
    assert.ok(server.cognito.dump().sessions.every(({ revoked }) => revoked));
  });

  it('is rejected with a wrong password, and signs in with the right one after that', async () => {
    await registered();
    await assert.rejects(signIn({ ...USER, password: 'password123' }), { name: 'NotAuthorizedException' });
    assert.equal((await signIn(USER)).isSignedIn, true);
    await signOut();
    assert.equal(operations().at(-1), 'RevokeToken');
  });

  it('signs in with a salt of either sign, and is rejected for an unknown user', async () => {
    await updateClient(server.cognito, { PreventUserExistenceErrors: 'ENABLED' });
    await registered();
    for (const salts of ['positive', 'negative']) {
      await test(server.cognito, 'POST', 'pool', { salts });
      const password = `Password-${salts}-1`;
      await call(server.cognito, 'AdminSetUserPassword', { ...NAMED, Password: password, Permanent: true });
      const refusal = { name: 'NotAuthorizedException', message: WRONG };
      await assert.rejects(signIn(USER), refusal);
      await assert.rejects(signIn({ ...USER, username: 'nobody' }), refusal);
      assert.equal((await signIn({ ...USER, password })).isSignedIn, true);
      await signOut();
    }
  });

  it('stays signed in with a device, which it names', async (context) => {
    // The name of a device is the browser's user agent, which older versions of Node lack.
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'a browser' }, configurable: true });
    context.after(() =>
      before ? Object.defineProperty(globalThis, 'navigator', before) : delete globalThis.navigator,
    );
    await registered();
    await test(server.cognito, 'POST', 'pool', { devices: 'always' });
    for (let i = 0; i < 2; i += 1) {
      await signIn(USER);
      assert.ok((await fetchAuthSession({ forceRefresh: true })).tokens);
      const { operation, body } = server.cognito.journal.entries().findLast(({ body: sent }) => sent.RefreshToken);
      const [{ key }] = server.cognito.dump().users[0].devices;
      assert.deepEqual([operation, body.DeviceKey], ['GetTokensFromRefreshToken', key]);
      await signOut();
    }
  });

  it('gets a new code and confirms with it', async () => {
    await signUp({ ...USER, options: { userAttributes: { email: 'my@email.com' } } });
    assert.equal((await signIn(USER)).nextStep.signInStep, 'CONFIRM_SIGN_UP');
    const wrong = confirmSignUp({ username: 'username', confirmationCode: '000000' });
    await assert.rejects(wrong, { name: 'CodeMismatchException' });
    await resendSignUpCode({ username: 'username' });
    const { code } = server.cognito.outbox.messages().at(-1);
    await confirmSignUp({ username: 'username', confirmationCode: code });
  });

  it('is signed out when its session is revoked', async () => {
    await registered();
    await signIn(USER);
    await call(server.cognito, 'AdminDisableUser', { UserPoolId: SEED.userPoolId, Username: 'username' });
    assert.equal((await fetchAuthSession({ forceRefresh: true })).tokens, undefined);
  });

  it('changes a temporary password', async () => {
    await call(server.cognito, 'AdminCreateUser', {
      UserPoolId: SEED.userPoolId,
      Username: 'username',
      TemporaryPassword: 'Temporary1',
    });
    const { nextStep } = await signIn({ ...USER, password: 'Temporary1' });
    assert.deepEqual(nextStep, {
      signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED',
      missingAttributes: ['email'],
    });
    const options = { userAttributes: { email: 'my@email.com' } };
    const { isSignedIn } = await confirmSignIn({ challengeResponse: 'NewPassword123', options });
    assert.equal(isSignedIn, true);
  });

  const lastCode = () => server.cognito.outbox.messages().at(-1).code;
  const appCode = (secret) => totpCode(secret, server.cognito.clock.nowMs());

  it('chooses how to sign in', async () => {
    await registered();
    await test(server.cognito, 'POST', 'pool', { passwordless: true });
    const options = { authFlowType: 'USER_AUTH' };
    const { nextStep } = await signIn({ username: 'username', options });
    assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION');
    assert.deepEqual(nextStep.availableChallenges, ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']);
    await confirmSignIn({ challengeResponse: 'EMAIL_OTP' });
    assert.equal((await confirmSignIn({ challengeResponse: lastCode() })).isSignedIn, true);
    await signOut();

    const preferred = { ...options, preferredChallenge: 'PASSWORD_SRP' };
    assert.equal((await signIn({ ...USER, options: preferred })).isSignedIn, true);
    await signOut();
    await signIn({ username: 'username', options });
    await confirmSignIn({ challengeResponse: 'PASSWORD_SRP' });
    assert.equal((await confirmSignIn({ challengeResponse: 'Password123' })).isSignedIn, true);
  });

  it('sets up an authenticator app and signs in with its codes', async () => {
    await registered();
    await test(server.cognito, 'POST', 'pool', { mfa: 'OPTIONAL' });
    await signIn(USER);
    const { sharedSecret } = await setUpTOTP();
    const wrong = verifyTOTPSetup({ code: '000000' });
    await assert.rejects(wrong, { name: 'EnableSoftwareTokenMFAException' });
    await verifyTOTPSetup({ code: await appCode(sharedSecret) });
    await updateMFAPreference({ totp: 'PREFERRED' });
    assert.deepEqual(await fetchMFAPreference(), { enabled: ['TOTP'], preferred: 'TOTP' });
    await signOut();

    const { nextStep } = await signIn(USER);
    assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await assert.rejects(confirmSignIn({ challengeResponse: '000000' }), { name: 'CodeMismatchException' });
    assert.equal((await confirmSignIn({ challengeResponse: await appCode(sharedSecret) })).isSignedIn, true);
  });

  it('sets one up during sign-in if the pool requires it', async () => {
    await registered();
    await test(server.cognito, 'POST', 'pool', { mfa: 'ON' });
    assert.equal((await signIn(USER)).nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION');
    const { nextStep } = await confirmSignIn({ challengeResponse: 'TOTP' });
    const { sharedSecret } = nextStep.totpSetupDetails;
    assert.equal((await confirmSignIn({ challengeResponse: await appCode(sharedSecret) })).isSignedIn, true);
  });

  it('answers custom challenges, with and without a password', async () => {
    await registered();
    await test(server.cognito, 'POST', 'pool', { customChallenge: true });
    for (const input of [
      { username: 'username', options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } },
      { ...USER, options: { authFlowType: 'CUSTOM_WITH_SRP' } },
    ]) {
      assert.equal((await signIn(input)).nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE');
      assert.equal((await confirmSignIn({ challengeResponse: '1234' })).isSignedIn, true);
      await signOut();
    }
  });

  it('resets a forgotten password', async () => {
    await registered();
    await resetPassword({ username: 'username' });
    await confirmResetPassword({ username: 'username', newPassword: 'Changed123', confirmationCode: lastCode() });
    assert.equal((await signIn({ ...USER, password: 'Changed123' })).isSignedIn, true);
  });
});
