/** The code that signs is a file of its own, which nothing else loads. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { build } from 'esbuild';

it('a page that signs nothing loads nothing of the code that signs', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../dist/index.js', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'out',
    logLevel: 'error',
  });
  // A name that only this code has.
  const holding = outputFiles.filter(({ text }) => text.includes('judge_reply')).map(({ path }) => path);
  assert.equal(holding.length, 1);
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  const kinds = imported.filter(({ path }) => holding[0].endsWith(path)).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['dynamic-import']);
});
