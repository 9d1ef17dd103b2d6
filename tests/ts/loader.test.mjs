import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { AuthError } from '../../dist/auth.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { HubClass } from '../../dist/utils.js';
import { deferred, errorData, fakeWasm, settled } from './fakeWasm.mjs';

/** Sets members of the global object while `work` runs. `undefined` removes one. */
async function withGlobals(members, work) {
  const before = Object.fromEntries(
    Object.keys(members).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]),
  );
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  try {
    return await work();
  } finally {
    Object.defineProperties(globalThis, before);
  }
}

function configured(functions, hooks) {
  const wasm = fakeWasm(functions, hooks);
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready });
  auth.configure({ config: { given: true } });
  return { auth, wasm };
}

describe('loading the module', () => {
  it('happens once for concurrent and later callers', async () => {
    let compiled = 0;
    const compile = async () => {
      compiled += 1;
      return {};
    };
    const { ready, instances } = fakeWasm({}, { compile });
    const [first, second] = await Promise.all([ready(), ready()]);
    assert.equal(first, second);
    assert.equal(await ready(), first);
    assert.equal(compiled, 1);
    assert.equal(instances.length, 1);
  });

  it('is tried again after a failure to compile', async () => {
    const failure = new Error('out of memory');
    const outcomes = [() => Promise.reject(failure), async () => ({})];
    const { ready } = fakeWasm({}, { compile: () => outcomes.shift()() });
    await assert.rejects(ready(), (error) => {
      assert.ok(error instanceof AuthError);
      assert.equal(error.name, 'Unknown');
      assert.equal(error.retryable, true);
      assert.equal(error.cause, failure);
      return true;
    });
    assert.ok(await ready());
  });

  it('is tried again after a failure to instantiate, with the compiled module', async () => {
    let compiled = 0;
    const failure = new Error('first');
    const outcomes = [() => Promise.reject(failure), async () => {}];
    const { ready } = fakeWasm(
      {},
      {
        compile: async () => {
          compiled += 1;
          return {};
        },
        init: () => outcomes.shift()(),
      },
    );
    await assert.rejects(ready(), { name: 'Unknown', cause: failure });
    assert.ok(await ready());
    assert.equal(compiled, 1);
  });

  const withoutSimd = Object.create(WebAssembly, { validate: { value: () => false } });
  for (const [feature, globals, suggestion] of [
    ['WebAssembly', { WebAssembly: undefined }, /^Use a browser from 2023 or later/],
    ['WebAssembly SIMD', { WebAssembly: withoutSimd }, /^Use a browser from 2023 or later/],
    ['TextDecoder', { TextDecoder: undefined }, /jsdom/],
    ['TextEncoder', { TextEncoder: undefined }, /jsdom/],
    ['DecompressionStream', { DecompressionStream: undefined }, /^Use a browser from 2023 or later/],
  ]) {
    it(`reports that there is no ${feature}, and is tried again`, async () => {
      const { ready } = fakeWasm({}, { needs: ['DecompressionStream'] });
      await withGlobals(globals, () =>
        assert.rejects(ready(), (error) => {
          assert.ok(error instanceof AuthError);
          assert.equal(error.name, 'PlatformNotSupported');
          assert.equal(error.category, 'configuration');
          assert.equal(error.message, `this browser or runtime has no ${feature}`);
          assert.match(error.recoverySuggestion, suggestion);
          return true;
        }),
      );
      assert.ok(await ready());
    });
  }

  it('names every missing feature, and what to do in jsdom, which hides them', async () => {
    const { ready } = fakeWasm({}, { needs: ['DecompressionStream'] });
    await withGlobals({ TextDecoder: undefined, DecompressionStream: undefined }, () =>
      assert.rejects(ready(), (error) => {
        assert.ok(error.message.includes('TextDecoder, DecompressionStream'), error.message);
        assert.ok(error.recoverySuggestion.includes('jsdom'), error.recoverySuggestion);
        return true;
      }),
    );
  });

  it('does not require what its source does not need', async () => {
    const { ready } = fakeWasm();
    await withGlobals({ DecompressionStream: undefined }, async () => assert.ok(await ready()));
  });

  it('names cognito-wasm/slim if the runtime does not compile', async () => {
    const refusal = new WebAssembly.CompileError('WebAssembly.compile(): Wasm code generation disallowed by embedder');
    const { ready } = fakeWasm({}, { compile: () => Promise.reject(refusal) });
    await assert.rejects(ready(), (error) => {
      assert.ok(error.recoverySuggestion.includes('cognito-wasm/slim'), error.recoverySuggestion);
      return true;
    });
  });

  const refusals = [
    // Chromium.
    new WebAssembly.CompileError(
      "WebAssembly.compile(): Compiling or instantiating WebAssembly module violates the following Content Security policy directive because 'unsafe-eval' is not an allowed source of script",
    ),
    // Firefox.
    new WebAssembly.CompileError('call to WebAssembly.compile() blocked by CSP'),
    // Safari.
    new EvalError(
      "Refused to create a WebAssembly object because 'unsafe-eval' or 'wasm-unsafe-eval' is not an allowed source of script",
    ),
    // workerd.
    new WebAssembly.CompileError('WebAssembly.compile(): Wasm code generation disallowed by embedder'),
    // An error of another realm, as in test runners.
    runInNewContext("new WebAssembly.CompileError('blocked by CSP, elsewhere')"),
    runInNewContext("new EvalError('unsafe-eval is not an allowed source, elsewhere')"),
  ];
  for (const refusal of refusals) {
    it(`names 'wasm-unsafe-eval' when compiling is refused: ${refusal.message.slice(0, 60)}`, async () => {
      const { ready } = fakeWasm({}, { compile: () => Promise.reject(refusal) });
      await assert.rejects(ready(), (error) => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.name, 'ContentSecurityPolicyException');
        assert.equal(error.category, 'configuration');
        assert.ok(error.message.includes("'wasm-unsafe-eval'"));
        assert.equal(error.cause, refusal);
        return true;
      });
    });
  }

  it('does not blame the policy for a broken module', async () => {
    const broken = new WebAssembly.CompileError('expected magic word 00 61 73 6d');
    const { ready } = fakeWasm({}, { compile: () => Promise.reject(broken) });
    await assert.rejects(ready(), { name: 'Unknown', cause: broken });
  });
});

