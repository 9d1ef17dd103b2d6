/**
 * The package with the module inside: for what cannot import a file later, such as service workers and single-file scripts.
 *
 * @module cognito-wasm/embedded
 */
export * from './index.js';
