import { memberOfAny, ownMembers } from '../values/members.js';
import { AuthError } from '../errors/authError.js';

type StoreName = 'keys' | 'items';

/** An IndexedDB database with two stores, opened at first use, and again after it was closed. */
export class ItemDatabase {
  readonly #name: string;
  readonly #onClosed: () => void;
  #opening: Promise<IDBDatabase> | undefined;

  /**
   * @param onClosed - Called when the connection is gone: another tab may have deleted the database, or the user the site's data.
   */
  constructor(name: string, onClosed: () => void) {
    this.#name = name;
    this.#onClosed = onClosed;
  }

  /**
   * Runs a transaction. Resolves when it is complete, with the result of the request that `work` returns.
   *
   * @param work - Makes its requests at once, or in their handlers.
   */
  async run(store: StoreName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => unknown): Promise<unknown> {
    const transaction = await this.#begin(store, mode);
    return await new Promise((resolve, reject) => {
      let request: unknown;
      transaction.oncomplete = () => {
        resolve(memberOfAny(request, 'result'));
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('the transaction was aborted'));
      };
      try {
        request = work(transaction.objectStore(store));
      } catch (reason) {
        transaction.abort();
        throw reason;
      }
    });
  }

  async #begin(store: StoreName, mode: IDBTransactionMode): Promise<IDBTransaction> {
    // A session must not get lost when the power does.
    const options: IDBTransactionOptions = ownMembers({ durability: 'strict' });
    const database = await this.#open();
    try {
      return database.transaction(store, mode, options);
    } catch {
      // The connection was being closed.
      this.#forget(database);
      return (await this.#open()).transaction(store, mode, options);
    }
  }

  async #open(): Promise<IDBDatabase> {
    const opening = (this.#opening ??= this.#connect());
    try {
      return await opening;
    } catch (reason) {
      if (this.#opening === opening) this.#opening = undefined;
      throw reason;
    }
  }

  #connect(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const factory = memberOfAny(globalThis, 'indexedDB') as IDBFactory | null | undefined;
      if (!factory) throw unsupported('IndexedDB', 'Use another storage here.');
      const request = factory.open(this.#name, 1);
      request.onupgradeneeded = () => {
        for (const store of ['keys', 'items']) request.result.createObjectStore(store);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('the database could not be opened'));
      };
      request.onsuccess = () => {
        const database = request.result;
        const forget = (): void => {
          this.#forget(database);
        };
        database.onclose = forget;
        // Another tab deletes the database, or a later version of this package changes it, and is blocked until this one closes.
        database.onversionchange = forget;
        resolve(database);
      };
    });
  }

  #forget(database: IDBDatabase): void {
    database.close();
    this.#opening = undefined;
    this.#onClosed();
  }
}

/** The error for something that this page or runtime does not have. */
export function unsupported(what: string, recoverySuggestion: string): AuthError {
  return new AuthError({
    name: 'PlatformNotSupported',
    message: `an EncryptedStorage needs ${what}, which this page or runtime does not have`,
    category: 'configuration',
    recoverySuggestion,
  });
}
