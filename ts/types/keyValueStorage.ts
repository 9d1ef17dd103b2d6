/** A storage of the application's own. Each method may return its result or a promise of it. */
export interface KeyValueStorage {
  /** Returns what is stored under a name, or `null`. */
  getItem(key: string): string | null | Promise<string | null>;
  /** Stores a text under a name. */
  setItem(key: string, value: string): void | Promise<void>;
  /** Removes what is stored under a name. */
  removeItem(key: string): void | Promise<void>;
  /** Removes everything. */
  clear(): void | Promise<void>;
}
