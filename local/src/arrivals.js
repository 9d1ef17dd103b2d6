import { ServiceError } from './errors.js';

const MOST_WAITING = 200;

/** Lets callers wait for what has not come yet, so that no test has to ask again and again. */
export class Arrivals {
  /** @type {Set<{ look: () => void, giveUp: () => void }>} */
  #waiting = new Set();

  /** Something has come: everyone who waits looks again. */
  tell() {
    for (const { look } of [...this.#waiting]) look();
  }

  /**
   * @template T
   * @param {() => T | undefined} find what is waited for, if it is there
   * @param {AbortSignal} [signal] of a caller who may go away
   * @returns {Promise<T>} rejected when the caller goes away, or when too many wait after it
   */
  until(find, signal) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(waiter);
        signal?.removeEventListener('abort', giveUp);
        resolve(found);
      };
      const giveUp = () => {
        this.#waiting.delete(waiter);
        signal?.removeEventListener('abort', giveUp);
        reject(new ServiceError('LimitExceededException', 'The wait was given up: too many wait, or the caller left.'));
      };
      const waiter = { look, giveUp };
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', giveUp);
      look();
      if (signal?.aborted) giveUp();
      if (this.#waiting.size > MOST_WAITING) for (const oldest of [...this.#waiting].slice(0, 1)) oldest.giveUp();
    });
  }

  /** How many wait. */
  get count() {
    return this.#waiting.size;
  }
}
