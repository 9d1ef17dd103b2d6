import { readFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';
import { bundle } from '../size/bundle.mjs';
import { importing, libraries, modulePath } from '../size/libraries.mjs';
import { kernelModules } from './srp/build-kernels.mjs';

/** What an app imports of each library, besides `Amplify`. */
const functions = ['fetchAuthSession', 'signIn', 'signOut'];

/** @param {string} library */
export const appPath = (library) => `/${library.replaceAll('/', '-')}.js`;

/** Exports the function that prepares a sign-in, if the package has one. */
export const preparingApp = '/prepare.js';

/** A module that does nothing, to measure the browser's own time. */
export const emptyApp = '/empty.js';

/**
 * All files that pages import. Needs the built package and kernels.
 *
 * @returns {Promise<Record<string, import('./site.mjs').File>>}
 */
export async function pageFiles() {
  /** @type {Record<string, import('./site.mjs').File>} */
  const files = {
    [emptyApp]: script('export const Amplify = { configure() {} }; export const fetchAuthSession = async () => {};'),
    '/calls.js': script(await bundle("export * from './scripts/bench/page/calls.js';")),
    '/signatures.js': script(await bundle("export * from './scripts/bench/page/signatures.js';")),
    '/srp.js': script(await bundle("export * from './scripts/bench/page/srp.js';")),
    [modulePath]: wasm('dist/wasm/cognito_wasm_bg.wasm'),
  };
  for (const library of libraries) {
    const app = `${importing(library, functions)}export { Amplify, ${functions.join(', ')} };`;
    files[appPath(library)] = script(await bundle(app));
  }
  if ('prepareSignIn' in (await import('cognito-wasm'))) {
    files[preparingApp] = script(await bundle("export { Amplify, prepareSignIn } from 'cognito-wasm';"));
  }
  for (const { name } of kernelModules) {
    files[`/${name}.js`] = script(readFileSync(inRoot('target/bench/kernels', `${name}.js`)));
    files[`/${name}_bg.wasm`] = wasm(`target/bench/kernels/${name}_bg.wasm`);
  }
  return files;
}

/** @param {string | Uint8Array} body */
const script = (body) => ({ type: 'text/javascript', body });

/** @param {string} path */
const wasm = (path) => ({ type: 'application/wasm', body: readFileSync(inRoot(path)) });
