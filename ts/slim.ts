/**
 * The package without the module inside: the application hands it over, with `initialize`.
 *
 * @module cognito-wasm/slim
 */
export * from './index.js';
export type { ModuleInput } from './loader/givenModule.js';
export { initialize, type InitializeOptions } from './loader/readyWasm.slim.js';
export type { WebAssemblyModule, WebRequest, WebResponse } from './platform/webTypes.js';
