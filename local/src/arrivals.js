import { ServiceError } from './errors.js';

const MOST_WAITING = 200;

/** Lets callers wait for something to arrive, so that tests do not have to poll. */
export class Arrivals {
  /** @type {Set<{ look: () => void, giveUp: () => void }>} */
  #waiting = new Set();

  /** Something has arrived: every waiting caller looks again. */
  tell() {
    for (const { look } of [...this.#waiting]) look();
  }

  /**
   * @template T
   * @param {() => T | undefined} find returns what the caller waits for, once it is there
   * @param {AbortSignal} [signal] of the caller, who may go away
   * @returns {Promise<T>} rejects if the caller goes away, or if too many later callers wait
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
        reject(
          new ServiceError(
            'LimitExceededException',
            'The wait was ended: too many callers wait, or this one went away.',
          ),
        );
      };
      const waiter = { look, giveUp };
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', giveUp);
      look();
      if (signal?.aborted) giveUp();
      if (this.#waiting.size > MOST_WAITING) for (const oldest of [...this.#waiting].slice(0, 1)) oldest.giveUp();
    });
  }

  /** The number of waiting callers. */
  get count() {
    return this.#waiting.size;
  }
}
