import type { WatchedPage } from '../platform/watchedPage.js';
import type { EndReason, KeptSession, SessionTimes } from './keptSession.js';
import type { Policy } from './policy.js';

/** A computer that sleeps stops its timers, so the clock is looked at this often. */
const longestPauseMs = 60_000;

/** Tokens are refreshed this long before they expire, and up to half as much earlier, so that tabs do not act at once. */
const refreshLeadMs = 60_000;

/** The first pause after a refresh that failed. Each further one is twice as long, up to the longest. */
const firstRetryMs = 15_000;
const longestRetryMs = 300_000;

/** How far the clocks of two tabs may seem to differ. */
const aheadMs = 60_000;

/** Activity is written down this often at most, or ten times within the time that a user may be idle. */
const activityStepMs = 10_000;

/** The end that is to come first. */
interface Deadline {
  readonly at: number;
  readonly reason: EndReason;
}

/**
 * Watches over the session of an instance: refreshes its tokens in time, warns of its end, and ends it. All of its times are compared
 * with the clock, which may jump; timers only wake it.
 */
export class SessionKeeper {
  readonly #policy: Policy;
  readonly #session: KeptSession;
  readonly #page: WatchedPage;
  readonly #leadMs: number;
  readonly #stops: (() => void)[] = [];
  #isLeading = false;
  #isStopped = false;
  /** The deadline that the app has been warned of. */
  #warned: Deadline | undefined;
  #failures = 0;
  #retryAt = 0;
  #refreshing: Promise<void> | undefined;
  #ending: Promise<void> | undefined;
  #stopTimer: (() => void) | undefined;
  /** When the user was last active in this tab, and when that was last written down for the others. */
  #active = 0;
  #written = 0;

  constructor(policy: Policy, session: KeptSession, page: WatchedPage) {
    this.#policy = policy;
    this.#session = session;
    this.#page = page;
    this.#leadMs = refreshLeadMs * (1 + page.random() / 2);
  }

  /** Begins to watch. */
  start(): void {
    const check = (): void => {
      void this.check();
    };
    this.#stops.push(this.#page.onWake(check));
    if (this.#policy.idleMs < Infinity) {
      this.#stops.push(
        this.#page.onActivity(() => {
          this.recordActivity();
        }),
      );
    }
    if (this.#policy.autoRefresh) {
      this.#stops.push(
        this.#page.onLead((isLeading) => {
          this.#isLeading = isLeading;
          if (isLeading) check();
        }),
      );
    }
    check();
  }

  /** Ends its work for good. */
  stop(): void {
    this.#isStopped = true;
    this.#stopTimer?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** The user has done something, or the app says so. A session that has come to its end does not go on because of it. */
  recordActivity(): void {
    const now = this.#page.now();
    const step = Math.min(activityStepMs, this.#policy.idleMs / 10);
    if (this.#isStopped) return;
    if (now >= this.#written && now - this.#written < step && !this.#warned) {
      // The time without activity cannot have passed since then.
      this.#active = now;
      return;
    }
    void this.check().then(async () => {
      if (this.#isStopped || this.#ending) return;
      this.#noteActivity(now);
      await this.check();
    });
  }

  #noteActivity(now: number): void {
    this.#active = now;
    this.#written = now;
    this.#page.writeActivity(now);
  }

  /** Somebody has signed in, or the tokens are new. */
  async renewed(isSignIn: boolean): Promise<void> {
    if (isSignIn) this.#noteActivity(this.#page.now());
    this.#failures = 0;
    this.#retryAt = 0;
    await this.check();
  }

  /** Does what the clock says. Resolves when a session that has come to its end is over. Never rejects. */
  async check(): Promise<void> {
    if (this.#isStopped) return;
    this.#stopTimer?.();
    const times = await this.#session.times().catch(() => undefined);
    // The next sign-in starts it again.
    if (!times) this.#warned = undefined;
    else await this.#act(times);
  }

  async #act(times: SessionTimes): Promise<void> {
    if (this.#isStopped) return;
    const deadline = this.#deadline(times);
    const now = this.#page.now();
    if (now >= deadline.at) {
      await this.#end(deadline.reason);
      return;
    }
    this.#warn(deadline, now);
    this.#refreshIfDue(times, now);
    this.#wakeAt(times, deadline, now);
  }

  #deadline({ startedAt }: SessionTimes): Deadline {
    const { idleMs, absoluteMs } = this.#policy;
    const now = this.#page.now();
    // None is known of a session from before there were limits. A time far in the future is that of a clock that was ahead.
    const known = [this.#page.readActivity() ?? 0, this.#active].filter((time) => time > 0 && time - now < aheadMs);
    // To sign in is to be active.
    if (known.length > 0 && startedAt - now < aheadMs) known.push(startedAt);
    if (known.length === 0 && idleMs < Infinity) this.#noteActivity(now);
    const activity = known.length > 0 ? Math.min(Math.max(...known), now) : now;
    const idle: Deadline = { at: activity + idleMs, reason: 'idle' };
    const absolute: Deadline = { at: startedAt + absoluteMs, reason: 'absolute' };
    return absolute.at < idle.at ? absolute : idle;
  }

  async #end(reason: EndReason): Promise<void> {
    this.#warned = undefined;
    this.#ending ??= this.#session
      .end(reason)
      .catch(() => undefined)
      .finally(() => {
        this.#ending = undefined;
      });
    await this.#ending;
  }

  #warn(deadline: Deadline, now: number): void {
    const isNear = now >= deadline.at - this.#policy.warnMs;
    const { at, reason } = deadline;
    if (isNear && this.#warned?.at !== at) {
      this.#warned = deadline;
      this.#session.tell('sessionExpiring', { reason, expiresAt: new Date(at) });
    } else if (!isNear && this.#warned) {
      this.#warned = undefined;
      this.#session.tell('sessionExtended');
    }
  }

  #refreshAt({ expiresAt }: SessionTimes): number {
    if (!this.#policy.autoRefresh || !this.#isLeading || this.#refreshing) return Infinity;
    return Math.max(expiresAt - this.#leadMs, this.#retryAt);
  }

  #refreshIfDue(times: SessionTimes, now: number): void {
    // A clock that was set back would put off the next attempt.
    if (this.#retryAt - now > longestRetryMs) this.#retryAt = 0;
    if (now < this.#refreshAt(times)) return;
    this.#refreshing = this.#session
      .refresh()
      .then(
        () => {
          this.#failures = 0;
          // Tokens that expire at once, by this clock, are not refreshed without end.
          this.#retryAt = this.#page.now() + firstRetryMs;
        },
        () => {
          this.#retryAt = this.#page.now() + Math.min(firstRetryMs * 2 ** this.#failures, longestRetryMs);
          this.#failures += 1;
        },
      )
      .then(() => {
        this.#refreshing = undefined;
        return this.check();
      });
  }

  #wakeAt(times: SessionTimes, deadline: Deadline, now: number): void {
    const next = [this.#refreshAt(times), deadline.at, deadline.at - this.#policy.warnMs].filter((time) => time > now);
    const pause = Math.min(longestPauseMs, ...next.map((time) => time - now));
    // Several checks may have come here.
    this.#stopTimer?.();
    this.#stopTimer = this.#page.later(() => {
      void this.check();
    }, pause);
  }
}
