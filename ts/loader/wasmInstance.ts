import type { ClientHost, WasmClient } from '../wire/wasmClient.js';
import type { Glue } from '../wasm/cognito_wasm.js';
import { isTrap, trapError } from './trap.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';

/** Makes the glue of one instance; see `wasm/cognito_wasm.d.ts`. */
export type GlueFactory = (queueMicrotask: (callback: () => void) => void) => Glue;

/** What a call resolves with, inside, when its instance has trapped. */
const trappedMark = /* @__PURE__ */ Symbol();

/**
 * One instance of the Rust module, watched for traps.
 *
 * A trap leaves Rust's memory in an unknown state. INVARIANT: after a trap nothing more runs in the instance: its
 * pending calls are rejected, what its executor has scheduled is dropped, and new calls are refused.
 */
export class WasmInstance {
  readonly #glue: Glue;
  readonly #onTrap: () => void;
  readonly #interrupts = new Set<() => void>();
  #trap: { readonly cause: unknown } | undefined;

  /**
   * Instantiates the module.
   *
   * @param onTrap - Called once, when the instance has trapped.
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

  /** Makes a client; throws what Rust throws, or an `AuthError` if the instance has trapped. */
  createClient(config: unknown, host: ClientHost): WasmClient {
    return this.#enter(() => new this.#glue.Client(config, host));
  }

  /** Runs a call of one of this instance's clients; rejects when the instance traps before the call is done. */
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
    // The error is made here, where the stack leads to the caller, and not where the trap was seen.
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
      // Rust's executor lets nothing through but traps.
      this.#stop(exception);
    }
  }

  /** Ends the instance; returns why it ended, which is what was reported first. */
  #stop(cause: unknown): unknown {
    // A panic is reported with its message, and then again as the trap that follows it.
    if (this.#trap) return this.#trap.cause;
    this.#trap = { cause };
    this.#onTrap();
    for (const interrupt of this.#interrupts) interrupt();
    this.#interrupts.clear();
    return cause;
  }
}
