/** Lets a caller wait for what has not come yet, so that no test has to ask again and again. */
export class Arrivals {
  /** @type {Set<() => void>} */
  #waiting = new Set();

  /** Something has come: everyone who waits looks again. */
  tell() {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * @template T
   * @param {() => T | undefined} find what is waited for, if it is there
   * @returns {Promise<T>}
   */
  until(find) {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/**
 * What follows the first `count`, if anything does.
 *
 * @template T
 * @param {T[]} all
 * @param {number} count
 */
export const beyond = (all, count) => (all.length > count ? all.slice(count) : undefined);
