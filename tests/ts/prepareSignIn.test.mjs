import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { startRelaxedModule } from '../../target/typescript/loader/relaxedModule.js';
import { HubClass } from '../../dist/utils.js';
import { deferred, errorData, fakeWasm, settled, tasks } from './fakeWasm.mjs';

const relaxedStandIn = { buffer: new Uint8Array(576) };

function instance(functions = {}, relaxed = async () => relaxedStandIn) {
  const wasm = fakeWasm({ prepareSignIn: async () => true, ...functions });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, relaxed });
  return { auth, wasm };
}

function configured(...options) {
  const made = instance(...options);
  made.auth.configure({ config: { given: true } });
  return made;
}

const names = ({ calls }) => calls.map(({ name }) => name);

describe('prepareSignIn', () => {
  it('makes the key pair and gives the client the relaxed SIMD module', async () => {
    const { auth, wasm } = configured();
    await auth.prepareSignIn({});
    assert.deepEqual(names(wasm), ['prepareSignIn']);
    assert.deepEqual(wasm.modules, [relaxedStandIn]);
  });

  it('gives a client the module only once', async () => {
    const { auth, wasm } = configured();
    await Promise.all([auth.prepareSignIn({}), auth.prepareSignIn({})]);
    await auth.prepareSignIn({});
    assert.equal(wasm.modules.length, 1);
  });

  it('gives no module to a client whose user is signed in', async () => {
    const { auth, wasm } = configured({ prepareSignIn: async () => false });
    await auth.prepareSignIn({});
    assert.deepEqual(wasm.modules, []);
  });

  it('works without the module if there is none', async () => {
    const { auth, wasm } = configured({}, async () => undefined);
    await auth.prepareSignIn({});
    assert.deepEqual(wasm.modules, []);
  });

  it('rejects with the error of the configuration', async () => {
    const { auth } = configured({ prepareSignIn: () => Promise.reject(errorData('MissingPolyfill', 'unknown')) });
    await assert.rejects(auth.prepareSignIn({}), { name: 'MissingPolyfill' });
    await assert.rejects(instance().auth.prepareSignIn({}), { name: 'AuthUserPoolException' });
  });
});

describe('the start of the module', () => {
  const starts = (call) => {
    const order = [];
    const wasm = fakeWasm(
      { prepareSignIn: async () => false, signUp: async () => 'registered' },
      {
        compile: async () => order.push('compiled'),
        init: async () => order.push('instantiated'),
        accept: () => order.push('configured'),
      },
    );
    const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, relaxed: async () => undefined });
    auth.configure({ config: { given: true } });
    const state = { isOver: false };
    const page = (async () => {
      while (!state.isOver) {
        await tasks(1);
        order.push('page');
      }
    })();
    return {
      order,
      run: async () => {
        await call(auth);
        state.isOver = true;
        await page;
        return order;
      },
    };
  };

  it('leaves the page time between its steps if nobody waits for it', async () => {
    const order = await starts((auth) => auth.prepareSignIn({})).run();
    const between = (first, second) => order.slice(order.indexOf(first), order.indexOf(second)).includes('page');
    assert.ok(between('compiled', 'instantiated') && between('instantiated', 'configured'), order.join());
  });

  it('goes on without pauses once a call waits', async () => {
    const wasm = fakeWasm({ signUp: async () => 'registered' });
    let pauses = 0;
    // In a hidden tab, a pause may take a minute. This one lasts until the test ends.
    const first = deferred();
    const pause = () => ((pauses += 1) === 1 ? first.promise : new Promise(() => {}));
    const paused = wasm.ready(pause);
    await settled();
    const awaited = wasm.ready();
    first.resolve();
    assert.equal(await awaited, await paused);
    assert.equal(pauses, 1);
  });

  it('makes no pause if a call waits', async () => {
    const order = await starts((auth) => auth.run('signUp', {})).run();
    assert.deepEqual(order.slice(0, 3), ['compiled', 'instantiated', 'configured']);
  });
});

describe('a sign-in', () => {
  it('does not wait for the module, which the next one uses', async () => {
    let arrive;
    const arrival = new Promise((resolve) => (arrive = resolve));
    const { auth, wasm } = configured({ signIn: async () => 'signed in' }, () => arrival);
    assert.equal(await auth.signIn({}), 'signed in');
    assert.deepEqual(wasm.modules, []);
    arrive(relaxedStandIn);
    await settled();
    assert.deepEqual(wasm.modules, [relaxedStandIn]);
  });
});

