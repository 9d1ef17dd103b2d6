import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { unlessFresh } from '../../scripts/run/freshness.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const folder = 'target/tests/freshness';
const input = `${folder}/input`;
const output = `${folder}/output`;
const files = { inputs: [input], outputs: [output] };
let runs = 0;

const write = (/** @type {string} */ path, /** @type {string} */ text) => writeFileSync(inRoot(path), text);

/** Does the work if it is due. @returns whether it was */
async function isDue(tool = '1') {
  const before = runs;
  await unlessFresh('freshness-test', { ...files, tool }, async () => {
    runs += 1;
    write(output, 'made');
  });
  return runs > before;
}

describe('work of the build', () => {
  beforeEach(() => {
    mkdirSync(inRoot(folder), { recursive: true });
    write(input, 'given');
  });

  afterEach(() => {
    rmSync(inRoot(folder), { recursive: true, force: true });
    rmSync(inRoot('target/stamps/freshness-test'), { force: true });
  });

  test('is done once for the same files', async () => {
    assert.deepEqual([await isDue(), await isDue(), await isDue()], [true, false, false]);
  });

  test('is done again when an input, an output or the tool has changed', async () => {
    await isDue();
    write(input, 'changed');
    assert.equal(await isDue(), true);
    write(output, 'overwritten');
    assert.equal(await isDue(), true);
    rmSync(inRoot(output));
    assert.equal(await isDue(), true);
    assert.equal(await isDue('2'), true);
    assert.equal(await isDue('2'), false);
  });

  test('is done again if an input changes during it', async () => {
    await unlessFresh('freshness-test', files, async () => {
      write(output, 'made');
      write(input, 'changed meanwhile');
    });
    assert.equal(await isDue(''), true);
  });

  test('is done again after a failure', async () => {
    await isDue();
    write(input, 'changed');
    await assert.rejects(unlessFresh('freshness-test', { ...files, tool: '1' }, () => Promise.reject(new Error('no'))));
    assert.equal(await isDue(), true);
  });
});
