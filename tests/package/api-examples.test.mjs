/** The examples in the documentation of the functions: each function has one, and those that need no browser run. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { compileFunction } from 'node:vm';
import { transform } from 'esbuild';
import { createLocalCognito } from '../../local/src/engine.js';
import { enterWindow, Storage } from '../ts/fakeStorage.mjs';
import { apiFunctions } from './api-functions.mjs';

const functions = apiFunctions();

test('every exported function and class has an example', () => {
  assert.ok(functions.length > 60);
  assert.deepEqual(
    functions.flatMap(({ name, example }) => (example === undefined ? [name] : [])),
    [],
  );
});

/** What is not run here, and why. All of it is compiled by the test of the documents. */
const notRun = {
  'needs a page of a browser': [
    'associateWebAuthnCredential',
    'handleRedirectCallback',
    'openPopup',
    'signInWithRedirect',
    'signInWithWebUI',
  ],
  'needs IndexedDB': ['EncryptedStorage'],
  'needs a file beside the page': ['AWSCognitoAuthPlugin'],
  'needs a bundler': ['initialize'],
  'needs a token of another service': ['clearFederationToIdentityPool', 'federateToIdentityPool'],
};

const username = 'username';
const password = 'Password123';
const pool = { userPoolId: 'us-east-1_SeedPool1', userPoolClientId: 'web00000000000000000000001' };
const identityPoolId = 'us-east-1:00000000-1111-4222-8333-444444444444';
const outputs = {
  version: '1',
  auth: { user_pool_id: pool.userPoolId, user_pool_client_id: pool.userPoolClientId, identity_pool_id: identityPoolId },
};