describe('in a page', () => {
  const idle = [];
  const page = { document: {}, requestIdleCallback: (callback) => idle.push(callback) };

  function enterPage() {
    for (const [name, value] of Object.entries(page))
      Object.defineProperty(globalThis, name, { value, configurable: true });
  }

  afterEach(() => {
    for (const name of Object.keys(page)) delete globalThis[name];
    idle.length = 0;
  });

  it('configure prepares a sign-in once the page is idle', async () => {
    enterPage();
    const { auth, wasm } = configured();
    await auth.ready();
    assert.deepEqual(names(wasm), []);
    assert.equal(idle.length, 1);
    idle[0]();
    await tasks();
    assert.deepEqual(names(wasm), ['prepareSignIn']);
  });

  it('waiting to be idle does not keep a process alive if the page has the timers of Node', async (context) => {
    const { setTimeout } = globalThis;
    const timers = [];
    context.mock.method(globalThis, 'setTimeout', (...input) => {
      timers.push(setTimeout(...input));
      return timers.at(-1);
    });
    // Safari and test runners have no `requestIdleCallback`.
    Object.defineProperty(globalThis, 'document', { value: page.document, configurable: true });
    configured();
    await settled();
    assert.deepEqual(
      timers.map((timer) => timer.hasRef()),
      [false],
    );
    clearTimeout(timers[0]);
  });

  it('a sign-in prepares the next one, in case it fails', async () => {
    enterPage();
    const { auth, wasm } = configured({ signIn: () => Promise.reject(errorData('NotAuthorizedException')) });
    await assert.rejects(auth.signIn({}), { name: 'NotAuthorizedException' });
    idle.at(-1)();
    await tasks();
    assert.deepEqual(names(wasm), ['signIn', 'prepareSignIn']);
  });

  it('a configuration that was replaced is not prepared', async () => {
    enterPage();
    const { auth, wasm } = configured();
    await settled();
    auth.configure({ config: { given: 'later' } });
    await settled();
    for (const callback of idle) callback();
    await tasks();
    assert.deepEqual(names(wasm), ['prepareSignIn']);
  });

  it('the next call reports what went wrong', async () => {
    enterPage();
    const refuse = () => Promise.reject(errorData('InvalidConfiguration', 'configuration'));
    const { auth } = configured({ prepareSignIn: refuse, signIn: refuse });
    await settled();
    idle[0]();
    await tasks();
    await assert.rejects(auth.signIn({}), { name: 'InvalidConfiguration' });
  });

  it('nothing is prepared without a page', async (context) => {
    const later = context.mock.method(globalThis, 'setTimeout');
    Object.defineProperty(globalThis, 'requestIdleCallback', { value: page.requestIdleCallback, configurable: true });
    const { auth, wasm } = configured();
    await auth.ready();
    assert.deepEqual([idle, later.mock.callCount()], [[], 0]);
    assert.deepEqual(names(wasm), []);
  });
});

describe('the relaxed SIMD module', () => {
  const real = globalThis.WebAssembly;
  const compile = async () => ({});

  /** An engine with relaxed SIMD and a module that exports the given functions. */
  function engine(exports) {
    const memory = new real.Memory({ initial: 1 });
    const instantiate = async () => ({ exports: { memory, buffer: () => 64, buffer_bytes: () => 576, ...exports } });
    globalThis.WebAssembly = Object.create(real, {
      validate: { value: () => true },
      instantiate: { value: instantiate },
    });
    return memory;
  }

  afterEach(() => {
    globalThis.WebAssembly = real;
  });

  it('is used if it passes its test', async () => {
    const [generator_power, shared_secret] = [() => {}, () => {}];
    const memory = engine({ self_test: () => 1, generator_power, shared_secret });
    const module = await startRelaxedModule(compile);
    assert.equal(module.generatorPower, generator_power);
    assert.equal(module.sharedSecret, shared_secret);
    assert.equal(module.buffer.buffer, memory.buffer);
    assert.deepEqual([module.buffer.byteOffset, module.buffer.length], [64, 576]);
  });

  it('is not used if it fails its test even once', async () => {
    const results = [1, 1, 1, 1, 0];
    engine({ self_test: () => results.shift() ?? 1 });
    assert.equal(await startRelaxedModule(compile), undefined);
  });

  it('is not used when it breaks', async () => {
    engine({
      self_test: () => {
        throw new real.RuntimeError('unreachable');
      },
    });
    assert.equal(await startRelaxedModule(compile), undefined);
    engine({ self_test: () => 1 });
    assert.equal(await startRelaxedModule(() => Promise.reject(new Error('no such file'))), undefined);
  });

  it('is not compiled if the engine has no relaxed SIMD', async () => {
    globalThis.WebAssembly = Object.create(real, { validate: { value: () => false } });
    assert.equal(await startRelaxedModule(() => assert.fail('compiled')), undefined);
  });
});
