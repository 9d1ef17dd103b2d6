import { build } from 'esbuild';
import { inRoot } from '../run/paths.mjs';

/**
 * How an app is bundled: minified, for browsers of 2022.
 *
 * @type {import('esbuild').BuildOptions}
 */
export const appOptions = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  // amazon-cognito-identity-js expects Node's name for the global object.
  define: { global: 'globalThis' },
  // Node's own modules are not part of a page.
  external: ['node:*'],
  // A module that is not inlined is a separate file, and measured separately.
  loader: { '.wasm': 'file' },
  outdir: inRoot('target', 'size'),
  logLevel: 'error',
};

/**
 * Bundles an app into a single file.
 *
 * @param {string} contents of the app's only module
 */
export async function bundle(contents) {
  const { outputFiles } = await build({ ...appOptions, stdin: { contents, resolveDir: inRoot() }, write: false });
  return outputFiles.find(({ path }) => path.endsWith('.js'))?.contents ?? new Uint8Array();
}
