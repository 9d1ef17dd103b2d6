/** The last millisecond that a `Date` can represent. */
const LATEST = 8.64e15;

/**
 * The only source of time in the local Cognito. It runs with real time and can be moved, so
 * that tests do not have to wait until a token or code expires.
 */
export class Clock {
  #base;
  #offsetMs = 0;

  /** @param {() => number} [base] the underlying time, in milliseconds since the epoch */
  constructor(base = () => Date.now()) {
    this.#base = base;
  }

  /** Milliseconds since the epoch. */
  nowMs() {
    return Math.min(Math.max(this.#base() + this.#offsetMs, 0), LATEST);
  }

  /** How far the clock has been moved. */
  get offsetMs() {
    return this.#offsetMs;
  }

  /** Whole seconds since the epoch, as in JWTs. */
  nowSeconds() {
    return Math.floor(this.nowMs() / 1000);
  }

  /** @param {number} milliseconds may be negative */
  advance(milliseconds) {
    this.#offsetMs += milliseconds;
  }

  /** @param {number} milliseconds since the epoch; the clock runs on from there */
  set(milliseconds) {
    this.#offsetMs = milliseconds - this.#base();
  }

  reset() {
    this.#offsetMs = 0;
  }
}
