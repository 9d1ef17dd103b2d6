/** The small module that signs requests. What it exchanges with JavaScript is described in `signing/src/exports.rs`. */
import { AuthError } from '../errors/authError.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';
import { signingBase64 } from '../wasm/signing.js';
import { loadError, requireFeatures } from './loadError.js';
import { compilePacked, neededToUnpack } from './packedModule.js';

/** What the module exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly buffer: () => number;
  readonly message_bytes: () => number;
  readonly sign_request: (length: number) => number;
  readonly check_address: (length: number) => number;
  readonly judge_reply: (length: number) => number;
  readonly hash_part: (length: number) => void;
  readonly hash_finish: () => void;
}

/** An instance of the signing module. */
export class SigningModule {
  readonly #exports: Exports;

  constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** The length of the longest message, and of the longest part of a body. */
  get longest(): number {
    return this.#exports.message_bytes();
  }

  /** Calls a function with a message, and returns the answer. Both are overwritten in the module's memory. */
  call(name: 'sign_request' | 'check_address' | 'judge_reply', message: Uint8Array): Uint8Array {
    this.#write(message);
    const answer = this.#bytes(this.#exports[name](message.length));
    const copy = answer.slice();
    answer.fill(0);
    return copy;
  }

  /** Adds a part of a body to the hash. */
  hashPart(part: Uint8Array): void {
    this.#write(part);
    this.#exports.hash_part(part.length);
  }

  /** Ends the hash. */
  hashFinish(): Uint8Array {
    this.#exports.hash_finish();
    return this.#bytes(32).slice();
  }

  #write(bytes: Uint8Array): void {
    this.#bytes(bytes.length).set(bytes);
  }

  /** A view for one use: it is lost when the memory grows. */
  #bytes(length: number): Uint8Array {
    const { memory, buffer } = this.#exports;
    return new Uint8Array(memory.buffer, buffer(), length);
  }
}

let compiled: Promise<WebAssemblyModule> | undefined;
let shared: Promise<SigningModule> | undefined;

/** Starts an instance, for a body that is hashed in several tasks. */
export async function startSigningModule(): Promise<SigningModule> {
  try {
    if (!compiled) {
      requireFeatures(neededToUnpack);
      compiled = compilePacked(signingBase64);
    }
    const { exports } = await WebAssembly.instantiate(await compiled);
    return new SigningModule(exports as unknown as Exports);
  } catch (reason) {
    compiled = undefined;
    throw loadError(reason);
  }
}

/** Runs `work` with the instance that all share. After a trap or a failed start, the next call starts another one. */
export async function withSigningModule<Value>(work: (module: SigningModule) => Value): Promise<Value> {
  const current = (shared ??= startSigningModule());
  try {
    return work(await current);
  } catch (reason) {
    if (shared === current && !(reason instanceof AuthError)) shared = undefined;
    throw loadError(reason);
  }
}
