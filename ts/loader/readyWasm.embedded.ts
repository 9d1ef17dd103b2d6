/** The loader of `cognito-wasm/embedded`, which contains the module. */
export { readyWasm } from './moduleFile.js';
