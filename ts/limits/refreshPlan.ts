/** Tokens are refreshed this long before they expire, and up to half as much earlier, so that tabs do not act at once. */
const leadMs = 60_000;

/** The first pause after a refresh that failed. Each further one is twice as long, up to the longest. */
const firstRetryMs = 15_000;
const longestRetryMs = 300_000;

/** How long a tab that does not lead waits after a sleep, so that the leader can act first, and how much longer at most. */
const yieldMs = 5_000;
const yieldSpreadMs = 15_000;

/**
 * When a tab refreshes its tokens. The tab that leads is the first. The others follow half a minute later if they still have the old
 * tokens then: those of a session that they do not share, or the leader has failed.
 */
export class RefreshPlan {
  isLeading = false;
  /** What keeps tabs from acting at the same moment: from 0 up to 1. */
  readonly #spread: number;
  #failures = 0;
  #retryAt = 0;
  /** Until when a tab that does not lead waits. */
  #yieldsUntil = 0;
  #expiresAt: number | undefined;

  constructor(spread: number) {
    this.#spread = spread;
  }

  /** When to refresh tokens that expire then. */
  dueAt(expiresAt: number, now: number): number {
    // A clock that was set back would put off the next attempt.
    if (this.#retryAt - now > longestRetryMs) this.#retryAt = 0;
    if (this.#yieldsUntil - now > longestRetryMs) this.#yieldsUntil = 0;
    // Another tab has been more successful.
    if (this.#expiresAt !== expiresAt) this.#failures = 0;
    this.#expiresAt = expiresAt;
    const lead = leadMs * (1 + this.#spread / 2);
    return this.isLeading
      ? Math.max(expiresAt - lead, this.#retryAt)
      : Math.max(expiresAt - lead / 2, this.#retryAt, this.#yieldsUntil);
  }

  /** The page may have slept, or has a connection again: what has failed before is tried again. */
  woken(now: number): void {
    if (this.#failures > 0) this.#retryAt = 0;
    if (this.#yieldsUntil <= now) this.#yieldsUntil = now + yieldMs + yieldSpreadMs * this.#spread;
  }

  /** There are new tokens. */
  renewed(): void {
    this.#failures = 0;
    this.#retryAt = 0;
  }

  succeeded(now: number): void {
    this.#failures = 0;
    // Tokens that expire at once, by this clock, are not refreshed without end.
    this.#retryAt = now + firstRetryMs;
  }

  failed(now: number): void {
    this.#retryAt = now + Math.min(firstRetryMs * 2 ** this.#failures, longestRetryMs);
    this.#failures += 1;
  }
}
