import { bytesFromBase64 } from '../adapters/base64.js';

/** Inflates and compiles a module that the package carries inside its JavaScript. */
export async function compilePacked(base64: string): Promise<WebAssembly.Module> {
  const packed = new Blob([bytesFromBase64(base64)]).stream();
  const bytes = await new Response(packed.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
  return WebAssembly.compile(bytes);
}
