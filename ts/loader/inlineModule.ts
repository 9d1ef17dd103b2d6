import { wasmBase64 } from '../wasm/inline.js';
import type { ModuleSource } from './moduleSource.js';
import { compilePacked, neededToUnpack } from './packedModule.js';

/** The module that the package carries inside its JavaScript, to be inflated. */
export const inlineModule: ModuleSource = {
  needs: neededToUnpack,
  compile: () => compilePacked(wasmBase64),
};
