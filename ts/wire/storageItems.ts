/**
 * A storage as Rust works on it. Everything is synchronous but `read` and `stored`, which only the copy of an asynchronous storage
 * has. The doc comment of `Host::load` in `src/host.rs` says when they are called.
 */
export interface StorageItems {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** The key of the item with this index. A storage that cannot list its items does not have it. */
  key?(index: number): string | null;
  /** Whether other tabs or instances see the items. The default is `true`. */
  readonly isShared?: boolean;
  /** Reads these items anew. Changes that are not stored yet stay. */
  read?(keys: readonly string[]): Promise<void>;
  /** Resolves when every change so far is stored. Rejects if the storage refused one, which has been taken back. */
  stored?(): Promise<void>;
}
