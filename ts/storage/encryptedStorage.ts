import { AuthError } from '../errors/authError.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { randomId } from '../platform/randomId.js';
import type { KeyValueStorage, KeyValueStorageInterface, StorageChange } from '../types/keyValueStorage.js';
import { ItemDatabase } from './itemDatabase.js';
import { decryptItem, encryptItem, isKey, makeKey } from './itemCipher.js';
import { type Clears, tellOfClears } from './clears.js';
import { storageError } from './storageError.js';
import { wait } from '../platform/timer.js';

/** Options of an `EncryptedStorage`. */
export interface EncryptedStorageOptions {
  /** The name of the IndexedDB database. The default is `cognito-wasm`. */
  readonly name?: string | undefined;
}

/** Under which the encryption key is stored. */
const keyName = 'AES-GCM';

/**
 * Under which a random text is stored with the first item. If it is gone or another one, everything was removed meanwhile. The keys of
 * items are text.
 */
const markKey = 0;

/**
 * The pauses before it is looked whether everything is gone, after the browser has closed the connection. It closes connections before
 * it clears the site's data, so a first look may find everything, and it refuses connections meanwhile.
 */
const pausesMs = [0, 200, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * A storage in IndexedDB whose values are encrypted with AES-GCM (256 bits), under a key that the browser keeps and does not give
 * away. It survives a restart of the browser, and the tabs of an origin share it.
 *
 * It protects tokens against whoever can read the browser's files or a copy of the database, but has no key: the values in a
 * profile that was backed up, or in what a script has sent away. It does not protect a session from code that runs in the page,
 * such as injected scripts and browser extensions: such code can ask this storage, or the library, for the tokens. The keys of
 * items, which contain user names, are not encrypted.
 *
 * Values that cannot be decrypted are absent, and can be overwritten.
 *
 * @example
 * ```ts
 * const storage = new EncryptedStorage();
 * await storage.setItem('draft', 'text');
 * ```
 */
export class EncryptedStorage implements KeyValueStorage, KeyValueStorageInterface {
  readonly #database: ItemDatabase;
  #key: Promise<CryptoKey> | undefined;
  /** The last call, for which later ones wait: encryption takes longer for longer values. */
  #last: Promise<unknown> = Promise.resolve();
  /** The mark that was found or stored last. */
  #mark: string | undefined;
  readonly #clears: Clears;
  /** Counts the lost connections, after each of which it is looked anew. */
  #turn = 0;
  /** Whether it is being looked. A connection that is lost by that is no reason to look anew: the next one may be lost, too. */
  #isLooking = false;

  /** Makes a storage. It opens the database when it is used. */
  constructor(options: EncryptedStorageOptions = {}) {
    const name = memberOf(options, 'name') ?? 'cognito-wasm';
    if (typeof name !== 'string' || name === '') throw invalidInput('the `name` of an EncryptedStorage is not text');
    this.#clears = tellOfClears(this);
    this.#database = new ItemDatabase(name, (isDeleted) => {
      this.#key = undefined;
      if (isDeleted) this.#cleared(undefined);
      else if (!this.#isLooking) void this.#look();
    });
  }

  /** Stores an item. */
  async setItem(key: string, value: string): Promise<void> {
    await this.apply([{ key, value }]);
  }

  /** Reads an item; `null` if there is none, or if it cannot be decrypted. */
  async getItem(key: string): Promise<string | null> {
    return await this.#inTurn(async () => {
      const { count } = this.#clears;
      const record = await this.#database.run('items', 'readonly', (store, then) => {
        then(store.get(markKey), (found) => {
          this.#see(found, count);
        });
        return store.get(key);
      });
      return record === undefined ? null : await decryptItem(await this.#encryptionKey(), key, record);
    });
  }

  /** Removes an item. */
  async removeItem(key: string): Promise<void> {
    await this.apply([{ key, value: null }]);
  }

  /** Removes all items. */
  async clear(): Promise<void> {
    await this.#inTurn(() => this.#database.run('items', 'readwrite', (store) => store.clear()));
  }

  /** Makes all these changes, or none. */
  async apply(changes: readonly StorageChange[]): Promise<void> {
    if (changes.some(({ key, value }) => !isText(key) || (value !== null && !isText(value))))
      throw invalidInput('the key and the value of an item are text');
    await this.#inTurn(async () => {
      for (let attempts = 0; attempts < 3; attempts += 1) {
        const { count } = this.#clears;
        const isStored = await this.#write(changes, count);
        if (count === this.#clears.count && isStored) return;
        // Whoever has a copy of what was removed decides what of the changes is still to be made.
        if (count !== this.#clears.count && this.#clears.isHeard) break;
        // The connection was lost meanwhile: the database may be a new one, with another key.
      }
      throw new Error('the database was closed or cleared meanwhile');
    });
  }

  /** Makes changes in one transaction. `false` if the key is no longer the one with which they are encrypted, or all is gone. */
  async #write(changes: readonly StorageChange[], count: number): Promise<boolean> {
    const encryptionKey = changes.some(({ value }) => value !== null) ? await this.#encryptionKey() : undefined;
    const current = this.#key;
    const records: [key: string, record: unknown][] = [];
    for (const { key, value } of changes)
      records.push([key, value === null || !encryptionKey ? undefined : await encryptItem(encryptionKey, key, value)]);
    let isCurrent = false;
    let mark: string | undefined;
    await this.#database.run('items', 'readwrite', (store, then) => {
      then(store.get(markKey), (found) => {
        isCurrent = this.#see(found, count) && (encryptionKey === undefined || this.#key === current);
        if (!isCurrent) return;
        mark = encryptionKey && found === undefined ? randomId() : undefined;
        if (mark !== undefined) store.put(mark, markKey);
        for (const [key, record] of records) {
          if (record === undefined) store.delete(key);
          else store.put(record, key);
        }
      });
    });
    if (mark !== undefined && count === this.#clears.count) this.#mark = mark;
    return isCurrent;
  }

  /** Takes note of the stored mark. `false` if everything was removed since the last time, or since there had been `count` clears. */
  #see(found: unknown, count: number): boolean {
    if (count !== this.#clears.count) return false;
    const before = this.#mark;
    this.#mark = typeof found === 'string' ? found : undefined;
    if (before === undefined || before === this.#mark) return true;
    this.#cleared(this.#mark);
    return false;
  }

  /** Looks whether everything is gone, which the mark tells. */
  async #look(): Promise<void> {
    const turn = (this.#turn += 1);
    const { count } = this.#clears;
    for (const pause of pausesMs) {
      if (pause > 0) await wait(pause);
      if (turn !== this.#turn || count !== this.#clears.count || this.#mark === undefined) return;
      this.#isLooking = true;
      await this.getItem('').catch(() => undefined);
      this.#isLooking = false;
    }
  }

  #cleared(mark: string | undefined): void {
    this.#mark = mark;
    this.#clears.tell();
  }

  /** The key of this origin, made by the tab that needs it first. */
  async #encryptionKey(): Promise<CryptoKey> {
    const current = (this.#key ??= this.#findKey());
    try {
      return await current;
    } catch (reason) {
      if (this.#key === current) this.#key = undefined;
      throw reason;
    }
  }

  async #findKey(): Promise<CryptoKey> {
    const found = await this.#database.run('keys', 'readonly', (store) => store.get(keyName));
    if (isKey(found)) return found;
    const made = await makeKey();
    let key = made;
    await this.#database.run('keys', 'readwrite', (store) => {
      // Another tab may have stored one meanwhile. Transactions that write take turns.
      const request = store.get(keyName);
      request.onsuccess = () => {
        const stored: unknown = request.result;
        if (isKey(stored)) key = stored;
        else store.put(made, keyName);
      };
    });
    return key;
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } catch (reason) {
      if (reason instanceof AuthError) throw reason;
      throw storageError(
        "the browser's database refused the session",
        'Free some space or allow storage for this site. Private windows of some browsers have no database.',
        reason,
      );
    }
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
