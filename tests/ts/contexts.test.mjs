/** Contexts: which instance a call is for, and which arguments are refused. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { markContext } from '../../dist/instance/contextBrand.js';
import { contextFunctions } from '../../dist/session/contextFunctions.js';
import * as everything from '../../dist/index.js';
import { errorData, fakeWasm } from './fakeWasm.mjs';

const { AuthError, createAmplifyContext, Hub, HubClass } = everything;
const shared = Symbol.for('cognito-wasm');
const brand = Symbol.for('amplify.context');
const pool = (client) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: client } } });

/** Exports that are no functions of an instance. */
const others = [
  'createAmplifyContext',
  'createAuth',
  'createKeysForAuthStorage',
  // These return no promise: see credentials.test.mjs.
  'credentialsProvider',
  'decodeJWT',
  'getEscapeHatch',
  'openPopup',
  'parseAmplifyConfig',
];
const names = Object.keys(everything).filter(
  (name) => /^[a-z]/.test(name) && typeof everything[name] === 'function' && !others.includes(name),
);

/** An instance with a fake module that answers every call with nothing. */
function instance(functions = {}) {
  const answering = new Proxy(functions, { get: (table, name) => table[name] ?? (async () => []) });
  const wasm = fakeWasm(answering);
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, glances: false });
  auth.configure({ config: pool('client') });
  return { auth, called: wasm.calls };
}

function contextOf(functions) {
  const made = instance(functions);
  const context = { ...contextFunctions(() => made.auth) };
  markContext(context, made.auth);
  return { ...made, context: Object.freeze(context) };
}

let byDefault;

beforeEach(() => {
  byDefault = instance();
  globalThis[shared] = { 1: { hub: new HubClass('shared'), auth: byDefault.auth } };
});

afterEach(() => {
  delete globalThis[shared];
});

/** Fakes do not answer in the right shape, but the call is what counts. */
const attempted = (call) => Promise.resolve(call).catch(() => undefined);

// These take a text, and no object.
const texts = { setCurrentUser: 'username', completeRedirect: 'address' };
const asks = {
  getAccessToken: 'getTokens',
  getIdentityId: 'getCredentials',
  getIdToken: 'getTokens',
  handleRedirectCallback: 'completeRedirect',
  signInWithRedirect: 'beginRedirect',
  signInWithWebUI: 'beginRedirect',
};
const asked = (name) => asks[name] ?? name;
const given = (name) => (texts[asked(name)] ? 1 : { member: 1 });
const memberOf = ({ name, input }) => input?.[texts[name] ?? 'member'];
/** The calls of a function, without those that give up the sign-in which it began. */
const callsOf = (calls) =>
  calls.filter(({ name }) => name !== 'cancelRedirect').map((call) => [call.name, memberOf(call)]);

describe('every function that is imported alone', () => {
  it('is tested here', () => {
    assert.ok(names.length >= 30, String(names));
  });

  // These ask the module for nothing of their own: see below, diagnostics.test.mjs and sessionKeeper.test.mjs.
  const ofOwnFiles = ['diagnostics', 'presignUrl', 'recordActivity', 'signedFetch', 'signRequest'];
  for (const name of names.filter((each) => !ofOwnFiles.includes(each))) {
    it(`${name} takes a context as its first argument`, async () => {
      const { context, called } = contextOf();
      await attempted(everything[name](context, given(name)));
      await attempted(everything[name](context));
      assert.deepEqual(callsOf(called), [
        [asked(name), 1],
        [asked(name), undefined],
      ]);
      assert.deepEqual(byDefault.called, []);
    });

    it(`${name} without a context is for the instance of Amplify.configure`, async () => {
      const { called } = contextOf();
      await attempted(everything[name](given(name)));
      assert.deepEqual(callsOf(byDefault.called), [[asked(name), 1]]);
      assert.deepEqual(called, []);
    });
  }

  for (const name of names) {
    it(`${name} refuses a context that is not the first argument, or undefined`, async () => {
      const { context, called } = contextOf();
      const refusals = [
        [[{}, context], 'InvalidAmplifyContextError'],
        [[undefined, context], 'InvalidAmplifyContextError'],
        [[{}, undefined, context], 'InvalidAmplifyContextError'],
        [[undefined, {}], 'NoAmplifyContextError'],
        [[null, {}], 'NoAmplifyContextError'],
        [[undefined, undefined], 'NoAmplifyContextError'],
      ];
      for (const [args, expected] of refusals) {
        await assert.rejects(everything[name](...args), (error) => {
          assert.ok(error instanceof AuthError);
          assert.deepEqual([error.name, error.category], [expected, 'validation']);
          assert.match(error.recoverySuggestion, /createAmplifyContext/);
          return true;
        });
      }
      assert.deepEqual([called, byDefault.called], [[], []]);
    });
  }
});

