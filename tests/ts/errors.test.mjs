import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { toAuthError } from '../../dist/errors/toAuthError.js';
import { AuthError, HubClass } from '../../dist/index.js';
import { deferred, errorData, fakeWasm } from './fakeWasm.mjs';

function configured(functions) {
  const wasm = fakeWasm(functions);
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready });
  auth.configure({ config: {} });
  return { auth, wasm };
}

describe('AuthError', () => {
  it('carries what the app needs to act', () => {
    const cause = new TypeError('why');
    const error = new AuthError({
      name: 'NetworkError',
      message: 'm',
      category: 'network',
      recoverySuggestion: 'r',
      retryable: true,
      metadata: { httpStatusCode: 500 },
      underlyingError: cause,
    });
    assert.ok(error instanceof Error);
    assert.equal(String(error), 'NetworkError: m');
    assert.equal(error.category, 'network');
    assert.equal(error.recoverySuggestion, 'r');
    assert.equal(error.retryable, true);
    assert.deepEqual(error.metadata, { httpStatusCode: 500 });
    assert.equal(error.underlyingError, cause);
    assert.equal(error.cause, cause);
  });

  it('has no members for what is unknown', () => {
    const error = new AuthError({ name: 'N', message: 'm' });
    assert.deepEqual(Object.keys(error).sort(), ['category', 'name', 'retryable']);
    assert.equal(error.category, 'unknown');
    assert.equal(error.retryable, false);
    assert.equal('cause' in error, false);
  });

  it('names itself in the first line of its stack', () => {
    assert.match(new AuthError({ name: 'SomeException', message: 'm' }).stack, /^SomeException: m\n/);
  });

  it('is recognised by instanceof only when it is one', () => {
    class Special extends AuthError {}
    assert.equal(new AuthError({ name: 'N', message: 'm' }) instanceof Special, false);
    assert.equal(new Special({ name: 'N', message: 'm' }) instanceof AuthError, true);
    for (const other of [null, undefined, 'text', new Error('m'), { name: 'N', message: 'm' }]) {
      assert.equal(other instanceof AuthError, false);
    }
  });
});

describe('toAuthError', () => {
  it('converts data from Rust into an error', () => {
    const cause = { status: 400 };
    const metadata = { httpStatusCode: 400, requestId: 'r-1' };
    const data = errorData('NotAuthorizedException', 'notAuthorized', { cause, metadata, recoverySuggestion: 'r' });
    const error = toAuthError(data);
    assert.ok(error instanceof AuthError);
    assert.deepEqual(
      { ...error },
      {
        name: 'NotAuthorizedException',
        category: 'notAuthorized',
        retryable: false,
        recoverySuggestion: 'r',
        metadata,
        underlyingError: cause,
      },
    );
    assert.equal(error.message, data.message);
    assert.equal(error.cause, cause);
  });

  it('converts data at every depth', () => {
    const root = new TypeError('root');
    const deepest = errorData('NetworkError', 'network', { cause: root });
    const middle = errorData('TimeoutError', 'network', { cause: deepest });
    const error = toAuthError(errorData('SessionExpiredException', 'sessionExpired', { cause: middle }));
    const names = [];
    let each = error;
    for (; each instanceof AuthError; each = each.cause) {
      names.push(each.name);
      assert.equal(each.underlyingError, each.cause);
    }
    assert.deepEqual(names, ['SessionExpiredException', 'TimeoutError', 'NetworkError']);
    assert.equal(each, root);
  });

  it('converts chains that are longer than any of Rust', () => {
    let data = errorData('Exception0');
    for (let i = 1; i < 10; i += 1) data = errorData(`Exception${i}`, 'service', { cause: data });
    const names = [];
    for (let each = toAuthError(data); each instanceof AuthError; each = each.cause) names.push(each.name);
    assert.deepEqual(
      names,
      Array.from({ length: 10 }, (_, i) => `Exception${9 - i}`),
    );
  });

  it('ends with data that contains itself', () => {
    const data = errorData('N');
    data.cause = data;
    let depth = 0;
    for (let each = toAuthError(data); each instanceof AuthError; each = each.cause) {
      assert.ok(each.cause === undefined || each.cause instanceof AuthError);
      depth += 1;
    }
    assert.ok(depth > 1 && depth < 100, String(depth));
  });

  const strange = {
    'an object of the application': { name: 'N', message: 'm', category: 'mine' },
    'an object that throws when it is read': {
      get name() {
        throw new TypeError('no');
      },
    },
    'an error with more members': Object.assign(new Error('m'), { category: 'service', retryable: true }),
    'a revoked proxy': (() => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    })(),
  };
  for (const [what, cause] of Object.entries(strange)) {
    it(`keeps ${what} unchanged as the cause`, () => {
      assert.equal(toAuthError(errorData('N', 'service', { cause })).cause, cause);
    });
  }

  it('reads the message of an error of another realm', () => {
    assert.equal(toAuthError(runInNewContext("new TypeError('from there')")).message, 'from there');
  });

  it('returns an AuthError unchanged', () => {
    const error = new AuthError({ name: 'N', message: 'm' });
    assert.equal(toAuthError(error), error);
  });

  for (const reason of [new TypeError('other'), 'text', undefined, { name: 'N' }]) {
    it(`keeps ${String(reason)} as the cause of an error named Unknown`, () => {
      const error = toAuthError(reason);
      assert.equal(error.name, 'Unknown');
      assert.equal(error.category, 'unknown');
      assert.equal(error.cause, reason);
    });
  }
});

