import type { WebAssemblyModule } from '../platform/webTypes.js';

/**
 * The file that `cognito-wasm/wasm` names, as runtimes such as Cloudflare's import it. Bundlers give its address instead,
 * when they are asked for one (`cognito-wasm/wasm?url`).
 */
declare const module: WebAssemblyModule;
export default module;
