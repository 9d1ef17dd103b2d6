import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readState } from '../src/browser/database.js';

test('a read ends if the browser closes the connection and says nothing of the transaction', async (t) => {
  const request = {};
  const database = {
    transaction: () => ({ objectStore: () => ({ get: () => ({}) }) }),
    close: t.mock.fn(),
  };
  t.after(() => Reflect.deleteProperty(globalThis, 'indexedDB'));
  Object.assign(globalThis, { indexedDB: { open: () => request } });
  const reading = readState('name');
  Object.assign(request, { result: database });
  request.onsuccess();
  await Promise.resolve();
  await Promise.resolve();
  database.onclose();
  await assert.rejects(reading, /The database cannot be used/);
  assert.equal(database.close.mock.callCount(), 1);
});
