/** The glance against the built module, in a page as far as Node has one. `tests/browser/glance.spec.ts` does the same in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { AuthError, HubClass } from '../../dist/index.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { caseOf } from '../glance/cases.mjs';
import { compareAll } from '../glance/compare.mjs';
import { pageAround, refuseRequests } from '../glance/page.mjs';

const first = 1;
const count = 1_000;

/** A storage whose methods look like the browser's own. */
class Storage {
  #items = new Map();

  get [Symbol.toStringTag]() {
    return 'Storage';
  }

  getItem(key) {
    return this.#items.get(String(key)) ?? null;
  }

  setItem(key, value) {
    this.#items.set(String(key), String(value));
  }

  removeItem(key) {
    this.#items.delete(String(key));
  }

  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  clear() {
    this.#items.clear();
  }
}

describe('the glance', () => {
  const { fetch } = globalThis;
  const { toString } = Function.prototype;
  const { warn } = console;
  let result;

  before(async () => {
    const native = new Map(
      ['getItem', 'setItem', 'removeItem', 'key'].map((name) => [
        Storage.prototype[name],
        `function ${name}() { [native code] }`,
      ]),
    );
    Function.prototype.toString = function () {
      return native.get(this) ?? toString.call(this);
    };
    refuseRequests();
    // Configurations that the module has not read, and those with a secret.
    console.warn = () => {};
    const storage = new Storage();
    globalThis.window = { localStorage: storage };
    globalThis.location = { search: '' };
    const page = pageAround(storage, (search) => (globalThis.location = { search }));
    await readyWasm();
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    result = await compareAll({ AuthError, AuthInstance, HubClass, sessionFunctions, readyWasm }, page, caseOf, seeds);
  });

  after(() => {
    Object.assign(globalThis, { fetch });
    Object.assign(console, { warn });
    Function.prototype.toString = toString;
    delete globalThis.window;
    delete globalThis.location;
  });

  it('answers as the module does, wherever it answers', () => {
    assert.deepEqual(result.faults, []);
  });
  it('counts', () => console.log(result.glances, globalThis.slow));
});
