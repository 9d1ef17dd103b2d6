import { AuthError } from '../errors/authError.js';
import type { KeyValueStorage, StorageChange } from '../types/keyValueStorage.js';
import { memberOfAny, readMember } from '../values/members.js';
import { storageError } from './storageError.js';

/** Calls back after a time. */
export interface Timer {
  start(callback: () => void, milliseconds: number): unknown;
  stop(started: unknown): void;
}

/** How long a storage may take for one call. */
const limitMs = 10_000;

type Method = 'getItem' | 'setItem' | 'removeItem' | 'apply';

/**
 * An app's storage, whose methods may do anything: throw, return no promise, or one that never settles. Here they return promises
 * that settle, and are rejected with `StorageException` alone.
 */
export class AskedStorage {
  /** Whether the storage can make several changes at once. */
  readonly canApply: boolean;
  readonly #storage: KeyValueStorage;
  readonly #timer: Timer;

  constructor(storage: KeyValueStorage, timer: Timer) {
    this.#storage = storage;
    this.#timer = timer;
    // Every function has an `apply`, with another meaning.
    this.canApply = typeof storage !== 'function' && typeof memberOfAny(storage, 'apply') === 'function';
  }

  async get(key: string): Promise<string | null> {
    const value = await this.#ask('getItem', [key]);
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value;
    throw failed('getItem', `resolved with a ${typeof value}`);
  }

  /** @param onLate - Called if the storage has made the change after all, when it had been given up. */
  async put(key: string, value: string | null, onLate?: () => void): Promise<void> {
    await (value === null ? this.#ask('removeItem', [key], onLate) : this.#ask('setItem', [key, value], onLate));
  }

  /** @param onLate - As for {@link put}. */
  async apply(changes: readonly StorageChange[], onLate?: () => void): Promise<void> {
    await this.#ask('apply', [changes], onLate);
  }

  /** Puts items back one after the other, as far as possible within the time for one call. */
  async putAll(items: readonly (readonly [key: string, value: string | null])[]): Promise<void> {
    let isOver = false;
    const all = async (): Promise<void> => {
      for (const [key, value] of items) {
        if (isOver) return;
        await this.put(key, value).catch(() => undefined);
      }
    };
    await this.#within('setItem', all).catch(() => {
      isOver = true;
    });
  }

  async #ask(method: Method, inputs: readonly unknown[], onLate?: () => void): Promise<unknown> {
    const work = (): unknown => {
      const found = readMember(this.#storage, method);
      if (typeof found !== 'function') throw new TypeError(`${method} is not a function`);
      return Reflect.apply(found, this.#storage, inputs) as unknown;
    };
    return await this.#within(method, work, onLate);
  }

  async #within(method: Method, work: () => unknown, onLate?: () => void): Promise<unknown> {
    let isGivenUp = false;
    return await new Promise((resolve, reject) => {
      const started = this.#timer.start(() => {
        isGivenUp = true;
        reject(failed(method, `took longer than ${String(limitMs / 1000)} s`));
      }, limitMs);
      new Promise((done) => {
        done(work());
      })
        .finally(() => {
          this.#timer.stop(started);
        })
        .then(
          (value) => {
            if (isGivenUp) onLate?.();
            resolve(value);
          },
          (reason: unknown) => {
            reject(toStorageError(method, reason));
          },
        );
    });
  }
}

function failed(method: Method, what: string, reason?: unknown): AuthError {
  return storageError(
    `the storage's \`${method}\` ${what}`,
    'Check the storage that was given to the library, and call again.',
    reason,
  );
}

function toStorageError(method: Method, reason: unknown): AuthError {
  if (!(reason instanceof AuthError)) return failed(method, 'failed', reason);
  const { name, message, recoverySuggestion = '' } = reason;
  return name === 'StorageException' ? reason : storageError(message, recoverySuggestion, reason);
}
