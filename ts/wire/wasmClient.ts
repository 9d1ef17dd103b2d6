/** What crosses between TypeScript and the Rust module: data on both sides, no classes but the handle of a client. */
import type { SecretHash } from '../configuration/configurationTypes.js';
import type { RelaxedModule } from './relaxedModule.js';
import type { WebAbortSignal } from '../platform/webTypes.js';

/** An event as Rust sends it. */
export interface EventData {
  readonly event: string;
  readonly data?: unknown;
}

/** What a client knows of the instance that it belongs to. */
export interface ClientHost {
  /** Whether it is the instance that the page shares, which stores a half-done sign-in under Amplify's names. */
  readonly isDefault: boolean;
  /** Takes an event. Rust has released every lock before, so that listeners may call the package again. */
  emit(event: EventData): void;
  /** The application's hook for an app client that has a secret. */
  readonly secretHash?: SecretHash | undefined;
}

/** A configured client inside the wasm instance. */
export interface WasmClient {
  /** The configuration in Amplify's shape. */
  config(): unknown;
  /** What is questionable about the configuration. */
  warnings(): readonly string[];
  /** Runs a public function by its name. Rejects with `ErrorData`. */
  call(name: string, input: unknown, signal?: WebAbortSignal): Promise<unknown>;
  /** Has the powers of SRP computed by the module for relaxed SIMD. */
  accelerate(module: RelaxedModule): void;
  /** Releases the client's memory. */
  free(): void;
}
