import { bytesFromBase64 } from '../platform/base64.js';
import type { Pause } from '../platform/task.js';
import { joinCode } from './codeStreams.js';

/** The globals that {@link compilePacked} needs. */
export const neededToUnpack: readonly string[] = ['DecompressionStream'];

/** Inflates bytes. Does not use `Response`: a library may have replaced it by one whose body is no native stream. */
async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // The reader gets the error.
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

/** Restores the bytes of a module inside the package's JavaScript. */
export async function unpack(base64: string, pause?: Pause): Promise<Uint8Array<ArrayBuffer>> {
  return joinCode(await inflate(bytesFromBase64(base64)), pause);
}

/** Unpacks and compiles a module inside the package's JavaScript. */
export async function compilePacked(base64: string, pause?: Pause): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await unpack(base64, pause));
}
