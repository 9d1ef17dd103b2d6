/** Short names for what passes between the module and its glue. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import binaryen from 'binaryen';
import { shrink } from '../../scripts/build/shrink.mjs';
import { shortenNames, shortNameOptions } from '../../scripts/build/short-names.mjs';
import { Failure } from '../../scripts/run/failure.mjs';

const text = `(module
  (import "./glue.js" "__wbg_now_0123" (func $now (result i32)))
  (memory (export "memory") 1)
  (func (export "client_new") (result i32) (call $now))
  (func (export "client_new_all") (result i32) (i32.add (call $now) (i32.const 1)))
  (func (export "__wbindgen_free")))`;

const glue = `function imports() {
    const import0 = {
        __proto__: null,
        __wbg_now_0123: function() {
            return 7;
        },
    };
    return {
        __proto__: null,
        "./glue.js": import0,
    };
}
function start(instance) {
    const wasm = instance.exports;
    return { bytes: wasm.memory.buffer.byteLength, one: wasm.client_new(), all: wasm.client_new_all() };
}
`;

const list = `{"imports": [["./glue.js", "__wbg_now_0123", "b"]],
  "exports": [["memory", "c"], ["client_new", "d"], ["client_new_all", "e"]]}`;

describe('short names', () => {
  /** @type {string} */
  let folder;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'names-'))));
  after(() => rm(folder, { recursive: true }));

  it('are those of the module, whose glue still goes with it', async () => {
    const [long, short] = [join(folder, 'long.wasm'), join(folder, 'short.wasm')];
    await writeFile(long, binaryen.parseText(text).emitBinary());
    const renamed = shortenNames(glue, await shrink(long, short, ['-Oz', ...(await shortNameOptions(long, glue))]));
    assert.doesNotMatch(renamed, /memory|client_new|__wbg_now|glue\.js/);

    const module = await WebAssembly.compile(await readFile(short));
    assert.ok(WebAssembly.Module.exports(module).every(({ name }) => name.length <= 2));
    // What the glue does not use is not exported any more.
    assert.equal(WebAssembly.Module.exports(module).length, 3);
    const source = encodeURIComponent(`${renamed}export { imports, start };`);
    const { imports, start } = await import(`data:text/javascript,${source}`);
    assert.deepEqual(start(await WebAssembly.instantiate(module, imports())), { bytes: 65536, one: 7, all: 8 });
  });

  for (const [what, changedGlue, changedList] of [
    ['an import that the glue lacks', glue.replace('__wbg_now_0123: f', '"__wbg_now_0123": f'), list],
    ['an import that the list lacks', glue.replace('__proto__: null,', '__wbg_then_0123: function() {},'), list],
    ['an export that the glue lacks', glue.replace('wasm.client_new()', 'wasm["client_new"]()'), list],
    [
      'an export that the list lacks',
      glue.replace('wasm.client_new()', 'wasm.client_free() + wasm.client_new()'),
      list,
    ],
    ['a module that the glue lacks', glue.replace('"./glue.js"', "'./glue.js'"), list],
    ['no list', glue, ''],
    ['two lists', glue, `${list}\n${list}`],
  ])
    it(`are refused with ${what}`, () => {
      assert.throws(() => shortenNames(String(changedGlue), String(changedList)), Failure);
    });
});
