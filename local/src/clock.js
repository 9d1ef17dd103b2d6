/** The last millisecond that a date can name. */
const LATEST = 8.64e15;

/**
 * The only source of time in the local Cognito. It ticks with the real time and can be moved, so
 * that a test sees an expired token or code at once.
 */
export class Clock {
  #base;
  #offsetMs = 0;

  /** @param {() => number} [base] what ticks underneath, in milliseconds since the epoch */
  constructor(base = () => Date.now()) {
    this.#base = base;
  }

  /** Milliseconds since the epoch. */
  nowMs() {
    return Math.min(Math.max(this.#base() + this.#offsetMs, 0), LATEST);
  }

  /** Whole seconds since the epoch, as JWTs count. */
  nowSeconds() {
    return Math.floor(this.nowMs() / 1000);
  }

  /** @param {number} milliseconds may be negative */
  advance(milliseconds) {
    this.#offsetMs += milliseconds;
  }

  /** @param {number} milliseconds since the epoch; the clock goes on ticking from there */
  set(milliseconds) {
    this.#offsetMs = milliseconds - this.#base();
  }

  reset() {
    this.#offsetMs = 0;
  }
}
