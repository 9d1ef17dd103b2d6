/** The code that signs, and what needs credentials, are files of their own, which nothing else loads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const pathOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A page with everything, as a bundler writes it. */
let outputFiles, metafile;

before(async () => {
  ({ outputFiles, metafile } = await build({
    entryPoints: [pathOf('dist/index.js')],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'error',
  }));
});

/** The only file that holds a text, which only this code has; checks that it is imported with `import()` alone. */
function fileOf(text) {
  const holding = outputFiles.filter((file) => file.text.includes(text));
  assert.equal(holding.length, 1);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  const kinds = imported.filter(({ path }) => holding[0].path.endsWith(path)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['dynamic-import']);
  return holding[0];
}

describe('a page', () => {
  it('that signs nothing loads nothing of the code that signs, whose size the documentation says', () => {
    const { contents } = fileOf('judge_reply');
    const [, documented] = /\((\d+) kB compressed\)/.exec(readFileSync(pathOf('docs/signing.md'), 'utf8'));
    assert.equal(Number(documented), Math.round(brotliCompressSync(contents).length / 1000));
  });

  it('that asks for no part of a session loads nothing of the code for that', () => {
    fileOf('"send",{service:');
  });
});
