import { wasmBase64 } from '../wasm/inline.js';
import { compilePacked } from './packedModule.js';

/** Compiles the module that the package carries inside its JavaScript. */
export const compileInlineModule = (): Promise<WebAssembly.Module> => compilePacked(wasmBase64);
