/**
 * The package without the module inside. The application passes it to `initialize`.
 *
 * @module cognito-wasm/slim
 */
export * from './index.js';
export type { ModuleInput } from './loader/compileInput.js';
export { initialize, type InitializeOptions } from './loader/readyWasm.slim.js';
export type { WebAssemblyModule, WebRequest, WebResponse } from './platform/webTypes.js';
