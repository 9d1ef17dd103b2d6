import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { inRoot } from '../run/paths.mjs';

const functions = 'fetchAuthSession, signIn, signOut';

/**
 * What is measured: something of this package, or of another that an app could use in its place.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {boolean} ours whether its size is recorded
 * @property {() => Promise<Uint8Array>} bytes
 */

/** @type {Subject[]} */
export const subjects = [
  { name: 'cognito-wasm, everything', ours: true, bytes: () => bundle("export * from 'cognito-wasm';") },
  {
    name: 'cognito-wasm, configure and three functions',
    ours: true,
    bytes: () => bundle(`export { Amplify, ${functions} } from 'cognito-wasm';`),
  },
  { name: '  the wasm module alone', ours: true, bytes: () => readFile(inRoot('dist/wasm/cognito_wasm_bg.wasm')) },
  { name: '  its glue alone', ours: true, bytes: () => bundle("export * from './dist/wasm/cognito_wasm.js';") },
  {
    name: 'aws-amplify, configure and three functions',
    ours: false,
    bytes: () => bundle(`export { Amplify } from 'aws-amplify'; export { ${functions} } from 'aws-amplify/auth';`),
  },
  {
    name: 'aws-amplify, configure and all of auth',
    ours: false,
    bytes: () => bundle("export { Amplify } from 'aws-amplify'; export * from 'aws-amplify/auth';"),
  },
  {
    name: 'amazon-cognito-identity-js, everything',
    ours: false,
    bytes: () => bundle("export * from 'amazon-cognito-identity-js';"),
  },
];

/**
 * Bundles as an app would: minified, for browsers of 2022.
 *
 * @param {string} contents of the app's only module
 */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: inRoot() },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // amazon-cognito-identity-js expects Node's name for the global object.
    define: { global: 'globalThis' },
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