describe('the functions that sign requests', () => {
  const url = 'https://api.example.com/';
  const failure = { type: 'FAILURE', error: errorData('NotAuthorizedException', 'notAuthorized') };
  const parts = ['identityIdResult', 'awsCredentialsResult', 'userSubResult', 'userPoolTokensResult'];
  const session = { isSignedIn: false, ...Object.fromEntries(parts.map((part) => [part, failure])) };

  for (const [name, ...args] of [
    ['signRequest', { url }],
    ['presignUrl', { url }],
    ['signedFetch', url, {}, { authMode: 'iam' }],
  ]) {
    it(`${name} takes the credentials of the context's session, or of the instance of Amplify.configure`, async () => {
      const { context, called } = contextOf({ getCredentials: async () => session });
      await assert.rejects(everything[name](context, ...args), { name: 'NotAuthorizedException' });
      assert.deepEqual([called.map((call) => call.name), byDefault.called], [['getCredentials'], []]);
      await attempted(everything[name](...args));
      assert.deepEqual([called.length, byDefault.called.map((call) => call.name)], [1, ['getCredentials']]);
    });
  }
});

describe('what is a context', () => {
  const { signIn } = everything;

  it('is told by its mark: a copy, an imitation and a JSON text are inputs', async () => {
    const { context, called } = contextOf();
    const real = createAmplifyContext(pool('a'));
    const imitation = { ...real, username: 'imitation' };
    for (const input of [{ ...context, username: 'copy' }, imitation, JSON.parse(JSON.stringify(real))]) {
      await attempted(signIn(input, { username: 'u' }));
    }
    assert.deepEqual(
      byDefault.called.map(({ name, input }) => [name, input.username]),
      [
        ['signIn', 'copy'],
        ['signIn', 'imitation'],
        ['signIn', undefined],
      ],
    );
    assert.deepEqual(called, []);
  });

  it('is refused if another library has made it', async () => {
    const foreign = Object.defineProperty({}, brand, { value: true });
    await assert.rejects(signIn(foreign, { username: 'u' }), { name: 'InvalidAmplifyContextError' });
    assert.deepEqual(byDefault.called, []);
  });

  it('still is one behind a proxy, such as that of a framework', async () => {
    const { context, called } = contextOf();
    await attempted(signIn(new Proxy(context, {}), { username: 'u' }));
    assert.deepEqual(
      called.map(({ input }) => input.username),
      ['u'],
    );
  });

  it('is not changed by what a script has put on Object.prototype', async () => {
    const stranger = contextOf();
    const keys = [brand, ...Object.getOwnPropertySymbols(stranger.context)];
    for (const key of keys) Object.defineProperty(Object.prototype, key, { value: stranger.auth, configurable: true });
    try {
      await attempted(signIn({ username: 'u' }));
    } finally {
      for (const key of keys) delete Object.prototype[key];
    }
    assert.equal(byDefault.called.length, 1);
    assert.deepEqual(stranger.called, []);
  });

  it('may be asked of a value that throws, which is refused like any other input', async () => {
    const hostile = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error('hostile');
        },
        ownKeys() {
          throw new Error('hostile');
        },
      },
    );
    await assert.rejects(signIn(hostile), { name: 'InvalidParameterException' });
    await assert.rejects(signIn({ username: 'u' }, hostile, contextOf().context), {
      name: 'InvalidAmplifyContextError',
    });
  });

  it('does not get in the way of further arguments, which functions as callbacks are given', async () => {
    await Promise.all([{ username: 'a' }, { username: 'b' }].map(everything.resetPassword));
    assert.equal(byDefault.called.length, 2);
  });
});

