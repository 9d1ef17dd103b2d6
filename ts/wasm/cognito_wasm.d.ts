/**
 * The glue that wasm-bindgen generates for the Rust crate (`--target web`), wrapped into a function by `wrapGlue.mjs`:
 * each call gives glue with state of its own, so that a trapped instance can be left behind and a fresh one made.
 */
import type { ClientHost, WasmClient } from '../wire/wasmClient.js';
import type { WebAssemblyModule, WebResponse } from '../platform/webTypes.js';

/** The glue of one wasm instance. */
export interface Glue {
  /** Instantiates the module; to be called once, before anything else. */
  init(input: {
    module_or_path: ArrayBuffer | ArrayBufferView | WebAssemblyModule | Promise<WebResponse>;
  }): Promise<unknown>;
  /** `callback` is called when Rust panics, while the stack of the panic is still there. The instance is unusable afterwards. */
  onPanic(callback: (message: string) => void): void;
  /** A client. The constructor throws `ErrorData` for a configuration that it cannot read. */
  readonly Client: new (config: unknown, host: ClientHost) => WasmClient;
}

/**
 * Makes the glue of one instance, which is not instantiated yet.
 *
 * @param queueMicrotask - What Rust's executor schedules its work with, in place of the global function.
 */
export function createGlue(queueMicrotask: (callback: () => void) => void): Glue;
