/** `cognito-wasm/auth/cognito`: the provider object and the names of stored items. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import * as amplify from 'aws-amplify/auth/cognito';

import { AUTH_KEY_PREFIX, cognitoUserPoolsTokenProvider, createKeysForAuthStorage } from '../../dist/cognito.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { Amplify, Hub, HubClass, resendSignUpCode } from '../../dist/index.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { errorData, fakeWasm } from './fakeWasm.mjs';

const shared = Symbol.for('cognito-wasm');
const pool = (client) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: client } } });
const accessToken = `h.${Buffer.from('{"sub":"s"}').toString('base64url')}.s`;

/** What Rust finds in its host, for each call. */
const snapshot = ({ storage, secretHash, clientMetadata }) => ({ storage, secretHash, clientMetadata });
let seen;
let session;
let instances;
let accepted;
let events;

beforeEach(() => {
  [seen, accepted, events] = [[], [], []];
  const wasm = fakeWasm(
    {
      getTokens: async () => session,
      resendSignUpCode: async (_input, _signal, host) => seen.push(snapshot(host)),
    },
    { accept: (config) => accepted.push(config) },
  );
  ({ instances } = wasm);
  const hub = new HubClass('shared');
  globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready: wasm.ready }) } };
  Hub.listen('core', ({ payload }) => events.push(payload.event));
});

afterEach(() => {
  delete globalThis[shared];
});

const call = () => resendSignUpCode({ username: 'u' });

describe('getTokens of the provider', () => {
  const result = (value, error) => (value ? { type: 'SUCCESS', value } : { type: 'FAILURE', error });
  function answer(isSignedIn, tokens, error) {
    const failed = result(undefined, error ?? errorData('SignedOutException', 'signedOut'));
    const userPoolTokensResult = result(tokens, error);
    const others = { identityIdResult: failed, awsCredentialsResult: failed, userSubResult: failed };
    session = { isSignedIn, ...others, userPoolTokensResult };
  }

  it('resolves with the tokens, or with null', async () => {
    await Amplify.configure(pool('client'));
    answer(true, { accessToken });
    assert.equal((await cognitoUserPoolsTokenProvider.getTokens()).accessToken.toString(), accessToken);
    answer(false, undefined, errorData('SignedOutException', 'signedOut'));
    assert.equal(await cognitoUserPoolsTokenProvider.getTokens({ forceRefresh: true }), null);
  });

  it('rejects if the tokens of a signed-in user are out of reach', async () => {
    await Amplify.configure(pool('client'));
    answer(true, undefined, errorData('NetworkError', 'network'));
    await assert.rejects(cognitoUserPoolsTokenProvider.getTokens(), { name: 'NetworkError' });
  });
});

describe('setKeyValueStorage', () => {
  const stored = [];
  const storage = { getItem: () => null, setItem: (key) => stored.push(key), removeItem: () => {}, clear: () => {} };

  it('changes the storage of a configured instance, without a second event', async () => {
    const configured = Amplify.configure(pool('client'));
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    await configured;
    await call();
    seen[0].storage.setItem('a', '1');
    assert.deepEqual(stored, ['a']);
    assert.deepEqual(events, ['configure']);
  });

  it('changes it for calls after the first one, too', async () => {
    await Amplify.configure(pool('client'));
    await call();
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    await call();
    assert.deepEqual(
      seen.map((host) => typeof host.storage),
      ['string', 'object'],
    );
    // A client in Rust keeps the storage that it was made with.
    assert.equal(instances[0].clients, 2);
    assert.deepEqual(events, ['configure']);
  });

  it('lasts until the next configure, as in Amplify', async () => {
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    await Amplify.configure(pool('client'));
    await call();
    // This does not bring it back.
    cognitoUserPoolsTokenProvider.setAuthConfig(pool('client').Auth);
    await call();
    assert.deepEqual(
      seen.map((host) => host.storage),
      ['local', 'local'],
    );
  });

  it('is what a page reads then', async () => {
    const localStorage = new Storage();
    const leave = enterWindow({ localStorage, sessionStorage: new Storage() });
    try {
      await Amplify.configure(pool('client'));
      const read = [];
      cognitoUserPoolsTokenProvider.setKeyValueStorage({ ...storage, getItem: (key) => void read.push(key) });
      assert.equal(await cognitoUserPoolsTokenProvider.getTokens(), null);
      assert.ok(read.includes('CognitoIdentityServiceProvider.client.LastAuthUser'));
    } finally {
      leave();
    }
  });
});

