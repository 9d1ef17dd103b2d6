/** Which address a page of a vault shows when an answer has been read. Rust has the same cases: `tests/oauth/shown.rs`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';

import { showAddress, shownAddress } from '../../target/typescript/vault/showAddress.js';
import { enterWindow } from './fakeStorage.mjs';

/** @type {string[][]} */
const cases = JSON.parse(readFileSync(new URL('../oauth/shown.json', import.meta.url), 'utf8'));

describe('when an answer has been read', () => {
  for (const [name, current, read, address, shown] of cases) {
    it(`${name}: shows ${shown}`, () => {
      assert.equal(shownAddress(current, read, address), shown);
    });
  }
});

describe('the page of a vault', () => {
  const read = 'https://app.example/?code=c&state=s';
  const data = { read, address: 'https://app.example/' };
  let leave = () => {};

  afterEach(() => leave());

  /** @param {string} href @param {(...given: unknown[]) => void} replaceState */
  function enter(href, replaceState) {
    const location = { href };
    leave = enterWindow({ document: {}, location, history: { state: 'of the app', replaceState } });
  }

  it('shows another address, and keeps the state of the entry', () => {
    const shown = [];
    enter(read, (...given) => shown.push(given));
    showAddress(data);
    assert.deepEqual(shown, [['of the app', '', 'https://app.example/']]);
  });

  it('leaves an address without the answer alone', () => {
    enter('https://app.example/x', () => assert.fail());
    showAddress(data);
  });

  it('goes on where the browser refuses', () => {
    enter(read, () => {
      throw new DOMException('too many', 'SecurityError');
    });
    showAddress(data);
  });
});
