import { readFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';
import { amplify, formFunctions, importing, libraries, oursSlim, sessionFunctions } from './libraries.mjs';
import { measure, sum } from './measure.mjs';
import { bundleSplit } from './split.mjs';

/**
 * What a page loads until something works. Every file is compressed on its own, as servers send it.
 *
 * @typedef {object} Loads
 * @property {Size} session before the session is known: what the app needs to start
 * @property {Size} form before a sign-in form is usable: the same for an app with the form
 * @property {Size} signIn until a sign-in is done: all files of that app, and the module
 *
 * @typedef {import('./measure.mjs').Size} Size
 */

/** The waits of a page, in the order in which they end. */
export const waits = /** @type {const} */ ([
  ['session', 'before the session is known'],
  ['form', 'before a sign-in form is usable'],
  ['signIn', 'until a sign-in is done'],
]);

/** What no sign-in loads: a vault's file, which takes the place of the module's, and those for credentials and signed requests. */
const unused = ['vaultFile', 'credentialsFile', 'signingFile'];

/** @returns {Promise<Record<string, Loads>>} by library */
export async function measureLoads() {
  /** @type {Record<string, Loads>} */
  const results = {};
  for (const library of libraries) results[library] = await loadsOf(library);
  return results;
}

/**
 * The loads of this package's entries under the names that `size.json` has for them.
 *
 * @param {Record<string, Loads>} loads
 * @returns {Record<string, Size>}
 */
export function recordedLoads({ [amplify]: _, ...own }) {
  return Object.fromEntries(
    Object.entries(own).flatMap(([library, loads]) =>
      waits.map(([key, name]) => [`${library}, loaded ${name}`, loads[key]]),
    ),
  );
}

/**
 * @param {string} library
 * @returns {Promise<Loads>}
 */
async function loadsOf(library) {
  const [session, form] = [await app(library, sessionFunctions), await app(library, formFunctions)];
  const all = total(
    form,
    Object.keys(form.files).filter((name) => !unused.some((file) => name.startsWith(file))),
  );
  return {
    session: total(session, session.atOnce),
    form: total(form, form.atOnce),
    // Without `initialize(…, { relaxed })` the second module is not loaded.
    signIn: library === oursSlim ? sum(all, measure(readFileSync(inRoot('dist/wasm/cognito_wasm_bg.wasm')))) : all,
  };
}

/**
 * @param {string} library
 * @param {string[]} functions
 */
const app = (library, functions) =>
  bundleSplit(`${importing(library, functions)}export { Amplify, ${functions.join(', ')} };`);

/**
 * @param {import('./split.mjs').SplitApp} app
 * @param {string[]} names
 */
function total({ files }, names) {
  return names.map((name) => measure(files[name] ?? new Uint8Array())).reduce(sum);
}
