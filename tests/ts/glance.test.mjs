/** The glance against the built module, in a page as far as Node has one. `tests/browser/glance.spec.ts` does the same in Chromium. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { AuthError, HubClass } from '../../dist/index.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { caseOf } from '../glance/cases.mjs';
import { compareAll } from '../glance/compare.mjs';
import { faults } from '../glance/faults.mjs';
import { pageAround, refuseRequests } from '../glance/page.mjs';

const first = 1;
const count = 3_000;

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
    const names = ['getItem', 'setItem', 'removeItem'];
    const native = new Map(names.map((name) => [Storage.prototype[name], `function ${name}() { [native code] }`]));
    Function.prototype.toString = function () {
      return native.get(this) ?? toString.call(this);
    };
    refuseRequests();
    // Configurations that the module has not read, and those with a secret.
    console.warn = () => {};
    const localStorage = new Storage();
    for (const [name, value] of Object.entries({ window: globalThis, localStorage, location: { search: '' } }))
      Object.defineProperty(globalThis, name, { value, configurable: true });
    const page = pageAround(localStorage, (search) => Object.assign(globalThis.location, { search }));
    await readyWasm();
    const seeds = Array.from({ length: count }, (_, index) => first + index);
    result = await compareAll({ AuthError, AuthInstance, HubClass, sessionFunctions, readyWasm }, page, caseOf, seeds);
  });

  after(() => {
    Object.assign(globalThis, { fetch });
    Object.assign(console, { warn });
    Function.prototype.toString = toString;
    for (const name of ['window', 'localStorage', 'location']) delete globalThis[name];
  });

  it('answers as the module does, wherever it answers', () => {
    assert.equal(result.faults.join('\n\n'), '');
  });

  it('has been asked in cases of every kind', () => {
    assert.deepEqual(
      Object.keys(faults).filter((kind) => !(result.glances[kind]?.[1] > 3)),
      [],
    );
  });

  it('answers for whole sessions, for empty storages, and in a third of all cases', () => {
    const all = Object.values(result.glances);
    const total = (index) => all.reduce((sum, counts) => sum + counts[index], 0);
    assert.equal(total(1), count);
    assert.ok(total(0) > count / 3, `${total(0)} of ${count}`);
    for (const kind of ['a whole session', 'an empty storage', 'leftovers of a session', 'signed in, module started'])
      assert.equal(...result.glances[kind], kind);
  });
});
