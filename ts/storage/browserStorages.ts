import { memberOfAny } from '../values/members.js';
import { markOwnStorage, type OwnPlace } from './ownStorage.js';
import type { KeyValueStorageInterface } from '../types/keyValueStorage.js';
import type { StorageItems } from '../wire/storageItems.js';

/** The methods of `Storage` that are used. */
type Items = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'>;

/** Items in memory, with the methods of `Storage`. */
class MemoryItems implements Items, StorageItems {
  /** Instances in this page share the items, so they take turns. */
  readonly isShared = true;
  readonly #items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  key(index: number): string | null {
    return Array.from(this.#items.keys())[index] ?? null;
  }

  clear(): void {
    this.#items.clear();
  }
}

/** Wraps a storage in Amplify's interface. `find` is called at each access: importing the package must not touch the page. */
class AsyncStorage implements KeyValueStorageInterface {
  readonly #find: () => Items;

  constructor(find: () => Items, mark: OwnPlace | StorageItems) {
    this.#find = find;
    markOwnStorage(this, mark);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async setItem(key: string, value: string): Promise<void> {
    this.#find().setItem(key, value);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async getItem(key: string): Promise<string | null> {
    return this.#find().getItem(key);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async removeItem(key: string): Promise<void> {
    this.#find().removeItem(key);
  }

  // eslint-disable-next-line @typescript-eslint/require-await
  async clear(): Promise<void> {
    this.#find().clear();
  }
}

function browserStorage(name: 'localStorage' | 'sessionStorage', mark: OwnPlace): KeyValueStorageInterface {
  let found: Items | undefined;
  const find = (): Items => {
    if (found) return found;
    const storage = memberOfAny(memberOfAny(globalThis, 'window'), name) as Items | null | undefined;
    try {
      // One that is denied may only throw when it is read.
      storage?.getItem('');
      found = storage ?? new MemoryItems();
    } catch {
      found = new MemoryItems();
    }
    return found;
  };
  return new AsyncStorage(find, mark);
}

function memoryStorage(): KeyValueStorageInterface {
  const items = new MemoryItems();
  return new AsyncStorage(() => items, items);
}

/** `localStorage`, or memory where it is not available. It survives a restart of the browser, and tabs share it. */
export const defaultStorage: KeyValueStorageInterface = /* @__PURE__ */ browserStorage('localStorage', 'local');

/** `sessionStorage`, or memory where it is not available. It survives a reload, and each tab has its own. */
export const sessionStorage: KeyValueStorageInterface = /* @__PURE__ */ browserStorage('sessionStorage', 'session');

/** Memory that all instances of this page share. Do not use it on a server, where all users would share it. */
export const sharedInMemoryStorage: KeyValueStorageInterface = /* @__PURE__ */ memoryStorage();
