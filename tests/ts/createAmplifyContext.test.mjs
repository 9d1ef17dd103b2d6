/** `createAmplifyContext`, and the methods of what it returns. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inspect } from 'node:util';

import * as everything from '../../dist/index.js';
import { contextOf, instance, pool, share, shareNothing } from './contextInstances.mjs';
import { errorData } from './fakeWasm.mjs';

const { AuthError, createAmplifyContext, Hub } = everything;
const brand = Symbol.for('amplify.context');

let byDefault;

beforeEach(() => {
  byDefault = instance();
  share(byDefault.auth);
});

afterEach(shareNothing);

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
    shareNothing();
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
    share(byDefault.auth);
    assert.equal((await Amplify.fetchAuthSession({ forceRefresh: true })).isSignedIn, false);
    assert.equal(await Amplify.getTokens({}), undefined);
    await Amplify.clearCredentials();
    assert.deepEqual(
      byDefault.called.map(({ name }) => name),
      ['fetchAuthSession', 'getTokens', 'clearCredentials'],
    );
  });
});
