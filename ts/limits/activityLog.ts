import type { WatchedPage } from '../platform/watchedPage.js';

/** How far the clocks of two tabs may seem to differ. */
export const aheadMs = 60_000;

/** Activity is written down this often at most, or ten times within the time that a user may be idle. */
const longestStepMs = 10_000;

/**
 * When the user was last active. The own tab's time is exact. It is written down for the other tabs at most once in a step, but then at
 * its end again, so that they have it exactly, too, when the user stops.
 */
export class ActivityLog {
  readonly #page: WatchedPage;
  readonly #stepMs: number;
  /** The last activity in this tab, and what it has written down. */
  #active = 0;
  #written = 0;
  #stopTimer: (() => void) | undefined;

  constructor(page: WatchedPage, idleMs: number) {
    this.#page = page;
    this.#stepMs = Math.min(longestStepMs, idleMs / 10);
  }

  /** Notes activity that follows other activity within a step. Otherwise the time without activity may have passed: `false`. */
  goesOn(now: number): boolean {
    if (now < this.#written || now - this.#written >= this.#stepMs) return false;
    this.#active = now;
    this.#stopTimer ??= this.#page.later(
      () => {
        this.flush();
      },
      this.#written + this.#stepMs - now,
    );
    return true;
  }

  /** Notes activity, and writes it down. */
  note(now: number): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#active = now;
    this.#written = now;
    this.#page.writeActivity(now);
  }

  /** Writes down what has not been written yet, unless another tab has been active since. */
  flush(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const stored = this.#page.readActivity() ?? 0;
    const isLater = stored >= this.#active && this.#isCredible(stored);
    if (this.#active > this.#written && this.#isCredible(this.#active) && !isLater) this.note(this.#active);
  }

  /** The last activity in any tab; `undefined` if none is known: that of a session from before there were limits, for example. */
  get last(): number | undefined {
    const known = [this.#page.readActivity() ?? 0, this.#active].filter((time) => time > 0 && this.#isCredible(time));
    return known.length > 0 ? Math.max(...known) : undefined;
  }

  /** A time far in the future is that of a clock that was ahead. */
  #isCredible(time: number): boolean {
    return time - this.#page.now() < aheadMs;
  }
}
