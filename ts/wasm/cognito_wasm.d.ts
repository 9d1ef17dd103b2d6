/**
 * The glue that wasm-bindgen generates for the Rust crate (`--target web`), wrapped in a function by `wrapGlue.mjs`. Each
 * call makes glue with its own state, so that a fresh instance can replace one that has trapped.
 */
import type { WasmClient, WasmHost } from '../wire/wasmClient.js';
import type { WebAssemblyModule, WebResponse } from '../platform/webTypes.js';

/** The glue of one wasm instance. */
export interface Glue {
  /** Instantiates the module. Call it once, before anything else. */
  init(input: {
    module_or_path: ArrayBuffer | ArrayBufferView | WebAssemblyModule | Promise<WebResponse>;
  }): Promise<unknown>;
  /** Calls `callback` when Rust panics, before the stack is lost. Afterwards the instance is unusable. */
  onPanic(callback: (message: string) => void): void;
  /** The class of clients. The constructor throws `ErrorData` for a wrong configuration. */
  readonly Client: new (config: unknown, host: WasmHost) => WasmClient;
}

/**
 * Makes the glue of one instance. It is not instantiated yet.
 *
 * @param queueMicrotask - Replaces the global function with which Rust's executor schedules its work.
 */
export function createGlue(queueMicrotask: (callback: () => void) => void): Glue;
