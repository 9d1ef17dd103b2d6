import { bytesFromBase64 } from '../adapters/base64.js';
import { wasmBase64 } from '../wasm/inline.js';
import type { ModuleSource } from './moduleSource.js';

/** The module that the package carries inside its JavaScript, to be inflated. */
export const inlineModule: ModuleSource = {
  needs: ['Blob', 'DecompressionStream', 'Response'],
  async compile() {
    const packed = new Blob([bytesFromBase64(wasmBase64)]).stream();
    const bytes = await new Response(packed.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
    return WebAssembly.compile(bytes);
  },
};
