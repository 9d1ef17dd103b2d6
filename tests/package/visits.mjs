/** What a page loads for a visitor who signs in, and for the same visitor when she comes back. */
import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { transform } from 'esbuild';
import { wasmBase64 } from '../../dist/wasm/inline.js';
import { relaxedBase64 } from '../../dist/wasm/relaxed.js';

/**
 * Code for an app that imports `Amplify`, `fetchAuthSession` and `signIn`: shows the session, and signs in if there is none.
 *
 * @param {string} show a function that gets the result
 */
export const showSession = (show) => `
const { username, password, ...pool } = Object.fromEntries(new URLSearchParams(location.search));
Amplify.configure({ Auth: { Cognito: pool } });
fetchAuthSession()
  .then(({ isSignedIn }) => isSignedIn || signIn({ username, password }).then(() => 'now'))
  .then(
    (since) => (${show})('signed in ' + (since === 'now' ? 'now' : 'before')),
    (error) => (${show})(error.name + ': ' + error.message),
  );
`;

/** Its output: of the first visit, and of the next. */
export const firstLines = ['signed in now', 'signed in before'];

/**
 * @typedef {object} Visit
 * @property {string} line the first that the page printed
 * @property {number} compilations how many modules the page has compiled when it is idle
 * @property {{ url: string, text: string }[]} scripts what it has loaded by then
 */

/** @param {{ text: string }} script */
export const holdsModule = ({ text }) => text.includes(wasmBase64);

/** @param {{ text: string }} script */
const holdsAModule = (script) => holdsModule(script) || script.text.includes(relaxedBase64);

/**
 * How many bytes the scripts of a page have when they are minified and compressed.
 *
 * @param {Visit} visit
 */
export async function brotliBytes({ scripts }) {
  const minified = scripts.map(async ({ text }) => (await transform(text, { minify: true, target: 'es2022' })).code);
  return (await Promise.all(minified)).reduce((sum, code) => sum + brotliCompressSync(code).length, 0);
}

/**
 * Checks that a visitor who signs in starts the module, and one who is signed in does not.
 *
 * @param {Visit[]} visits with {@link showSession}
 */
export function assertStartedLater([signingIn, later]) {
  assert.deepEqual([signingIn?.line, later?.line], firstLines);
  assert.ok(signingIn !== undefined && signingIn.compilations > 0);
  assert.equal(later?.compilations, 0);
}

/**
 * Checks the same, and that the module is in a file of its own, which only the first has loaded.
 *
 * @param {Visit[]} visits with {@link showSession}
 */
export function assertLoadedLater(visits) {
  assertStartedLater(visits);
  const [signingIn, later] = visits;
  const files = signingIn?.scripts.filter(holdsModule) ?? [];
  assert.ok(files.length > 0, 'the module has not been found');
  assert.ok(later !== undefined && later.scripts.length > 0);
  assert.deepEqual(
    later.scripts.filter(holdsAModule).map(({ url }) => url),
    [],
  );
  for (const { url } of files) assert.ok(!later.scripts.some((script) => script.url === url), url);
}
