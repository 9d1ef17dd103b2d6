import type { WebAssemblyModule } from '../platform/webTypes.js';

/**
 * The file of `cognito-wasm/wasm`, as runtimes such as Cloudflare's import it. Bundlers return its address if asked for one
 * (`cognito-wasm/wasm?url`).
 */
declare const module: WebAssemblyModule;
export default module;
