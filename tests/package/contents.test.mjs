import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { describe, test } from 'node:test';
import { publint } from 'publint';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot, root } from '../../scripts/run/paths.mjs';
import { packedFiles } from './packed.mjs';

const texts = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
const generated = [
  'cognito_wasm.d.ts',
  'cognito_wasm.js',
  'cognito_wasm_bg.wasm',
  'inline.d.ts',
  'inline.js',
  'relaxed.d.ts',
  'relaxed.js',
];

describe('the packed package', () => {
  test('has the compiled modules, their types, the wasm module and the texts, and nothing else', async () => {
    const modules = filesIn('ts')
      .filter((path) => path.endsWith('.ts') && !path.startsWith('ts/wasm/'))
      .map((path) => path.replace(/^ts\/(.*)\.ts$/, 'dist/$1'));
    const expected = [
      ...modules.flatMap((path) => [`${path}.js`, `${path}.d.ts`]),
      ...generated.map((name) => `dist/wasm/${name}`),
      ...texts,
    ];
    assert.ok(modules.length > 20);
    assert.deepEqual((await packedFiles()).sort(), expected.sort());
  });

  test('names no folder of the machine that built it', async () => {
    for (const path of await packedFiles()) {
      const content = await readFile(inRoot(path), 'latin1');
      for (const folder of [root, homedir()]) assert.ok(!content.includes(folder), `${path} contains ${folder}`);
    }
  });

  test('is declared as publint wants it', async () => {
    const { messages } = await publint({ pkgDir: root, strict: true, pack: 'npm' });
    assert.deepEqual(messages, []);
  });
});

describe('the wasm module', () => {
  test('asks for little memory when it starts', async () => {
    const { createGlue } = await import('../../dist/wasm/cognito_wasm.js');
    const bytes = await readFile(inRoot('dist/wasm/cognito_wasm_bg.wasm'));
    const exports = await createGlue(queueMicrotask).init({ module_or_path: bytes });
    const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (exports);
    assert.ok(memory.buffer.byteLength <= 256 * 1024, `${memory.buffer.byteLength} bytes`);
  });

  test('is the same one inside JavaScript', async () => {
    const { wasmBase64 } = await import('../../dist/wasm/inline.js');
    const packed = new Blob([Buffer.from(wasmBase64, 'base64')]).stream();
    const bytes = await new Response(packed.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
    const file = await readFile(inRoot('dist/wasm/cognito_wasm_bg.wasm'));
    assert.ok(file.equals(Buffer.from(bytes)));
  });
});
