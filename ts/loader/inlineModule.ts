import { wasmBase64 } from '../wasm/inline.js';
import type { ModuleSource } from './moduleSource.js';
import { compilePacked, neededToUnpack } from './packedModule.js';

/** The module inside the package's JavaScript. */
export const inlineModule: ModuleSource = {
  needs: neededToUnpack,
  compile: (pause) => compilePacked(wasmBase64, pause),
};
