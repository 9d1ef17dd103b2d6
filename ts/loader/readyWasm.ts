import { createGlue } from '../wasm/cognito_wasm.js';
import { inlineModule } from './inlineModule.js';
import { createLoader, type ReadyWasm } from './loader.js';

let ready: ReadyWasm | undefined;

/**
 * The loader of this copy of the package, for the module inside its JavaScript. The build of `cognito-wasm/slim` uses
 * `readyWasm.slim.ts` instead of this file.
 */
export const readyWasm: ReadyWasm = () => (ready ??= createLoader(inlineModule, createGlue))();
