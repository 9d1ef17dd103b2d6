import { fetchConfigurationFile } from '../configuration/configurationFile.js';
import type { ClientHost, WasmClient } from '../wire/wasmClient.js';
import type { Glue } from '../wasm/cognito_wasm.js';
import { isTrap, trapError } from './trap.js';
import { watchQueue } from './queueWatch.js';
import { wasmHost } from './wasmHost.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';

/** Makes the glue of one instance; see `wasm/cognito_wasm.d.ts`. */
export type GlueFactory = (queueMicrotask: (callback: () => void) => void) => Glue;

/** Marks the internal result of a call whose instance has trapped. */
const trappedMark = /* @__PURE__ */ Symbol();

/**
 * One instance of the Rust module, watched for traps.
 *
 * A trap leaves Rust's memory in an unknown state. INVARIANT: after a trap, nothing runs in the instance. Its pending
 * calls are rejected, tasks that its executor has scheduled are dropped, and new calls are refused.
 */
export class WasmInstance {
  readonly #glue: Glue;
  readonly #onTrap: () => void;
  readonly #interrupts = new Set<() => void>();
  #trap: { readonly cause: unknown } | undefined;

  /**
   * Instantiates the module.
   *
   * @param onTrap - Called once, after a trap.
   */
  static async start(createGlue: GlueFactory, module: WebAssemblyModule, onTrap: () => void): Promise<WasmInstance> {
    const instance = new WasmInstance(createGlue, onTrap);
    await instance.#glue.init({ module_or_path: module });
    instance.#glue.onPanic((message) => {
      instance.#stop(new Error(message));
    });
    return instance;
  }

  private constructor(createGlue: GlueFactory, onTrap: () => void) {
    this.#onTrap = onTrap;
    this.#glue = createGlue((callback) => {
      queueMicrotask(() => {
        this.#runScheduled(callback);
      });
    });
  }

  /** Reads a configuration file. This is here because a page that needs it needs the module, too, and other pages need neither. */
  fetchConfigurationFile(file: unknown): Promise<unknown> {
    return fetchConfigurationFile(file);
  }

  /** Makes a client. Throws what Rust throws, or an `AuthError` if the instance has trapped. */
  createClient(config: unknown, host: ClientHost): WasmClient {
    const client = this.#enter(() => new this.#glue.Client(config, wasmHost(host)));
    watchQueue(client, host, (call) => this.run(call));
    return client;
  }

  /** Asks one of this instance's clients for what it knows at once. Throws an `AuthError` if the instance has trapped. */
  ask<Value>(question: () => Value): Value {
    return this.#enter(question);
  }

  /** Runs a call of one of this instance's clients. Rejects if the instance traps before the call ends. */
  async run(call: () => Promise<unknown>): Promise<unknown> {
    const outcome = this.#enter(call);
    const trapped = new Promise<typeof trappedMark>((resolve) => {
      const interrupt = (): void => {
        resolve(trappedMark);
      };
      this.#interrupts.add(interrupt);
      const forget = (): void => {
        this.#interrupts.delete(interrupt);
      };
      outcome.then(forget, forget);
    });
    const first = await Promise.race([outcome, trapped]);
    // Make the error here, where its stack leads to the caller.
    if (first === trappedMark) throw trapError(this.#trap?.cause);
    return first;
  }

  #enter<Value>(work: () => Value): Value {
    if (this.#trap) throw trapError(this.#trap.cause);
    try {
      return work();
    } catch (exception) {
      if (!isTrap(exception)) throw exception;
      throw trapError(this.#stop(exception));
    }
  }

  #runScheduled(callback: () => void): void {
    if (this.#trap) return;
    try {
      callback();
    } catch (exception) {
      // Only traps get through Rust's executor.
      this.#stop(exception);
    }
  }

  /** Ends the instance. Returns the cause that was reported first. */
  #stop(cause: unknown): unknown {
    // A panic is reported twice: with its message, and as the trap that follows.
    if (this.#trap) return this.#trap.cause;
    this.#trap = { cause };
    this.#onTrap();
    for (const interrupt of this.#interrupts) interrupt();
    this.#interrupts.clear();
    return cause;
  }
}
