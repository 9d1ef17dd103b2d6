/** Contexts: which instance a call is for, and which arguments are refused. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import * as everything from '../../dist/index.js';
import { contextOf, instance, pool, share, shareNothing } from './contextInstances.mjs';
import { errorData } from './fakeWasm.mjs';

const { AuthError, createAmplifyContext } = everything;
const brand = Symbol.for('amplify.context');

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

let byDefault;

beforeEach(() => {
  byDefault = instance();
  share(byDefault.auth);
});

afterEach(shareNothing);

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
      // Without an address, and without an answer in that of the page, there is nothing to ask.
      const again = name === 'handleRedirectCallback' ? [] : [[asked(name), undefined]];
      assert.deepEqual(callsOf(called), [[asked(name), 1], ...again]);
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
