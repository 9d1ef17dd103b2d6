import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { differences, digestsIn } from '../../scripts/reproducible/digests.mjs';

describe('two builds', () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'builds-'));
  });
  after(() => rm(folder, { recursive: true }));

  /** @param {string} name @param {Record<string, string>} files */
  async function built(name, files) {
    await mkdir(join(folder, name, 'wasm'), { recursive: true });
    for (const [path, text] of Object.entries(files)) await writeFile(join(folder, name, path), text);
    return digestsIn(join(folder, name));
  }

  it('are compared file by file, in all folders', async () => {
    const first = await built('a', { 'index.js': '1', 'wasm/module.wasm': '2' });
    assert.equal(first.size, 2);
    assert.deepEqual(differences(first, await built('b', { 'index.js': '1', 'wasm/module.wasm': '2' })), []);
    const other = await built('c', { 'index.js': '1', 'wasm/module.wasm': '3', 'more.js': '' });
    assert.deepEqual(differences(first, other), ['more.js', 'wasm/module.wasm']);
  });
});
