import assert from 'node:assert/strict';

import { StorageCopy } from '../../dist/storage/storageCopyFile.js';

/** A timer whose time passes when the test says so. */
export class FakeTimer {
  #callbacks = new Map();
  #count = 0;

  start(callback, milliseconds) {
    assert.equal(milliseconds, 10_000);
    this.#callbacks.set(++this.#count, callback);
    return this.#count;
  }

  stop(started) {
    this.#callbacks.delete(started);
  }

  get running() {
    return this.#callbacks.size;
  }

  pass() {
    for (const callback of this.#callbacks.values()) callback();
  }
}

/** An asynchronous storage over a Map, which records its calls. */
export class AsyncItems {
  items;
  calls = [];

  constructor(items = {}) {
    this.items = new Map(Object.entries(items));
  }

  async getItem(key) {
    this.calls.push(['get', key]);
    return this.items.get(key) ?? null;
  }

  async setItem(key, value) {
    this.calls.push(['set', key, value]);
    this.items.set(key, value);
  }

  async removeItem(key) {
    this.calls.push(['remove', key]);
    this.items.delete(key);
  }

  get state() {
    return Object.fromEntries(this.items);
  }
}

/** The same with an `apply` that makes all changes or none. */
export class BatchItems extends AsyncItems {
  refuse = false;

  async apply(changes) {
    this.calls.push(['apply', ...changes.map(({ key, value }) => [key, value])]);
    if (this.refuse) throw new Error('full');
    for (const { key, value } of changes) {
      if (value === null) this.items.delete(key);
      else this.items.set(key, value);
    }
  }
}

/** A promise and the functions that settle it. */
export function deferred() {
  let settle;
  const promise = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
}

/** Lets everything run that waits for nothing but other promises. */
export async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

export const copyOf = (storage, timer = new FakeTimer()) => new StorageCopy(storage, timer);
export const failure = (promise) =>
  promise.then(
    () => assert.fail('it did not fail'),
    (error) => error,
  );
