/** What crosses between TypeScript and the Rust module: plain data, and the handle of a client. */
import type { SecretHash } from '../configuration/configurationTypes.js';
import type { RelaxedModule } from './relaxedModule.js';
import type { StorageItems } from './storageItems.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import type { ClientMetadata } from '../types/callOptions.js';

/** An event as Rust sends it. */
export interface EventData {
  readonly event: string;
  readonly data?: unknown;
}

/** What a client gets from the instance that it belongs to. */
export interface ClientHost {
  /** Whether the whole page shares the instance. It stores an unfinished sign-in under Amplify's names. */
  readonly isDefault: boolean;
  /** Takes an event. Rust has released its locks before, so listeners may call the package. */
  emit(event: EventData): void;
  /** The application's hook for an app client that has a secret. */
  readonly secretHash?: SecretHash | undefined;
  /** Asked for the client metadata of a refresh, if the call has none. */
  readonly clientMetadata?: (() => Promise<ClientMetadata>) | undefined;
  /** Where the session is: in the browser's storages, in the second of them, in memory, or in a storage of the application. */
  readonly storage: 'local' | 'session' | 'memory' | StorageItems;
}

/** A configured client inside the wasm instance. */
export interface WasmClient {
  /** Warnings about the configuration. */
  warnings(): readonly string[];
  /** Whether everything is in the browser's storage, and nothing in memory. */
  isMemoryEmpty(): boolean;
  /** Runs a public function by its name. Rejects with `ErrorData`. */
  call(name: string, input: unknown, signal?: WebAbortSignal): Promise<unknown>;
  /** From now on, SRP's powers are computed by the relaxed SIMD module. */
  accelerate(module: RelaxedModule): void;
  /** Releases the client's memory. */
  free(): void;
}
