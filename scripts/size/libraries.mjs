import { hasEntry } from './entries.mjs';

/** Entries of this package, and the library that it replaces. */
export const ours = 'cognito-wasm';
export const oursSlim = 'cognito-wasm/slim';
export const oursEmbedded = 'cognito-wasm/embedded';
export const amplify = 'aws-amplify';

/** Where pages find the module for `cognito-wasm/slim`. */
export const modulePath = '/cognito_wasm_bg.wasm';

/** The entries of this package that are built. */
export const entries = [ours, oursSlim, oursEmbedded].filter(hasEntry);

/** What an app can be built with, the reference first. */
export const libraries = [amplify, ...entries];

/** Functions that a page with a session imports. */
export const sessionFunctions = ['fetchAuthSession'];

/** Functions that a page with a sign-in form imports. */
export const formFunctions = ['confirmSignIn', 'fetchAuthSession', 'signIn', 'signOut'];

/**
 * The first lines of an app: they import `Amplify` and some functions, and name the module's address where that is needed.
 *
 * @param {string} library
 * @param {string[]} functions
 */
export function importing(library, functions) {
  const names = functions.join(', ');
  if (library === amplify) {
    return `import { Amplify } from 'aws-amplify';\nimport { ${names} } from 'aws-amplify/auth';\n`;
  }
  if (library === oursSlim) {
    return `import { Amplify, initialize, ${names} } from '${library}';\ninitialize('${modulePath}');\n`;
  }
  return `import { Amplify, ${names} } from '${library}';\n`;
}
