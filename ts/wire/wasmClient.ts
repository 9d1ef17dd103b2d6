/** What crosses between TypeScript and the Rust module: plain data, and the handle of a client. */
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { AuthHooks } from '../configuration/hooks.js';
import type { StorageChange } from '../types/keyValueStorage.js';
import type { AuthSignInDetails } from '../types/user.js';
import type { RelaxedModule } from './relaxedModule.js';
import type { StorageItems } from './storageItems.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import type { TokensData } from './sessionData.js';

/** An event as Rust sends it. */
export interface EventData {
  readonly event: string;
  readonly data?: unknown;
}

/** What Rust asks a `credentialsProvider`. */
export interface CredentialsQuestion {
  readonly forceRefresh: boolean;
  readonly tokens?: TokensData & { readonly signInDetails?: AuthSignInDetails };
}

/** What a client gets from the instance that it belongs to. */
export interface ClientHost {
  /** Whether the whole page shares the instance. It stores an unfinished sign-in under Amplify's names. */
  readonly isDefault: boolean;
  /** Whether the instance has this configuration still. A client in a worker sends the events of all tabs only then. */
  isCurrent?(): boolean;
  /** Takes an event. Rust has released its locks before, so listeners may call the package. */
  emit(event: EventData): void;
  /** In the worker of a vault: takes decisions about the session for the history of a page, since a worker has no storage for them. */
  decided?(decision: unknown): void;
  /** Where the session is: in the browser's storages, in the second of them, in memory, or in a storage of the application. */
  readonly storage: 'local' | 'session' | 'memory' | StorageItems;
  /** What the application gave in addition to the configuration. */
  readonly hooks?: AuthHooks | undefined;
  /** The application's function for client metadata. It may change, so it is asked for each time. */
  clientMetadataProvider?(): AuthHooks['clientMetadataProvider'];
  /** The member `Auth` of the configuration. */
  authConfig?(): ResourcesConfig['Auth'];
}

/** What Rust gets: events, and the application's functions, if there are any. They take and return plain data. */
export interface WasmHost
  extends
    Pick<ClientHost, 'isDefault' | 'emit' | 'storage'>,
    Pick<AuthHooks, 'secretHash' | 'headers' | 'limits' | 'keepsCredentials'> {
  /** Whether this is the worker of a vault. */
  readonly inVault: boolean;
  readonly tokens: ((options: { readonly forceRefresh: boolean }) => Promise<unknown>) | undefined;
  readonly credentials: ((question: CredentialsQuestion) => Promise<unknown>) | undefined;
  readonly clearCredentials: (() => Promise<void>) | undefined;
  readonly clientMetadata: AuthHooks['clientMetadataProvider'];
}

/** A configured client inside the wasm instance. */
export interface WasmClient {
  /** Warnings about the configuration. */
  warnings(): readonly string[];
  /** Takes over what is in the memory of an earlier client, which this one replaces. */
  inherit(earlier: WasmClient): void;
  /**
   * Keeps items that an asynchronous storage has refused.
   *
   * @returns Whether the call that changed them goes on.
   */
  keepRefused(items: readonly StorageChange[], cause: unknown): boolean;
  /** Whether everything is in the browser's storage, and nothing in memory. */
  isMemoryEmpty(): boolean;
  /** Runs a public function by its name. Rejects with `ErrorData`. */
  call(name: string, input: unknown, signal?: WebAbortSignal): Promise<unknown>;
  /** From now on, SRP's powers are computed by the relaxed SIMD module. A client that runs elsewhere sees to it itself. */
  accelerate?(module: RelaxedModule): void;
  /** Releases the client's memory. */
  free(): void;
}
