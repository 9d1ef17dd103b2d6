/** The built Rust module behind the public functions, as far as possible without a server. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { AuthError, createAuth } from '../../dist/index.js';

const resources = (more) => ({
  Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client', ...more } },
});

function mobile(userPool) {
  return { auth: { plugins: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: userPool } } } } };
}

describe('the built module', () => {
  const realFetch = globalThis.fetch;
  const requests = [];

  before(() => {
    globalThis.fetch = (...request) => {
      requests.push(request);
      return Promise.reject(new TypeError('no network in this test'));
    };
  });

  after(() => {
    globalThis.fetch = realFetch;
    assert.deepEqual(requests, []);
  });

  it("converts a mobile configuration to Amplify's shape", async () => {
    const auth = createAuth(mobile({ PoolId: 'eu-west-1_Pool', AppClientId: 'client', Region: 'eu-west-1' }));
    await auth.ready();
    const { userPoolId, userPoolClientId } = auth.getConfig().Auth.Cognito;
    assert.deepEqual({ userPoolId, userPoolClientId }, { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' });
  });

  for (const [config, name, message] of [
    [{}, 'AuthUserPoolException', '`Auth.Cognito.userPoolId` is missing'],
    [null, 'InvalidParameterException', 'the configuration is null, not an object'],
    [undefined, 'InvalidParameterException', 'the configuration is null, not an object'],
    ['not JSON', 'InvalidParameterException', 'the configuration is text that is not JSON'],
    [
      mobile({ AppClientId: 'client' }),
      'AuthUserPoolException',
      '`auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.PoolId` is missing',
    ],
    [resources({ userPoolId: 1 }), 'InvalidParameterException', '`Auth.Cognito.userPoolId` is a number; expected text'],
  ]) {
    it(`refuses the configuration ${JSON.stringify(config)}`, async () => {
      const auth = createAuth(config);
      for (const attempt of [auth.ready(), auth.getCurrentUser()]) {
        await assert.rejects(attempt, (error) => {
          assert.ok(error instanceof AuthError);
          assert.deepEqual([error.name, error.message, error.category], [name, message, 'configuration']);
          return true;
        });
      }
    });
  }

  it('knows every function, and checks its input', async () => {
    const auth = createAuth(resources());
    const refusals = {
      signUp: 'EmptySignUpUsername',
      confirmSignIn: 'EmptyChallengeResponse',
      confirmSignUp: 'EmptyConfirmSignUpUsername',
      resendSignUpCode: 'EmptySignUpUsername',
      signIn: 'EmptySignInUsername',
      resetPassword: 'EmptyResetPasswordUsername',
      confirmResetPassword: 'EmptyConfirmResetPasswordUsername',
      updatePassword: 'EmptyUpdatePassword',
      confirmUserAttribute: 'EmptyConfirmUserAttributeCode',
      verifyTOTPSetup: 'EmptyVerifyTOTPSetupCode',
      updateUserAttribute: 'InvalidParameterException',
      updateUserAttributes: 'InvalidParameterException',
      deleteUserAttributes: 'InvalidParameterException',
      sendUserAttributeVerificationCode: 'InvalidParameterException',
      updateMFAPreference: 'InvalidParameterException',
      deleteWebAuthnCredential: 'InvalidParameterException',
    };
    for (const [name, refusal] of Object.entries(refusals)) {
      for (const input of [{ username: '' }, undefined]) {
        await assert.rejects(auth[name](input), (error) => {
          assert.ok(error instanceof AuthError);
          assert.deepEqual([name, error.name, error.category], [name, refusal, 'validation']);
          return true;
        });
      }
    }
  });

  it('knows the functions that need nothing but a user', async () => {
    const auth = createAuth(resources());
    for (const name of [
      'associateWebAuthnCredential',
      'deleteUser',
      'fetchDevices',
      'fetchMFAPreference',
      'fetchUserAttributes',
      'forgetDevice',
      'listWebAuthnCredentials',
      'rememberDevice',
      'setUpTOTP',
    ]) {
      await assert.rejects(auth[name](), (error) => {
        assert.ok(error instanceof AuthError);
        assert.deepEqual([name, error.name, error.category], [name, 'UserUnAuthenticatedException', 'signedOut']);
        return true;
      });
    }
  });

  it('prepares a sign-in without a request', async () => {
    const auth = createAuth(resources());
    await auth.prepareSignIn();
    await auth.prepareSignIn();
  });

  it('says that nobody is signed in', async () => {
    const auth = createAuth(resources());
    await assert.rejects(auth.getCurrentUser(), { name: 'UserUnAuthenticatedException', category: 'signedOut' });
    const session = await auth.fetchAuthSession();
    assert.equal(session.isSignedIn, false);
    assert.equal(session.userPoolTokensResult.error.name, 'SignedOutException');
    assert.ok(session.identityIdResult.error instanceof AuthError);
    assert.equal(session.identityIdResult.error.name, 'InvalidAccountTypeException');
    assert.equal(session.tokens, undefined);
  });

  it('signs out when nobody is signed in, with one event', async () => {
    const auth = createAuth(resources());
    const events = [];
    auth.hub.listen('auth', ({ payload }) => events.push(payload));
    assert.deepEqual(await auth.signOut(), { type: 'complete', signedOutLocally: true });
    assert.deepEqual(events, [{ event: 'signedOut', data: { reason: 'user' } }]);
  });
});