describe('createAmplifyContext', () => {
  it('returns a frozen object whose mark cannot be seen', () => {
    const context = createAmplifyContext(pool('a'));
    assert.ok(Object.isFrozen(context) && Object.isFrozen(context.token) && Object.isFrozen(context.libraryOptions));
    assert.deepEqual(Object.keys(context).sort(), [
      'clearCredentials',
      'fetchAuthSession',
      'getTokens',
      'libraryOptions',
      'resourcesConfig',
      'token',
    ]);
    assert.deepEqual(Object.getOwnPropertyDescriptor(context, brand), {
      value: true,
      enumerable: false,
      configurable: false,
      writable: false,
    });
    assert.doesNotMatch(inspect(context, { depth: 9 }), /AuthInstance/);
    assert.notEqual(context.token.value, createAmplifyContext(pool('a')).token.value);
  });

  it('has its own configuration, and leaves that of Amplify alone', () => {
    const [first, second] = [createAmplifyContext(pool('a')), createAmplifyContext(pool('b'))];
    assert.deepEqual(first.resourcesConfig, pool('a'));
    assert.deepEqual(second.resourcesConfig, pool('b'));
    assert.ok(Object.isFrozen(first.resourcesConfig.Auth.Cognito));
    assert.deepEqual(everything.Amplify.getConfig(), pool('client'));
  });

  it('keeps a copy of its options', () => {
    const given = { ssr: true };
    const context = createAmplifyContext(pool('a'), given);
    given.ssr = false;
    assert.deepEqual(context.libraryOptions, { ssr: true });
    assert.deepEqual(createAmplifyContext(pool('a')).libraryOptions, {});
  });

  it('immediately refuses options that cannot be used', () => {
    const refusal = { name: 'InvalidParameterException', category: 'configuration' };
    assert.throws(() => createAmplifyContext(pool('a'), { secretHash: 'hash' }), refusal);
    const throwing = {
      get ssr() {
        throw new Error('a getter');
      },
    };
    assert.throws(() => createAmplifyContext(pool('a'), throwing), refusal);
  });

  it('announces nothing on the hub, which gets the events of the session', async () => {
    delete globalThis[shared];
    const events = [];
    for (const channel of ['core', 'auth']) Hub.listen(channel, ({ payload }) => events.push(payload.event));
    const context = createAmplifyContext(pool('a'));
    // The module itself: without a storage to read, it has to be asked.
    assert.equal((await everything.fetchAuthSession(context)).isSignedIn, false);
    await everything.signOut(context);
    assert.deepEqual(events, ['signedOut']);
  });
});

