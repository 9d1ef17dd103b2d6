/** The limits of the glance: its size, and the errors that it may know. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

import * as reasons from '../../dist/glance/reasons.js';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

const mostBytes = 2_750;
const mostLines = 150;

const own = /^(\.\/ts\/glance\/|\.\/\w+\.js$|\.\.\/values\/plain\.js$)/;

describe('the glance', () => {
  it(`has no more than ${mostBytes} bytes of its own, minified and compressed`, async () => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          "export { glance } from './ts/glance/glance.js'; export { plainPool } from './ts/glance/plainPool.js';",
        resolveDir: inRoot(),
      },
      plugins: [
        {
          name: 'what others use too is not counted',
          setup: ({ onResolve }) => {
            onResolve({ filter: /.*/ }, ({ path, kind }) =>
              kind === 'import-statement' && !own.test(path) ? { path, external: true } : undefined,
            );
          },
        },
      ],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    });
    // In an application's bundle there are no imports.
    const code = outputFiles[0].text.replaceAll(/import\{[^}]*\}from"[^"]*";/g, '');
    const bytes = brotliCompressSync(code).length;
    assert.ok(bytes > 500, 'something has been bundled');
    assert.ok(bytes <= mostBytes, `${bytes} bytes`);
  });

  it(`has no file of more than ${mostLines} lines`, () => {
    for (const path of filesIn('ts/glance'))
      assert.ok(readFileSync(inRoot(path), 'utf8').split('\n').length <= mostLines, path);
  });

  it('knows a few errors as src/error/names.rs has them', () => {
    const row = /^ {4}([A-Z_]+) = "(\w+)", (\w+), (true|false),\s+"([^"]+)", "([^"]*)";/gm;
    const table = Array.from(readFileSync(inRoot('src/error/names.rs'), 'utf8').matchAll(row), ([, key, ...values]) => {
      const [name, category, retryable, message, recoverySuggestion] = values;
      const first = category.charAt(0).toLowerCase();
      const known = { name, message, category: `${first}${category.slice(1)}`, recoverySuggestion };
      return [key, { ...known, retryable: retryable === 'true' }];
    });
    const { SIGNED_OUT, USER_UNAUTHENTICATED, INVALID_ACCOUNT_TYPE, NOT_AUTHORIZED, CREDENTIALS_NOT_CACHED } =
      Object.fromEntries(table);
    assert.deepEqual(
      { ...reasons },
      {
        signedOut: SIGNED_OUT,
        userUnauthenticated: USER_UNAUTHENTICATED,
        noIdentityPool: INVALID_ACCOUNT_TYPE,
        noGuests: NOT_AUTHORIZED,
        notInMemory: CREDENTIALS_NOT_CACHED,
      },
    );
    // As Rust sends them.
    for (const reason of Object.values(reasons))
      assert.deepEqual(Object.keys(reason), ['name', 'message', 'category', 'recoverySuggestion', 'retryable']);
  });
});
