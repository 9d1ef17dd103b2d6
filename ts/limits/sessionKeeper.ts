import type { WatchedPage } from '../platform/watchedPage.js';
import { ActivityLog, aheadMs } from './activityLog.js';
import type { EndReason, KeptSession, SessionTimes } from './keptSession.js';
import type { Policy } from './policy.js';
import { RefreshPlan } from './refreshPlan.js';

/** A computer that sleeps stops its timers, so the clock is looked at this often. */
const longestPauseMs = 60_000;

/** The end that is to come first. */
interface Deadline {
  readonly at: number;
  readonly reason: EndReason;
  /** When the app is warned of it. */
  readonly warnAt: number;
}

/**
 * Watches over the session of an instance: refreshes its tokens in time, warns of its end, and ends it. All of its times are compared
 * with the clock, which may jump; timers only wake it.
 */
export class SessionKeeper {
  readonly #policy: Policy;
  readonly #session: KeptSession;
  readonly #page: WatchedPage;
  readonly #activity: ActivityLog;
  readonly #plan: RefreshPlan;
  readonly #stops: (() => void)[] = [];
  #isStopped = false;
  /** Whether the last check could find out if anybody is signed in. */
  #isKnown = false;
  /** The deadline that the app has been warned of. */
  #warned: Deadline | undefined;
  #refreshing: Promise<void> | undefined;
  #ending: Promise<void> | undefined;
  #stopTimer: (() => void) | undefined;

  constructor(policy: Policy, session: KeptSession, page: WatchedPage) {
    this.#policy = policy;
    this.#session = session;
    this.#page = page;
    this.#activity = new ActivityLog(page, policy.idleMs);
    this.#plan = new RefreshPlan(page.random());
  }

  /** Begins to watch. */
  start(): void {
    const check = (): void => {
      this.#checkAlone();
    };
    const wake = (): void => {
      // The page may be about to go.
      this.#activity.flush();
      this.#plan.woken(this.#page.now());
      check();
    };
    this.#stops.push(this.#page.onWake(wake), this.#page.onActivityElsewhere(check));
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
          this.#plan.isLeading = isLeading;
          if (isLeading) check();
        }),
      );
    }
    wake();
  }

  /** Ends its work for good. */
  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#activity.flush();
    this.#stopTimer?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  /** The user has done something, or the app says so. A session that has come to its end does not go on because of it. */
  recordActivity(): void {
    const now = this.#page.now();
    if (this.#isStopped) return;
    // Activity does not put off the absolute end, so the warning of it does not matter here.
    if (this.#warned?.reason !== 'idle' && this.#activity.goesOn(now)) return;
    const { last } = this.#activity;
    if (last !== undefined && now - last < this.#policy.idleMs) this.#noteActivity(now);
    else void this.#noteUnlessOver(now);
  }

  /** Notes activity after a time without any, unless that has ended the session, or may have. */
  async #noteUnlessOver(now: number): Promise<void> {
    try {
      await this.check();
      if (this.#isKnown && !this.#isStopped && !this.#ending) this.#noteActivity(now);
    } catch {
      // It is over, but could not be ended.
    }
  }

  #noteActivity(now: number): void {
    this.#activity.note(now);
    this.#checkAlone();
  }

  /** Somebody has signed in, or the tokens are new. */
  renewed(isSignIn: boolean): void {
    if (isSignIn) this.#activity.note(this.#page.now());
    this.#plan.renewed();
    this.#checkAlone();
  }

  /**
   * Does what the clock says. Resolves when a session that has come to its end is over.
   *
   * @throws What the sign-out throws: the session has come to its end, and its tokens could not be removed. It is tried again later.
   */
  async check(): Promise<void> {
    if (this.#isStopped) return;
    this.#stopTimer?.();
    let times: SessionTimes | undefined;
    try {
      times = await this.#session.times();
      this.#isKnown = true;
    } catch {
      this.#isKnown = false;
      this.#wakeIn(longestPauseMs);
      return;
    }
    // The next sign-in starts it again.
    if (!times) this.#warned = undefined;
    else await this.#act(times);
  }

  #checkAlone(): void {
    this.check().catch(() => undefined);
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
    const { idleMs, absoluteMs, warnMs } = this.#policy;
    const now = this.#page.now();
    const { last } = this.#activity;
    if (last === undefined && idleMs < Infinity) this.#activity.note(now);
    // To sign in is to be active.
    const signIn = startedAt - now < aheadMs ? startedAt : 0;
    const active = last === undefined ? now : Math.min(Math.max(last, signIn), now);
    const isAbsolute = startedAt + absoluteMs < active + idleMs;
    const [from, limitMs] = isAbsolute ? [startedAt, absoluteMs] : [active, idleMs];
    const at = from + limitMs;
    // A warning at the very beginning would be none.
    return { at, reason: isAbsolute ? 'absolute' : 'idle', warnAt: at - Math.min(warnMs, limitMs / 2) };
  }

  async #end(reason: EndReason): Promise<void> {
    this.#warned = undefined;
    this.#ending ??= this.#session.end(reason).finally(() => {
      this.#ending = undefined;
    });
    try {
      await this.#ending;
    } catch (error) {
      this.#wakeIn(longestPauseMs);
      throw error;
    }
  }

  #warn(deadline: Deadline, now: number): void {
    const isNear = now >= deadline.warnAt;
    const { at, reason } = deadline;
    if (isNear && this.#warned?.at !== at) {
      this.#warned = deadline;
      this.#session.tell('sessionExpiring', { reason, expiresAt: new Date(at) });
    } else if (!isNear && this.#warned) {
      this.#warned = undefined;
      this.#session.tell('sessionExtended');
    }
  }

  #refreshAt({ expiresAt }: SessionTimes, now: number): number {
    return this.#policy.autoRefresh && !this.#refreshing ? this.#plan.dueAt(expiresAt, now) : Infinity;
  }

  #refreshIfDue(times: SessionTimes, now: number): void {
    if (now < this.#refreshAt(times, now)) return;
    this.#refreshing = this.#session
      .refresh()
      .then(
        () => {
          this.#plan.succeeded(this.#page.now());
        },
        () => {
          this.#plan.failed(this.#page.now());
        },
      )
      .then(() => {
        this.#refreshing = undefined;
        this.#checkAlone();
      });
  }

  #wakeAt(times: SessionTimes, { at, warnAt }: Deadline, now: number): void {
    const next = [this.#refreshAt(times, now), at, warnAt].filter((time) => time > now);
    this.#wakeIn(Math.min(longestPauseMs, ...next.map((time) => time - now)));
  }

  #wakeIn(milliseconds: number): void {
    // Several checks may have come here, or the app has been told something and has configured anew.
    this.#stopTimer?.();
    if (this.#isStopped) return;
    this.#stopTimer = this.#page.later(() => {
      this.#checkAlone();
    }, milliseconds);
  }
}
