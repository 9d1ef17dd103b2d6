import { bytesFromBase64 } from '../platform/base64.js';

/** The globals that {@link compilePacked} needs. */
export const neededToUnpack: readonly string[] = ['DecompressionStream'];

/** Inflates bytes. No `Response` is used, since that of another library may be in its place, whose body is no stream of this kind. */
async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // What goes wrong is told to the reader.
  writer.write(packed).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { value } = await reader.read();
    if (!value) break;
    chunks.push(value);
  }
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Inflates and compiles a module that the package carries inside its JavaScript. */
export async function compilePacked(base64: string): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await inflate(bytesFromBase64(base64)));
}
