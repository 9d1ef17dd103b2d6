import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bindAuthFunctions } from '../../dist/facade/authFunctions.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import * as everything from '../../dist/index.js';
import { AuthError, createAuth, Hub, HubClass } from '../../dist/index.js';
import { consoleOutput, errorData, fakeWasm } from './fakeWasm.mjs';

const pool = (client) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: client } } });

describe('createAuth', () => {
  it('has its own hub, or the given one', () => {
    const [first, second] = [createAuth(pool('a')), createAuth(pool('b'))];
    assert.ok(first.hub instanceof HubClass);
    assert.notEqual(first.hub, second.hub);
    assert.equal(createAuth(pool('a'), { hub: Hub }).hub, Hub);
  });

  it('immediately refuses an invalid hub, and a hook that is not a function', () => {
    const refusal = { name: 'InvalidParameterException', message: '`hub` is not a hub' };
    for (const hub of ['hub', {}, { dispatch: true }]) assert.throws(() => createAuth(pool('a'), { hub }), refusal);
    assert.throws(() => createAuth(pool('a'), { secretHash: 'hash' }), {
      name: 'InvalidParameterException',
      category: 'configuration',
      message: '`secretHash` is not a function',
    });
  });

  it('does not share its configuration with other instances', () => {
    const [first, second] = [createAuth(pool('a')), createAuth(pool('b'))];
    assert.deepEqual(first.getConfig(), pool('a'));
    assert.deepEqual(second.getConfig(), pool('b'));
  });

  it('has every function of the package as a method', () => {
    const notMethods = [
      'createAmplifyContext',
      'createAuth',
      'createKeysForAuthStorage',
      'openPopup',
      'parseAmplifyConfig',
    ];
    const isFunction = (name) => /^[a-z]/.test(name) && typeof everything[name] === 'function';
    const functions = Object.keys(everything).filter((name) => isFunction(name) && !notMethods.includes(name));
    assert.ok(functions.length > 30);
    const auth = createAuth(pool('a'));
    for (const name of functions) {
      assert.equal(typeof auth[name], 'function', name);
      assert.equal(typeof everything.Amplify.Auth[name], 'function', name);
    }
  });
});

describe('several instances', () => {
  function instances(functions) {
    const wasm = fakeWasm(functions);
    return ['a', 'b'].map((client) => {
      const auth = new AuthInstance(new HubClass(client), { ready: wasm.ready });
      auth.configure({ config: pool(client) });
      return { auth, functions: bindAuthFunctions(() => auth), wasm };
    });
  }

  it('share one wasm instance, each with its own client', async () => {
    const [a, b] = instances({ getCurrentUser: async () => 'user' });
    await Promise.all([a.functions.getCurrentUser(), a.functions.getCurrentUser(), b.functions.getCurrentUser()]);
    assert.equal(a.wasm.instances.length, 1);
    assert.equal(a.wasm.instances[0].clients, 2);
  });

  it('send their events to their own hub, with errors as AuthError', async () => {
    const failure = errorData('NotAuthorizedException', 'notAuthorized');
    const [a, b] = instances({
      fetchAuthSession: async (_input, _signal, host) => {
        host.emit({ event: 'tokenRefresh_failure', data: { error: failure } });
        host.emit({ event: 'signedIn', data: { username: 'u', userId: '1' } });
        host.emit({ event: 'signedOut' });
        throw failure;
      },
    });
    const seen = [];
    a.auth.hub.listen('auth', (capsule) => seen.push(capsule));
    b.auth.hub.listen('auth', () => assert.fail('an event of the other instance'));
    const warnings = await consoleOutput('warn', () =>
      assert.rejects(a.functions.fetchAuthSession(), { name: 'NotAuthorizedException' }),
    );
    assert.deepEqual(warnings, []);
    const payloads = seen.map(({ payload }) => payload);
    assert.deepEqual(
      payloads.map(({ event }) => event),
      ['tokenRefresh_failure', 'signedIn', 'signedOut'],
    );
    assert.ok(payloads[0].data.error instanceof AuthError);
    assert.equal(payloads[0].data.error.name, 'NotAuthorizedException');
    assert.deepEqual(payloads[1].data, { username: 'u', userId: '1' });
    assert.deepEqual(payloads[2], { event: 'signedOut' });
    assert.ok(seen.every(({ source }) => source === 'Auth'));
  });

  it('tell Rust whether the page shares them', async () => {
    for (const isDefault of [true, false]) {
      const seen = [];
      const functions = { getCurrentUser: async (_input, _signal, host) => seen.push(host.isDefault) };
      const auth = new AuthInstance(new HubClass('test'), { isDefault, ready: fakeWasm(functions).ready });
      auth.configure({ config: pool('a') });
      await auth.run('getCurrentUser', {});
      assert.deepEqual(seen, [isDefault]);
    }
  });

  it('pass each input on under the name of its function', async () => {
    const names = ['signUp', 'confirmSignUp', 'resendSignUpCode', 'resetPassword', 'getCurrentUser'];
    const [{ functions, wasm }] = instances(Object.fromEntries(names.map((name) => [name, async () => `did ${name}`])));
    for (const name of names) {
      assert.equal(await functions[name]({ username: name }), `did ${name}`);
    }
    assert.deepEqual(
      wasm.calls.map(({ name, input }) => [name, input]),
      names.map((name) => [name, { username: name }]),
    );
  });
});
