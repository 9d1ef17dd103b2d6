import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { frozenCopy } from '../../dist/values/frozenCopy.js';

describe('frozenCopy', () => {
  it('copies plain data at every depth, and freezes only the copy', () => {
    const original = { list: [{ a: 1 }], member: { b: null, c: undefined }, bare: Object.create(null) };
    const copy = frozenCopy(original);
    assert.deepEqual(copy, { list: [{ a: 1 }], member: { b: null, c: undefined }, bare: {} });
    for (const part of [copy, copy.list, copy.list[0], copy.member, copy.bare]) assert.ok(Object.isFrozen(part));
    for (const part of [original, original.list, original.list[0], original.member]) assert.ok(!Object.isFrozen(part));
  });

  it('refuses arrays of absurd length', () => {
    assert.equal(frozenCopy({ list: new Array(100_000).fill(0) }).list.length, 100_000);
    for (const length of [100_001, 2 ** 32 - 1]) {
      assert.throws(() => frozenCopy({ list: new Array(length) }), { name: 'RangeError' });
    }
  });

  it('does not copy functions and objects of classes', () => {
    const original = { hook: () => 1, url: new URL('https://example.com') };
    const copy = frozenCopy(original);
    assert.equal(copy.hook, original.hook);
    assert.equal(copy.url, original.url);
    assert.ok(!Object.isFrozen(copy.url));
  });
});
