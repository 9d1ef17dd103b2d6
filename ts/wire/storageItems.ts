/** A storage as Rust works on it: synchronous. */
export interface StorageItems {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  /** The key of the item with this index. A storage that cannot list its items does not have it. */
  key?(index: number): string | null;
  /** Whether other tabs or instances see the items. The default is `true`. */
  readonly isShared?: boolean;
  /** See `sourceOf`. */
  readonly source?: unknown;
  /** Only of the copy of an asynchronous storage: reads the storage anew. Rust calls it when it has acquired a lock. */
  refresh?(): Promise<void>;
  /** Only of such a copy: waits until all changes are stored or taken back. Rust calls it before it releases a lock. */
  settled?(): Promise<unknown>;
}