describe('an example', () => {
  const cognito = createLocalCognito({ deterministic: true, triggers: {} });
  const original = { fetch: globalThis.fetch, log: console.log, warn: console.warn };
  let leaveWindow = () => {};
  /** @type {typeof import('../../dist/embedded.js')} */
  let auth;

  /** Answers for AWS, and for every other server with an empty object. */
  async function answer(/** @type {RequestInfo | URL} */ address, /** @type {RequestInit | undefined} */ init) {
    const request = new Request(address, init);
    if (!/^cognito-(idp|identity)\./.test(new URL(request.url).host)) return Response.json({});
    const { method, headers } = request;
    return cognito.handle(new Request('http://localhost:9229/', { method, headers, body: await request.text() }));
  }

  before(async () => {
    globalThis.fetch = answer;
    leaveWindow = enterWindow({ localStorage: new Storage(), sessionStorage: new Storage() });
    console.log = () => {};
    console.warn = () => {};
    auth = await import('../../dist/embedded.js');
    await auth.Amplify.configure(outputs);
  });
  after(() => {
    leaveWindow();
    globalThis.fetch = original.fetch;
    Object.assign(console, { log: original.log, warn: original.warn });
  });

  /** Settings of the pool, as tests of applications change them. */
  const settings = (/** @type {object} */ changes) =>
    cognito.handle(new Request('http://localhost:9229/_test/pool', { method: 'POST', body: JSON.stringify(changes) }));

  const lastCode = () => cognito.outbox.messages().at(-1)?.code ?? '';

  /** The code of an authenticator app for the first secret of a deterministic Cognito (RFC 6238). */
  function appCode() {
    const bits = [...'JBSWY3DPEHPK3PXP'].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign));
    const text = bits.map((value) => value.toString(2).padStart(5, '0')).join('');
    const key = Buffer.from((text.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(cognito.clock.nowMs() / 30_000)));
    const digest = createHmac('sha1', key).update(counter).digest();
    const offset = (digest.at(-1) ?? 0) & 15;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }

  async function signInAnew() {
    await auth.signOut();
    await auth.signIn({ username, password });
  }

  /** A user whom an administrator has made, and who signs in for the first time. */
  async function startWithTemporaryPassword() {
    await auth.signOut();
    const body = {
      UserPoolId: pool.userPoolId,
      Username: 'new',
      TemporaryPassword: 'Temporary1',
      UserAttributes: [{ Name: 'email', Value: 'new@example.com' }],
      MessageAction: 'SUPPRESS',
    };
    await answer('https://cognito-idp.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.AdminCreateUser',
      },
      body: JSON.stringify(body),
    });
    await auth.signIn({ username: 'new', password: 'Temporary1' });
  }

  async function signUpToSignInAlone() {
    await auth.signOut();
    const options = { userAttributes: { email: 'auto@example.com' }, autoSignIn: true };
    await auth.signUp({ username: 'auto', password, options });
    await auth.confirmSignUp({ username: 'auto', confirmationCode: lastCode() });
  }

  /**
   * The functions in an order in which their examples can run, and what has to happen before.
   *
   * @type {[name: string, preparation?: () => Promise<unknown>][]}
   */
  const story = [
    ['signUp'],
    ['resendSignUpCode'],
    ['confirmSignUp'],
    ['getCurrentUser'],
    ['fetchAuthSession'],
    ['getAccessToken'],
    ['getIdToken'],
    ['decodeJWT'],
    ['getIdentityId'],
    ['clearCredentials'],
    ['invalidateCachedCredentials'],
    ['credentialsProvider'],
    ['getEscapeHatch'],
    ['signRequest'],
    ['presignUrl'],
    ['signedFetch'],
    ['setPersistence'],
    ['recordActivity'],
    ['diagnostics'],
    ['exportSession'],
    ['importSession'],
    ['listCurrentUsers'],
    ['setCurrentUser'],
    ['fetchUserAttributes'],
    ['updateUserAttributes'],
    ['updateUserAttribute'],
    ['sendUserAttributeVerificationCode'],
    ['confirmUserAttribute'],
    ['deleteUserAttributes'],
    ['listWebAuthnCredentials', () => settings({ passwordless: true })],
    ['deleteWebAuthnCredential'],
    ['rememberDevice', () => settings({ devices: 'opt-in' }).then(() => auth.signOut())],
    ['fetchDevices'],
    ['forgetDevice'],
    ['setUpTOTP', () => settings({ mfa: 'OPTIONAL' })],
    ['verifyTOTPSetup'],
    ['fetchMFAPreference'],
    ['updateMFAPreference', () => auth.updateUserAttributes({ userAttributes: { phone_number: '+15550100' } })],
    ['AuthError', () => settings({ mfa: 'OFF' }).then(() => auth.signOut())],
    ['prepareSignIn'],
    ['signIn', () => auth.signOut()],
    ['signOut'],
    ['createAuth'],
    ['createAmplifyContext', () => auth.signOut()],
    ['updatePassword', signInAnew],
    ['resetPassword'],
    ['confirmResetPassword'],
    ['deleteUser'],
    ['confirmSignIn', startWithTemporaryPassword],
    ['autoSignIn', signUpToSignInAlone],
    ['createKeysForAuthStorage'],
    ['parseAmplifyConfig'],
    ['ConsoleLogger'],
    ['CookieStorage'],
    ['HubClass'],
    ['RequestCookies'],
  ];

  const element = { addEventListener: (/** @type {string} */ _, /** @type {() => unknown} */ work) => work() };
  /** What an example finds, beside the exports of the package. */
  const surroundings = () => ({
    ...pool,
    ...{ username, password, outputs, apis: {}, headers: new Headers(), showQrCode: () => {}, code: lastCode() },
    navigator: { clipboard: { writeText: async () => {} } },
    document: { querySelector: () => element },
    localStorage: { getItem: () => null },
    Worker: class {
      postMessage() {}
    },
  });

  for (const [name, preparation] of story) {
    test(`of ${name} runs`, async () => {
      await preparation?.();
      const { example = '' } = functions.find((each) => each.name === name) ?? {};
      const { code } = await transform(`export async function example() {\n${example}\n}`, {
        loader: 'ts',
        format: 'cjs',
      });
      const around = { ...auth, ...surroundings(), ...(name === 'verifyTOTPSetup' && { code: appCode() }) };
      const module = { exports: /** @type {{ example?: () => Promise<void> }} */ ({}) };
      compileFunction(code, ['module', ...Object.keys(around)])(module, ...Object.values(around));
      assert.ok(example.length > 0 && module.exports.example);
      await module.exports.example();
    });
  }

  test('is run or listed with the reason why not', () => {
    const named = [...story.map(([name]) => name), ...Object.values(notRun).flat()];
    assert.deepEqual(named.sort(), functions.map(({ name }) => name).sort());
  });
});
