/** Tabs with a session that is watched over, without a browser. Their clock and their timers are the test's. */
import { policyOf, SessionKeeper } from '../../dist/limits/keeperFile.js';

export const minute = 60_000;
export const hour = 60 * minute;
export const start = 1_700_000_000_000;

/** Lets everything run that waits for nothing but other promises. */
export async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** A browser: its tabs share a clock, what is stored, and a session, unless they have one of their own. */
export class Browser {
  now = start;
  stored;
  tabs = [];
  session = { startedAt: start, expiresAt: start + hour };
  ended = [];

  async open(options, { random = 0, isLeading = true, hasOwnSession = false } = {}) {
    const tab = new Tab(this, options, { random, isLeading, session: hasOwnSession ? { ...this.session } : undefined });
    this.tabs.push(tab);
    await settled();
    return tab;
  }

  /** Lets time pass as it does for a browser that is awake. */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    for (;;) {
      const due = this.tabs.flatMap((tab) => Array.from(tab.timers, ([id, { at }]) => ({ tab, id, at })));
      const next = due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.now = Math.max(this.now, next.at);
      const { callback } = next.tab.timers.get(next.id);
      next.tab.timers.delete(next.id);
      callback();
      await settled();
    }
    this.now = end;
  }
}

class Tab {
  timers = new Map();
  told = [];
  refreshes = [];
  /** The times at which activity was written down, and how often the session was looked at. */
  written = [];
  looks = 0;
  /** The refresh fails; the session cannot be read; the sign-out fails. */
  fails = false;
  isUnreadable = false;
  isStuck = false;
  /** Called when the app is told something. */
  onTold = () => undefined;
  #ownSession;
  #count = 0;
  #callbacks = { activity: new Set(), wake: new Set(), elsewhere: new Set(), lead: new Set() };

  constructor(browser, options, { random, isLeading, session }) {
    this.browser = browser;
    this.#ownSession = session && { value: session };
    const on = (kind) => (callback) => {
      this.#callbacks[kind].add(callback);
      if (kind === 'lead' && isLeading) callback(true);
      return () => this.#callbacks[kind].delete(callback);
    };
    this.keeper = new SessionKeeper(
      policyOf(options),
      {
        times: async () => {
          this.looks += 1;
          if (this.isUnreadable) throw new Error('offline');
          return this.session;
        },
        refresh: async () => {
          this.refreshes.push(browser.now);
          if (this.fails) throw new Error('offline');
          this.session = { ...this.session, expiresAt: browser.now + hour };
        },
        end: async (reason) => {
          if (this.isStuck) throw new Error('the storage is denied');
          browser.ended.push([browser.now - start, reason]);
          this.session = undefined;
        },
        tell: (event, data) => {
          this.told.push([browser.now - start, event, data?.reason].filter((part) => part !== undefined));
          this.onTold(event);
        },
      },
      {
        now: () => browser.now,
        later: (callback, milliseconds) => {
          const id = ++this.#count;
          this.timers.set(id, { callback, at: browser.now + milliseconds });
          return () => this.timers.delete(id);
        },
        onActivity: on('activity'),
        onWake: on('wake'),
        onActivityElsewhere: on('elsewhere'),
        onLead: on('lead'),
        readActivity: () => browser.stored,
        writeActivity: (time) => {
          browser.stored = time;
          this.written.push(time - start);
          for (const tab of browser.tabs) if (tab !== this) void tab.happens('elsewhere');
        },
        random: () => random,
      },
    );
    this.keeper.start();
  }

  get session() {
    return this.#ownSession ? this.#ownSession.value : this.browser.session;
  }

  set session(session) {
    if (this.#ownSession) this.#ownSession.value = session;
    else this.browser.session = session;
  }

  async happens(kind, input) {
    for (const callback of this.#callbacks[kind]) callback(input);
    await settled();
  }

  get listens() {
    return Object.values(this.#callbacks).some((set) => set.size > 0);
  }
}
