import { bytesFromBase64 } from '../adapters/base64.js';
import { wasmBase64 } from '../wasm/inline.js';
import type { ModuleSource } from './moduleSource.js';

/** The module that the package carries inside its JavaScript, to be inflated. */
export const inlineModule: ModuleSource = {
  needs: ['DecompressionStream', 'Response'],
  async compile() {
    // A response, since the blobs of jsdom have no streams.
    const packed = new Response(bytesFromBase64(wasmBase64)).body;
    const unpacked = packed?.pipeThrough(new DecompressionStream('deflate-raw'));
    return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
  },
};
