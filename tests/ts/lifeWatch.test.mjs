/** When one side of the vault takes the other for gone. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { LifeWatch } from '../../target/typescript/vault/life.js';

const life = 'cognito-wasm-vault.1';

describe('the other side of a port', () => {
  const ofRuntime = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  /** What waits for a lock, by its name. */
  let requests;
  /** What the timers do. */
  let timers;
  let happened;
  let watch;

  beforeEach(() => {
    requests = [];
    timers = new Set();
    happened = [];
    const locks = {
      request: async (name, { signal }, act) => {
        requests.push({ name, signal, act });
      },
    };
    Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
    const timer = {
      start(act) {
        timers.add(act);
        return act;
      },
      stop: (started) => timers.delete(started),
    };
    const peer = { ask: () => happened.push('ask'), gone: () => happened.push('gone') };
    watch = new LifeWatch(peer, timer);
  });

  afterEach(() => {
    if (ofRuntime) Object.defineProperty(globalThis, 'navigator', ofRuntime);
    else delete globalThis.navigator;
  });

  const release = () => {
    for (const { signal, act } of requests.splice(0)) if (!signal.aborted) act();
  };
  const passTime = () => {
    for (const act of [...timers]) {
      timers.delete(act);
      act();
    }
  };

  it('is asked nothing while it holds its lock', () => {
    watch.start(life);
    assert.deepEqual([requests.map(({ name }) => name), timers.size, happened], [[life], 0, []]);
  });

  it('is gone when its lock is free and it does not answer twice', () => {
    watch.start(life);
    release();
    passTime();
    assert.deepEqual(happened, ['ask', 'ask']);
    passTime();
    assert.deepEqual(happened, ['ask', 'ask', 'gone']);
    assert.equal(timers.size, 0);
  });

  it('lives as long as it answers, though its lock cannot be seen', () => {
    watch.start(life);
    release();
    for (let round = 0; round < 10; round += 1) {
      passTime();
      watch.heard();
    }
    assert.ok(!happened.includes('gone'));
    for (let round = 0; round < 3; round += 1) passTime();
    assert.equal(happened.at(-1), 'gone');
  });

  it('is not asked any more once that is stopped, whenever the lock is free', () => {
    watch.start(life);
    const [request] = requests;
    release();
    watch.stop();
    assert.equal(timers.size, 0);
    request.act();
    assert.deepEqual(happened, ['ask']);
  });

  it('is watched anew with the lock that it holds then', () => {
    watch.start(life);
    const [before] = requests;
    watch.start('cognito-wasm-vault.2');
    assert.deepEqual([before.signal.aborted, requests.at(-1).name], [true, 'cognito-wasm-vault.2']);
  });

  it('is not watched if what it names is none of the locks for that', () => {
    for (const name of [undefined, '', 'another', `cognito-wasm-vault.${'x'.repeat(100)}`, {}]) watch.start(name);
    assert.deepEqual(requests, []);
  });
});
