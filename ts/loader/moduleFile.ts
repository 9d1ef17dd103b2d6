/**
 * The file that holds the module and what starts it. `cognito-wasm` imports it when the module is needed. The build bundles it with
 * all that it imports, so that it shares no code with the first file: some bundlers would make a third file of what they share,
 * which the page would have to load before it can run the first.
 */
import { createGlue } from '../wasm/cognito_wasm.js';
import { inlineModule } from './inlineModule.js';
import { createLoader, type ReadyWasm } from './loader.js';

export { version } from './version.js';

/** The loader of the module in this file. */
export const readyWasm: ReadyWasm = /* @__PURE__ */ createLoader(inlineModule, createGlue);
