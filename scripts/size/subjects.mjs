import { readFileSync } from 'node:fs';
import { inRoot } from '../run/paths.mjs';
import { bundle } from './bundle.mjs';
import { hasEntry } from './entries.mjs';
import { oursEmbedded } from './libraries.mjs';
import { measure, sum } from './measure.mjs';

/** Other packages to compare with. */
export const peers = ['aws-amplify', 'amazon-cognito-identity-js', 'oidc-client-ts', '@auth0/auth0-spa-js'];

const functions = 'fetchAuthSession, signIn, signOut';

export const whole = 'cognito-wasm, everything';
export const wholeEmbedded = 'cognito-wasm/embedded, everything';
export const wholeSlim = 'cognito-wasm/slim, everything, with the module';
export const amplifyFew = 'aws-amplify, configure and three functions';
export const amplifyAuth = 'aws-amplify, configure and all of auth';

/**
 * @typedef {import('./measure.mjs').Size} Size
 *
 * @typedef {object} Subjects
 * @property {Record<string, Size>} ours what this package adds to an app; `size.json` records it
 * @property {Record<string, Size>} others the same for alternative packages
 */

/** @returns {Promise<Subjects>} */
export async function measureSubjects() {
  const module = measure(readFileSync(inRoot('dist/wasm/cognito_wasm_bg.wasm')));
  const ours = {
    [whole]: await bundled("export * from 'cognito-wasm';"),
    'cognito-wasm, configure and three functions': await bundled(
      `export { Amplify, ${functions} } from 'cognito-wasm';`,
    ),
    ...(hasEntry(oursEmbedded) && { [wholeEmbedded]: await bundled(`export * from '${oursEmbedded}';`) }),
    ...(await measureSlim(module)),
    'the wasm module alone': module,
    'the wasm module for relaxed SIMD alone': measure(readFileSync(inRoot('dist/wasm/cognito_wasm_relaxed.wasm'))),
    'what signs requests, loaded by the first of them': await bundled("export * from './dist/signing/signingFile.js';"),
    'its glue alone': await bundled("export * from './dist/wasm/cognito_wasm.js';"),
  };
  const others = {
    [amplifyFew]: await bundled(
      `export { Amplify } from 'aws-amplify'; export { ${functions} } from 'aws-amplify/auth';`,
    ),
    [amplifyAuth]: await bundled("export { Amplify } from 'aws-amplify'; export * from 'aws-amplify/auth';"),
    'amazon-cognito-identity-js, everything': await bundled("export * from 'amazon-cognito-identity-js';"),
    'oidc-client-ts, everything': await bundled("export * from 'oidc-client-ts';"),
    'auth0-spa-js, everything': await bundled("export * from '@auth0/auth0-spa-js';"),
  };
  return { ours, others };
}

/**
 * The entry without the inlined module, and the module that a page loads with it.
 *
 * @param {Size} module
 * @returns {Promise<Record<string, Size>>}
 */
async function measureSlim(module) {
  if (!hasEntry('cognito-wasm/slim')) {
    console.log('There is no entry cognito-wasm/slim: left out.');
    return {};
  }
  const all = await bundled("export * from 'cognito-wasm/slim';");
  const few = await bundled(`export { Amplify, initialize, ${functions} } from 'cognito-wasm/slim';`);
  return {
    [wholeSlim]: sum(all, module),
    'cognito-wasm/slim, configure and three functions, with the module': sum(few, module),
    'cognito-wasm/slim, everything, JavaScript alone': all,
    'cognito-wasm/slim, configure and three functions, JavaScript alone': few,
  };
}

/** @param {string} contents */
const bundled = async (contents) => measure(await bundle(contents));
