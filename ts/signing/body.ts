/** Bodies of requests: their bytes, and the content type that `fetch` would give them. */
import { AuthError } from '../errors/authError.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { type SigningModule, startSigningModule, withSigningModule } from '../loader/signingModule.js';
import { bodySnapshot } from '../platform/bodySnapshot.js';
import { nextTask } from '../platform/task.js';
import { memberOfAny } from '../values/members.js';

/** How many bytes are hashed before the page gets time for its own work. */
const bytesOfATask = 1_048_576;

/** A body that can be sent more than once. */
export interface ReadBody {
  /** What is given to `fetch`. */
  readonly content: BodyInit | undefined;
  /** The content type that goes with it, unless the request has one. */
  readonly type: string | undefined;
}

const classOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
const isBlob = (value: unknown): value is Blob => ['Blob', 'File'].includes(classOf(value));

const isStream = (value: unknown): value is ReadableStream<Uint8Array> =>
  typeof memberOfAny(value, 'getReader') === 'function';

/** Reads a stream to its end: its length and its hash are sent before it. */
async function readStream(stream: ReadableStream<Uint8Array>, signal: AbortSignal | undefined): Promise<Blob> {
  const reader = stream.getReader();
  const stop = (): void => {
    void reader.cancel(signal?.reason).catch(() => undefined);
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const parts: BlobPart[] = [];
  try {
    for (;;) {
      const { done, value } = (await reader.read()) as { readonly done: boolean; readonly value: unknown };
      if (done) return new Blob(parts);
      if (!ArrayBuffer.isView(value)) throw invalidInput('`body` is a stream of something else than bytes');
      parts.push(value as Uint8Array<ArrayBuffer>);
    }
  } catch (reason) {
    stop();
    throw reason;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * Reads a body for `signedFetch`, or else that of a `Request`. Forms and streams become bytes. A stream is given up when `signal` fires.
 */
export async function readBody(body: unknown, request?: unknown, signal?: AbortSignal): Promise<ReadBody> {
  try {
    return await readKind(bodySnapshot(body ?? (await bodyOfRequest(request))), signal);
  } catch (reason) {
    throw reason instanceof AuthError ? reason : invalidInput('`body` cannot be read', reason);
  }
}

async function readKind(body: unknown, signal: AbortSignal | undefined): Promise<ReadBody> {
  if (body === undefined || body === null) return { content: undefined, type: undefined };
  if (typeof body === 'string') return { content: body, type: 'text/plain;charset=UTF-8' };
  if (isBlob(body)) return { content: body, type: body.type || undefined };
  if (classOf(body) === 'Response') {
    const snapshot = body as Response;
    return { content: await snapshot.arrayBuffer(), type: snapshot.headers.get('content-type') ?? undefined };
  }
  if (isStream(body)) return { content: await readStream(body, signal), type: undefined };
  throw invalidInput('`body` is not a body of a request');
}

/** The body of a `Request`: its stream, or in browsers without one (Firefox) its bytes, if there are any. */
async function bodyOfRequest(request: unknown): Promise<unknown> {
  const stream = memberOf(request, 'body');
  const blob = memberOf(request, 'blob');
  if (stream !== undefined || typeof blob !== 'function') return stream;
  const bytes = (await blob.call(request)) as Blob;
  return bytes.size > 0 ? bytes : undefined;
}

/** The body of `signRequest`, whose application sends it itself. */
export function requireKnownBytes(body: unknown): void {
  const type = classOf(body) === 'Response' ? (body as Response).headers.get('content-type') : classOf(body);
  if (/^(FormData|multipart)/.test(type ?? ''))
    throw invalidInput('the bytes of a FormData are not known before it is sent: use signedFetch');
  if (isStream(body)) throw invalidInput('a stream can be read only once: use signedFetch, or `payload: "unsigned"`');
}

function bytesOf(content: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof content === 'string') return encoder.encode(content);
  return ArrayBuffer.isView(content)
    ? new Uint8Array(content.buffer, content.byteOffset, content.byteLength)
    : new Uint8Array(content);
}

const encoder = new TextEncoder();

function hashInto(module: SigningModule, bytes: Uint8Array): void {
  for (let start = 0, end; start < bytes.length; start = end) {
    const { room } = module;
    const part = bytes.subarray(start, start + room.length);
    room.set(part);
    module.hashPart(part.length);
    end = start + part.length;
  }
}

/** Hashes a short text where it is encoded. `undefined` if it is too long. */
function hashOfText(module: SigningModule, text: string): Uint8Array | undefined {
  const { room } = module;
  // No character takes more than three bytes.
  if (text.length * 3 > room.length) return undefined;
  module.hashPart(encoder.encodeInto(text, room).written);
  return module.hashFinish();
}

/** The SHA-256 of a body. A long one is hashed in several tasks, by an instance of its own. */
export async function hashOf(content: unknown = ''): Promise<Uint8Array> {
  if (typeof content === 'string') {
    const hash = await withSigningModule((module) => hashOfText(module, content));
    if (hash) return hash;
  }
  const whole = isBlob(content) ? undefined : bytesOf(content as string | ArrayBuffer | ArrayBufferView);
  const size = isBlob(content) ? content.size : (whole?.length ?? 0);
  const partFrom = async (start: number): Promise<Uint8Array> =>
    isBlob(content)
      ? new Uint8Array(await content.slice(start, start + bytesOfATask).arrayBuffer())
      : (whole ?? new Uint8Array()).subarray(start, start + bytesOfATask);
  if (size <= bytesOfATask) {
    const bytes = await partFrom(0);
    return await withSigningModule((module) => {
      hashInto(module, bytes);
      return module.hashFinish();
    });
  }
  const module = await startSigningModule();
  for (let start = 0; start < size; start += bytesOfATask) {
    hashInto(module, await partFrom(start));
    await nextTask();
  }
  return module.hashFinish();
}
