import { bytesFromBase64 } from '../adapters/base64.js';
import { wasmBase64 } from '../wasm/inline.js';

/** Inflates and compiles the module that the package carries inside its JavaScript. */
export async function compileInlineModule(): Promise<WebAssembly.Module> {
  const packed = new Blob([bytesFromBase64(wasmBase64)]).stream();
  const bytes = await new Response(packed.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
  return WebAssembly.compile(bytes);
}
