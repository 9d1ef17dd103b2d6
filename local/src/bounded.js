/** Collections with a maximum size. */
import { ServiceError } from './errors.js';

/** @param {string} what there are too many of */
export const limitExceeded = (what) => new ServiceError('LimitExceededException', `There are too many ${what}.`);

/**
 * Throws when it is full.
 *
 * @template K, V
 * @extends {Map<K, V>}
 */
export class FullMap extends Map {
  #limit;
  #what;

  /**
   * @param {number} limit
   * @param {string} what it holds
   */
  constructor(limit, what) {
    super();
    this.#limit = limit;
    this.#what = what;
  }

  /**
   * @override
   * @param {K} key
   * @param {V} value
   * @throws {ServiceError}
   */
  set(key, value) {
    if (this.size >= this.#limit && !this.has(key)) throw limitExceeded(this.#what);
    return super.set(key, value);
  }
}

/**
 * Drops the oldest entry when it is full.
 *
 * @template K, V
 * @extends {Map<K, V>}
 */
export class RecentMap extends Map {
  #limit;

  /** @param {number} limit */
  constructor(limit) {
    super();
    this.#limit = limit;
  }

  /**
   * @override
   * @param {K} key
   * @param {V} value
   */
  set(key, value) {
    if (this.size >= this.#limit && !this.has(key)) {
      for (const oldest of this.keys()) {
        this.delete(oldest);
        break;
      }
    }
    return super.set(key, value);
  }
}

/**
 * Throws when it is full.
 *
 * @template T
 * @extends {Set<T>}
 */
export class FullSet extends Set {
  #limit;
  #what;

  /**
   * @param {number} limit
   * @param {string} what it holds
   */
  constructor(limit, what) {
    super();
    this.#limit = limit;
    this.#what = what;
  }

  /**
   * @override
   * @param {T} item
   * @throws {ServiceError}
   */
  add(item) {
    if (this.size >= this.#limit && !this.has(item)) throw limitExceeded(this.#what);
    return super.add(item);
  }
}