describe('a rejected call', () => {
  it('has a stack that leads to the caller', async () => {
    const { auth } = configured({ signIn: () => Promise.reject(errorData('NotAuthorizedException')) });
    async function theCaller() {
      return await auth.run('signIn', { username: 'u' });
    }
    await assert.rejects(theCaller(), (error) => {
      assert.ok(error instanceof AuthError);
      assert.match(error.stack, /theCaller/);
      return true;
    });
  });
});

describe('an aborted call', () => {
  it('never starts if the signal has already fired', async () => {
    const { auth, wasm } = configured({ signIn: () => Promise.resolve({}) });
    const reason = new Error('changed my mind');
    const call = auth.run('signIn', { username: 'u', options: { signal: AbortSignal.abort(reason) } });
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof AuthError);
      assert.deepEqual([error.name, error.retryable, error.cause], ['AbortError', true, reason]);
      return true;
    });
    assert.equal(wasm.instances.length, 0);
    assert.deepEqual(wasm.calls, []);
  });

  it('stops waiting for the module when the signal fires', async () => {
    const loading = deferred();
    const wasm = fakeWasm({ getCurrentUser: () => Promise.resolve({}) }, { compile: () => loading.promise });
    const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready });
    auth.configure({ config: {} });
    const controller = new AbortController();
    const call = auth.run('getCurrentUser', { signal: controller.signal });
    controller.abort('enough');
    await assert.rejects(call, { name: 'AbortError', cause: 'enough' });
    loading.resolve({});
    await auth.ready();
    assert.deepEqual(wasm.calls, []);
  });

  it('passes the signal to Rust beside the input, and its reason becomes the cause', async () => {
    const controller = new AbortController();
    const { auth, wasm } = configured({
      signIn: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(errorData('AbortError', 'unknown'));
          });
          queueMicrotask(() => {
            controller.abort('enough');
          });
        }),
    });
    const options = { clientMetadata: { a: 'b' }, signal: controller.signal };
    const input = { username: 'u', options };
    await assert.rejects(auth.run('signIn', input), { name: 'AbortError', cause: 'enough' });
    assert.equal(wasm.calls[0].signal, controller.signal);
    assert.deepEqual(wasm.calls[0].input, { username: 'u', options: { clientMetadata: { a: 'b' } } });
    assert.equal(input.options.signal, controller.signal, 'the input of the caller is not changed');
  });

  it('takes the signal of a call without options from the input itself', async () => {
    const { auth, wasm } = configured({ fetchAuthSession: () => Promise.resolve({}) });
    const { signal } = new AbortController();
    await auth.run('fetchAuthSession', { forceRefresh: true, signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), [], 'nothing listens to a signal after the call');
    assert.deepEqual(wasm.calls, [{ name: 'fetchAuthSession', input: { forceRefresh: true }, signal }]);
  });

  it('keeps its own cause if the signal has not fired', async () => {
    const cause = new Error('somebody else');
    const { auth } = configured({ signIn: () => Promise.reject(errorData('AbortError', 'unknown', { cause })) });
    const { signal } = new AbortController();
    await assert.rejects(auth.run('signIn', { username: 'u', options: { signal } }), { name: 'AbortError', cause });
  });

  it('prefers the signal of the options to that of the input', async () => {
    const { auth, wasm } = configured({ signIn: () => Promise.resolve({}) });
    const [outer, inner] = [new AbortController(), new AbortController()];
    await auth.run('signIn', { username: 'u', signal: outer.signal, options: { signal: inner.signal } });
    assert.equal(wasm.calls[0].signal, inner.signal);
  });

  const listening = { addEventListener() {}, removeEventListener() {} };
  for (const [what, signal] of Object.entries({
    text: 'signal',
    'an empty object': {},
    'something whose `aborted` is no flag': { ...listening, aborted: 'no' },
    'something that cannot be listened to': { ...listening, aborted: false, addEventListener: undefined },
    'something that does not stop': { ...listening, aborted: false, removeEventListener: undefined },
  })) {
    it(`is refused with an invalid signal: ${what}`, async () => {
      const { auth, wasm } = configured({ signIn: () => Promise.resolve({}) });
      const refusal = {
        name: 'InvalidParameterException',
        category: 'validation',
        message: '`signal` is not an AbortSignal',
      };
      for (const input of [{ signal }, { options: { signal } }]) {
        await assert.rejects(auth.run('signIn', input), refusal);
      }
      assert.deepEqual(wasm.calls, []);
    });
  }

  it('is refused if reading its input throws', async () => {
    const { auth, wasm } = configured({ signIn: () => Promise.resolve({}) });
    const cause = new TypeError('from a getter');
    const input = {
      get options() {
        throw cause;
      },
    };
    await assert.rejects(auth.run('signIn', input), (error) => {
      assert.ok(error instanceof AuthError);
      assert.deepEqual([error.name, error.category], ['InvalidParameterException', 'validation']);
      assert.equal(error.cause, cause);
      return true;
    });
    assert.deepEqual(wasm.calls, []);
  });

  for (const input of [undefined, null, 'text', { options: 'text' }, { options: null }]) {
    it(`leaves it to Rust to check the input ${JSON.stringify(input)}`, async () => {
      const { auth, wasm } = configured({
        signIn: () => Promise.reject(errorData('InvalidParameterException', 'validation')),
      });
      await assert.rejects(auth.run('signIn', input), { name: 'InvalidParameterException', category: 'validation' });
      assert.deepEqual(wasm.calls[0].input, input);
    });
  }
});
