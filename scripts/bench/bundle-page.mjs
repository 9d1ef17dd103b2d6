import { build } from 'esbuild';
import { inRoot } from '../run/paths.mjs';

/**
 * The script of a benchmark page: puts the function `bench` into the page.
 *
 * @param {string} imports statements that import `Amplify`, `signIn` and `signOut`
 * @returns {Promise<string>}
 */
export async function bundlePage(imports) {
  const { outputFiles } = await build({
    stdin: {
      contents: `${imports}
import { measure } from './scripts/bench/page.js';
globalThis.bench = (...args) => measure({ Amplify, signIn, signOut }, ...args);`,
      resolveDir: inRoot(),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