describe('the methods of a context', () => {
  const tokens = { accessToken: `h.${Buffer.from('{"sub":"s"}').toString('base64url')}.s` };
  const success = (value) => ({ type: 'SUCCESS', value });
  const failure = (name, category) => ({ type: 'FAILURE', error: errorData(name, category) });
  const session = (isSignedIn, result) => ({
    isSignedIn,
    identityIdResult: result,
    awsCredentialsResult: result,
    userSubResult: result,
    userPoolTokensResult: result,
  });
  const getTokens = (data) => contextOf({ getTokens: async () => data }).context.getTokens();

  it('return the tokens', async () => {
    const result = await getTokens({
      ...session(true, failure('N', 'service')),
      userPoolTokensResult: success(tokens),
    });
    assert.equal(result.accessToken.payload.sub, 's');
  });

  it('return no tokens when nobody is signed in or the session has ended', async () => {
    assert.equal(await getTokens(session(false, failure('SignedOutException', 'signedOut'))), undefined);
    assert.equal(await getTokens(session(false, failure('SessionExpiredException', 'sessionExpired'))), undefined);
  });

  it('reject with the reason when the tokens of a signed-in user are out of reach', async () => {
    await assert.rejects(getTokens(session(true, failure('NetworkError', 'network'))), (error) => {
      assert.ok(error instanceof AuthError);
      return error.name === 'NetworkError';
    });
  });

  it('pass their options on, and ask Rust to clear the credentials', async () => {
    const { context, called } = contextOf({
      fetchAuthSession: async () => session(false, failure('SignedOutException', 'signedOut')),
      getTokens: async () => session(false, failure('SignedOutException', 'signedOut')),
    });
    await context.fetchAuthSession({ forceRefresh: true });
    await context.getTokens({ clientMetadata: { a: 'b' } });
    await context.clearCredentials();
    assert.deepEqual(
      called.map(({ name, input }) => [name, input]),
      [
        ['fetchAuthSession', { forceRefresh: true }],
        ['getTokens', { clientMetadata: { a: 'b' } }],
        ['clearCredentials', {}],
      ],
    );
  });

  it('are those of Amplify, too', async () => {
    const { Amplify } = everything;
    const result = failure('SignedOutException', 'signedOut');
    byDefault = instance({
      fetchAuthSession: async () => session(false, result),
      getTokens: async () => session(false, result),
    });
    globalThis[shared] = { 1: { hub: new HubClass('shared'), auth: byDefault.auth } };
    assert.equal((await Amplify.fetchAuthSession({ forceRefresh: true })).isSignedIn, false);
    assert.equal(await Amplify.getTokens({}), undefined);
    await Amplify.clearCredentials();
    assert.deepEqual(
      byDefault.called.map(({ name }) => name),
      ['fetchAuthSession', 'getTokens', 'clearCredentials'],
    );
  });
});

describe('the options of Amplify.configure', () => {
  const hooks = { first: () => 'first', second: () => 'second' };

  async function secretHashAfter(...calls) {
    const seen = [];
    const wasm = fakeWasm({ resendSignUpCode: async (_input, _signal, host) => seen.push(host.secretHash) });
    const hub = new HubClass('shared');
    globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready: wasm.ready }) } };
    for (const args of calls) await everything.Amplify.configure(...args);
    await everything.resendSignUpCode({ username: 'u' });
    return seen[0]?.('u');
  }

  it('stay when a later call leaves them out', async () => {
    const first = [pool('a'), { secretHash: hooks.first, ssr: true }];
    assert.equal(await secretHashAfter(first, [pool('b')]), 'first');
    assert.equal(await secretHashAfter(first, [pool('b')], [pool('c'), undefined]), 'first');
  });

  it('are replaced as a whole when a later call has some', async () => {
    const first = [pool('a'), { secretHash: hooks.first }];
    assert.equal(await secretHashAfter(first, [pool('b'), { secretHash: hooks.second }]), 'second');
    assert.equal(await secretHashAfter(first, [pool('b'), { ssr: true }]), undefined);
    assert.equal(await secretHashAfter(first, [pool('b'), {}]), undefined);
  });

  it('stay as they were when a later call has bad ones', async () => {
    await attempted(secretHashAfter([pool('a'), { secretHash: hooks.first }]));
    await assert.rejects(everything.Amplify.configure(pool('b'), { secretHash: 'hash' }));
    assert.equal(globalThis[shared][1].libraryOptions.secretHash, hooks.first);
  });

  it('do not include the file of an earlier call', async () => {
    const fetched = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (address) => {
      fetched.push(address);
      return Response.json(pool('a'));
    };
    try {
      const wasm = fakeWasm();
      const hub = new HubClass('shared');
      globalThis[shared] = { 1: { hub, auth: new AuthInstance(hub, { ready: wasm.ready }) } };
      await everything.Amplify.configure(undefined, { file: '/mine.json' });
      await everything.Amplify.configure();
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(fetched, ['/mine.json', './amplifyconfiguration.json']);
  });
});