describe('a trap', () => {
  const never = () => new Promise(() => {});

  function assertTrapped(error, cause) {
    assert.ok(error instanceof AuthError);
    assert.equal(error.name, 'Unknown');
    assert.equal(error.category, 'unknown');
    assert.equal(error.retryable, true);
    assert.equal(error.cause, cause);
    return true;
  }

  it('rejects every pending call, and the next call gets a fresh instance with the same configuration', async () => {
    const accepted = [];
    const { auth, wasm } = configured(
      { signIn: never, signUp: never, getCurrentUser: async () => ({ username: 'u' }) },
      { accept: (config) => accepted.push(config) },
    );
    const calls = [auth.run('signIn', {}), auth.run('signUp', {})].map((call) => call.catch((error) => error));
    await settled();
    wasm.instances[0].panic('panicked at src/lib.rs');
    const [first, second] = await Promise.all(calls);
    assert.equal(first.cause.message, 'panicked at src/lib.rs');
    for (const error of [first, second]) assertTrapped(error, first.cause);
    assert.deepEqual(await auth.run('getCurrentUser', {}), { username: 'u' });
    assert.equal(wasm.instances.length, 2);
    assert.deepEqual(accepted, [{ given: true }, { given: true }]);
  });

  it('is noticed when a call throws it', async () => {
    const trap = new WebAssembly.RuntimeError('unreachable');
    const { auth, wasm } = configured({
      signIn: never,
      signUp: () => {
        throw trap;
      },
      getCurrentUser: async () => 'alive',
    });
    const other = auth.run('signIn', {}).catch((error) => error);
    await settled();
    await assert.rejects(auth.run('signUp', {}), (error) => assertTrapped(error, trap));
    assertTrapped(await other, trap);
    assert.equal(await auth.run('getCurrentUser', {}), 'alive');
    assert.equal(wasm.instances.length, 2);
  });

  for (const trap of ["new WebAssembly.RuntimeError('unreachable')", "new RangeError('too much recursion')"]) {
    it(`is noticed when it comes from another realm: ${trap}`, async () => {
      const thrown = runInNewContext(trap);
      const { auth, wasm } = configured({
        signUp: () => {
          throw thrown;
        },
        getCurrentUser: async () => 'alive',
      });
      await assert.rejects(auth.run('signUp', {}), (error) => assertTrapped(error, thrown));
      assert.equal(await auth.run('getCurrentUser', {}), 'alive');
      assert.equal(wasm.instances.length, 2);
    });
  }

  it('is noticed when the constructor of the client throws it', async () => {
    const trap = new RangeError('Maximum call stack size exceeded');
    const outcomes = [trap];
    const accept = () => {
      if (outcomes.length > 0) throw outcomes.shift();
    };
    const { auth, wasm } = configured({ getCurrentUser: async () => 'alive' }, { accept });
    await assert.rejects(auth.run('getCurrentUser', {}), (error) => assertTrapped(error, trap));
    assert.equal(await auth.run('getCurrentUser', {}), 'alive');
    assert.equal(wasm.instances.length, 2);
  });

  it('is noticed when scheduled work throws it, and nothing else runs in that instance', async () => {
    const trap = new WebAssembly.RuntimeError('memory access out of bounds');
    const { auth, wasm } = configured({ signIn: never });
    const call = auth.run('signIn', {}).catch((error) => error);
    await settled();
    const [{ queueMicrotask: schedule }] = wasm.instances;
    let ran = 0;
    schedule(() => {
      ran += 1;
    });
    schedule(() => {
      throw trap;
    });
    schedule(() => {
      ran += 1;
    });
    assertTrapped(await call, trap);
    await settled();
    assert.equal(ran, 1);
  });

  it('is not any other kind of exception', async () => {
    const { auth, wasm } = configured({
      signUp: () => {
        throw new TypeError('not a function');
      },
      getCurrentUser: async () => 'alive',
    });
    await assert.rejects(auth.run('signUp', {}), { name: 'Unknown', retryable: false });
    assert.equal(await auth.run('getCurrentUser', {}), 'alive');
    assert.equal(wasm.instances.length, 1);
  });

  it('does not affect a call that has ended', async () => {
    const answer = deferred();
    const { auth, wasm } = configured({ signIn: () => answer.promise });
    const call = auth.run('signIn', {});
    await settled();
    answer.resolve('done');
    await settled();
    wasm.instances[0].panic('later');
    assert.equal(await call, 'done');
  });

  it('of one instance does not change ordinary rejections of the next', async () => {
    const { auth, wasm } = configured({ signIn: () => Promise.reject(errorData('NotAuthorizedException')) });
    await auth.ready();
    wasm.instances[0].panic('first');
    await assert.rejects(auth.run('signIn', {}), { name: 'NotAuthorizedException' });
  });
});
