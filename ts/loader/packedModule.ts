import { bytesFromBase64 } from '../adapters/base64.js';

/** The globals that {@link compilePacked} needs. */
export const neededToUnpack: readonly string[] = ['DecompressionStream', 'Response'];

/** Inflates and compiles a module that the package carries inside its JavaScript. */
export async function compilePacked(base64: string): Promise<WebAssembly.Module> {
  // A response, since the blobs of jsdom have no streams.
  const packed = new Response(bytesFromBase64(base64)).body;
  const unpacked = packed?.pipeThrough(new DecompressionStream('deflate-raw'));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}
