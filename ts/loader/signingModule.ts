/** The small module that signs requests. What it exchanges with JavaScript is described in `signing/src/exports.rs`. */
import { AuthError } from '../errors/authError.js';
import { pageTimer } from '../platform/timer.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';
import { memberOfAny } from '../values/members.js';
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
  readonly forget_key: () => void;
}

/** For how many milliseconds the module keeps a signing key that is not used. Deriving it anew takes microseconds. */
const keyLifetime = 1_000;

/** An instance of the signing module. */
export class SigningModule {
  readonly #exports: Exports;
  #memory = new Uint8Array();
  #room = new Uint8Array();
  #isKeyUsed = false;
  #isKeyWatched = false;

  constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Where messages are written, and parts of bodies. For one use, since it is lost when the module's memory grows. */
  get room(): Uint8Array {
    this.#current();
    return this.#room;
  }

  /**
   * Calls a function with the message that is in the room, and has the answer read. Both are overwritten.
   *
   * @param length - That of the message.
   */
  call<Answer>(
    name: 'sign_request' | 'check_address' | 'judge_reply',
    length: number,
    read: (answer: Uint8Array) => Answer,
  ): Answer {
    const answer = this.#result(this.#exports[name](length));
    if (name === 'sign_request') this.#watchKey();
    try {
      return read(answer);
    } finally {
      answer.fill(0);
    }
  }

  /** Adds a part of a body to the hash, of which so many bytes are in the room. */
  hashPart(length: number): void {
    this.#exports.hash_part(length);
  }

  /** Ends the hash. */
  hashFinish(): Uint8Array {
    this.#exports.hash_finish();
    return this.#result(32).slice();
  }

  /** The module's memory from the buffer on. */
  #current(): Uint8Array {
    // A view that was lost has no length.
    if (this.#memory.length === 0) {
      const { memory, buffer } = this.#exports;
      // The buffer may be made now, which makes the memory grow.
      const start = buffer();
      this.#memory = new Uint8Array(memory.buffer, start);
      this.#room = this.#memory.subarray(0, this.#exports.message_bytes());
    }
    return this.#memory;
  }

  /** The first bytes of the buffer. */
  #result(length: number): Uint8Array {
    return this.#current().subarray(0, length);
  }

  /** Has the signing key wiped when it has not been used for some time. */
  #watchKey(): void {
    this.#isKeyUsed = true;
    if (this.#isKeyWatched) return;
    this.#isKeyWatched = true;
    const timer = pageTimer.start(() => {
      this.#isKeyWatched = false;
      if (this.#isKeyUsed) this.#watchKey();
      else this.#forgetKey();
      this.#isKeyUsed = false;
    }, keyLifetime);
    // In Node, a process that has nothing else to do ends.
    if (memberOfAny(timer, 'unref') !== undefined) (timer as { readonly unref: () => void }).unref();
  }

  #forgetKey(): void {
    try {
      this.#exports.forget_key();
    } catch {
      // The instance has trapped, and nobody uses it any more.
    }
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