describe('setAuthConfig', () => {
  it('configures the instance, and keeps its storage, hooks and other categories', async () => {
    const storage = new Storage();
    await Amplify.configure({ ...pool('first'), API: { GraphQL: {} } }, { secretHash: () => 'hash' });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    cognitoUserPoolsTokenProvider.setAuthConfig(pool('second').Auth);
    await call();
    assert.deepEqual(accepted.at(-1), { ...pool('second'), API: { GraphQL: {} } });
    assert.equal(seen[0].secretHash(), 'hash');
    seen[0].storage.setItem('a', '1');
    assert.equal(storage.getItem('a'), '1');
  });

  it('works without Amplify.configure', async () => {
    const storage = new Storage();
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    cognitoUserPoolsTokenProvider.setAuthConfig(pool('client').Auth);
    await call();
    assert.deepEqual(accepted, [pool('client')]);
    seen[0].storage.setItem('a', '1');
    assert.equal(storage.getItem('a'), '1');
  });
});

describe('setClientMetadataProvider', () => {
  it('gives Rust the current one to ask, also after another configure', async () => {
    await Amplify.configure(pool('client'));
    await call();
    for (const plan of ['free', 'paid']) {
      cognitoUserPoolsTokenProvider.setClientMetadataProvider(async () => ({ plan }));
      await call();
    }
    await Amplify.configure(pool('other'));
    await call();
    const answers = await Promise.all(seen.map(({ clientMetadata }) => clientMetadata?.()));
    assert.deepEqual(answers, [undefined, { plan: 'free' }, { plan: 'paid' }, { plan: 'paid' }]);
  });

  it('refuses what is not a function', () => {
    for (const provider of [undefined, {}, 'text']) {
      assert.throws(() => cognitoUserPoolsTokenProvider.setClientMetadataProvider(provider), {
        name: 'InvalidParameterException',
      });
    }
  });
});

describe('the provider', () => {
  it('has the documented methods of that of Amplify', () => {
    const methods = ['getTokens', 'setAuthConfig', 'setClientMetadataProvider', 'setKeyValueStorage', 'teardownNotify'];
    for (const method of methods) {
      assert.equal(typeof amplify.cognitoUserPoolsTokenProvider[method], 'function', method);
      assert.equal(typeof cognitoUserPoolsTokenProvider[method], 'function', method);
    }
    cognitoUserPoolsTokenProvider.teardownNotify();
  });

  it('can be told from one of the application', () => {
    assert.equal(cognitoUserPoolsTokenProvider[Symbol.for('cognito-wasm.provider')], true);
  });
});

describe('the names of stored items', () => {
  it('are refused for parts that are not strings', () => {
    for (const parts of [[undefined, 'a'], ['a', Symbol('b')], [{}, {}], []]) {
      assert.throws(() => createKeysForAuthStorage(...parts), { name: 'InvalidParameterException' });
    }
  });

  it('are those of Amplify', () => {
    assert.equal(AUTH_KEY_PREFIX, amplify.AUTH_KEY_PREFIX);
    const identifiers = ['client.username', 'client.jane@example.com', 'client.__proto__'];
    for (const identifier of identifiers) {
      assert.deepEqual(
        createKeysForAuthStorage(AUTH_KEY_PREFIX, identifier),
        amplify.createKeysForAuthStorage(AUTH_KEY_PREFIX, identifier),
      );
    }
  });
});
