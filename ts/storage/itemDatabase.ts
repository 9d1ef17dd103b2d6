import { pageTimer } from '../platform/timer.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import { AuthError } from '../errors/authError.js';

type StoreName = 'keys' | 'items';

/** Does something with the result of a request within its transaction, which is aborted if that throws. */
export type Then = (request: IDBRequest, act: (result: unknown) => void) => void;

/** How long the browser may take to open the database, or for a transaction. Later calls wait for it, and must not do so for ever. */
const limitMs = 4_000;

/** How long it may take to commit a transaction, which cannot be aborted any more. Disks can be slow. */
const commitLimitMs = 16_000;

/** While the browser clears the site's data, it may close more than one connection. */
const mostAttempts = 3;

/** An IndexedDB database with two stores, opened at first use, and again after it was closed. */
export class ItemDatabase {
  readonly #name: string;
  readonly #onClosed: (isDeleted: boolean) => void;
  #opening: Promise<IDBDatabase> | undefined;
  #database: IDBDatabase | undefined;

  /**
   * @param onClosed - Called when the connection is gone, with whether a script is deleting the database. If the browser has closed it,
   * the user may have cleared the site's data.
   */
  constructor(name: string, onClosed: (isDeleted: boolean) => void) {
    this.#name = name;
    this.#onClosed = onClosed;
  }

  /**
   * Runs a transaction. Resolves when it is complete, with the result of the request that `work` returns. Runs another one if the
   * browser closed the connection meanwhile, which aborts the first or leaves it without an end.
   *
   * @param work - Makes its requests at once, or with `then`.
   */
  async run(
    store: StoreName,
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, then: Then) => unknown,
  ): Promise<unknown> {
    for (let attempts = 1; ; attempts += 1) {
      const transaction = await this.#begin(store, mode);
      try {
        return await runIn(transaction, store, work);
      } catch (reason) {
        if (!mayPass(reason)) throw reason;
        this.#forget(transaction.db, false);
        if (attempts === mostAttempts) throw reason;
      }
    }
  }

  async #begin(store: StoreName, mode: IDBTransactionMode): Promise<IDBTransaction> {
    // A session must not get lost when the power does.
    const options: IDBTransactionOptions = ownMembers({ durability: 'strict' });
    const database = await this.#open();
    try {
      return database.transaction(store, mode, options);
    } catch {
      // The connection was being closed.
      this.#forget(database, false);
      return (await this.#open()).transaction(store, mode, options);
    }
  }

  async #open(): Promise<IDBDatabase> {
    // While the browser clears the site's data, it refuses a connection once.
    const opening = (this.#opening ??= this.#connect().catch((reason: unknown) => {
      if (!mayPass(reason)) throw reason;
      return this.#connect();
    }));
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
      let isGivenUp = false;
      const limit = pageTimer.start(() => {
        isGivenUp = true;
        reject(noAnswer());
      }, limitMs);
      request.onerror = () => {
        pageTimer.stop(limit);
        reject(request.error ?? new Error('the database could not be opened'));
      };
      request.onsuccess = () => {
        pageTimer.stop(limit);
        if (isGivenUp) {
          request.result.close();
          return;
        }
        const database = (this.#database = request.result);
        database.onclose = () => {
          this.#forget(database, false);
        };
        // A script deletes the database, or a later version of this package changes it, and is blocked until this one closes.
        database.onversionchange = ({ newVersion }) => {
          this.#forget(database, newVersion === null);
        };
        resolve(database);
      };
    });
  }

  #forget(database: IDBDatabase, isDeleted: boolean): void {
    database.close();
    // The browser may say so after the next one was opened.
    if (this.#database !== database) return;
    this.#opening = this.#database = undefined;
    this.#onClosed(isDeleted);
  }
}

const noAnswer = (): Error => new DOMException('the database did not answer', 'AbortError');

/** Whether the connection is lost, and not for a fault of the request: requests on one that is being closed have an `UnknownError`. */
const mayPass = (reason: unknown): boolean => /^(Abort|Unknown)Error$/.test(String(memberOfAny(reason, 'name')));

function runIn(
  transaction: IDBTransaction,
  store: StoreName,
  work: (store: IDBObjectStore, then: Then) => unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const database = transaction.db;
    let request: unknown;
    let failure: Error | undefined;
    let limit: unknown;
    const end = (): void => {
      pageTimer.stop(limit);
      database.removeEventListener('close', lost);
    };
    // Chromium may close a connection and leave its transactions without an end.
    const lost = (): void => {
      end();
      reject(noAnswer());
    };
    database.addEventListener('close', lost);
    limit = pageTimer.start(() => {
      try {
        transaction.abort();
        lost();
      } catch {
        // It is being committed, or aborted.
        limit = pageTimer.start(lost, commitLimitMs);
      }
    }, limitMs);
    transaction.oncomplete = () => {
      end();
      resolve(memberOfAny(request, 'result'));
    };
    transaction.onabort = () => {
      end();
      reject(failure ?? transaction.error ?? new Error('the transaction was aborted'));
    };
    const orAbort = (act: () => void): void => {
      try {
        act();
      } catch (reason) {
        failure = reason as Error;
        transaction.abort();
      }
    };
    const then: Then = (each, act) => {
      each.onsuccess = () => {
        orAbort(() => {
          act(each.result);
        });
      };
    };
    orAbort(() => {
      request = work(transaction.objectStore(store), then);
    });
  });
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
