/** A change of an item that another tab made. */
export interface KeyValueStorageEvent {
  /** The item's key, or `null` if the storage was cleared. */
  readonly key: string | null;
  /** The value before. */
  readonly oldValue: string | null;
  /** The value now. */
  readonly newValue: string | null;
}

/** Amplify's interface of a storage. */
export interface KeyValueStorageInterface {
  /** Stores an item. */
  setItem(key: string, value: string): Promise<void>;
  /** Reads an item; `null` if there is none. */
  getItem(key: string): Promise<string | null>;
  /** Removes an item. */
  removeItem(key: string): Promise<void>;
  /** Removes all items. */
  clear(): Promise<void>;
  /** Calls `listener` when another tab changes an item, until the returned function is called. This package does not use it. */
  addListener?(listener: (event: KeyValueStorageEvent) => Promise<void>): () => void;
}

/** A change of an item: its new value, or `null` to remove it. */
export interface StorageChange {
  /** The item's key. */
  readonly key: string;
  /** The new value; `null` removes the item. */
  readonly value: string | null;
}

/**
 * A storage for sessions: Amplify's interface, where each method may return a value or a promise.
 *
 * @example
 * ```ts
 * const items = new Map<string, string>();
 * const storage: KeyValueStorage = {
 *   getItem: (key) => items.get(key) ?? null,
 *   setItem: (key, value) => items.set(key, value),
 *   removeItem: (key) => items.delete(key),
 * };
 * ```
 */
export interface KeyValueStorage {
  /** Reads an item; `null` or `undefined` if there is none. */
  getItem(key: string): string | null | undefined | PromiseLike<string | null | undefined>;
  /** Stores an item. What it returns is awaited if it is a promise, and otherwise ignored. */
  setItem(key: string, value: string): unknown;
  /** Removes an item, if it is there. */
  removeItem(key: string): unknown;
  /** Removes all items. This package does not use it. */
  clear?(): unknown;
  /** For a synchronous storage: the key of the item with this index, as in `localStorage`. */
  key?(index: number): string | null | undefined;
  /** For an asynchronous storage that can make several changes at once: makes all of them or none. */
  apply?(changes: readonly StorageChange[]): PromiseLike<unknown>;
  /** `false` if no other tab or instance sees the items. The default is `true`. */
  readonly isShared?: boolean;
}
