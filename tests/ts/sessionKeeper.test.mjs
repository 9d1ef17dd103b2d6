import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { policyOf, SessionKeeper } from '../../dist/limits/keeperFile.js';

const minute = 60_000;
const hour = 60 * minute;
const start = 1_700_000_000_000;

/** Lets everything run that waits for nothing but other promises. */
async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** A browser: its tabs share a clock and what is stored. */
class Browser {
  now = start;
  stored;
  tabs = [];
  session = { startedAt: start, expiresAt: start + hour };
  ended = [];

  async open(options, { random = 0, isLeading = true } = {}) {
    const tab = new Tab(this, options, random, isLeading);
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
  fails = false;
  #count = 0;
  #callbacks = { activity: new Set(), wake: new Set(), lead: new Set() };

  constructor(browser, options, random, isLeading) {
    this.browser = browser;
    const on = (kind) => (callback) => {
      this.#callbacks[kind].add(callback);
      if (kind === 'lead' && isLeading) callback(true);
      return () => this.#callbacks[kind].delete(callback);
    };
    this.keeper = new SessionKeeper(
      policyOf(options),
      {
        times: async () => browser.session,
        refresh: async () => {
          this.refreshes.push(browser.now);
          if (this.fails) throw new Error('offline');
          browser.session = { ...browser.session, expiresAt: browser.now + hour };
        },
        end: async (reason) => {
          browser.ended.push([browser.now - start, reason]);
          browser.session = undefined;
        },
        tell: (event, data) =>
          this.told.push([browser.now - start, event, data?.reason].filter((part) => part !== undefined)),
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
        onLead: on('lead'),
        readActivity: () => browser.stored,
        writeActivity: (time) => {
          browser.stored = time;
        },
        random: () => random,
      },
    );
    this.keeper.start();
  }

  async happens(kind, input) {
    for (const callback of this.#callbacks[kind]) callback(input);
    await settled();
  }

  get listens() {
    return Object.values(this.#callbacks).some((set) => set.size > 0);
  }
}

describe('a session with limits', () => {
  let browser;
  beforeEach(() => {
    browser = new Browser();
  });

  it('ends after a time without activity, and is warned of it before', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute, warnMs: 2 * minute } });
    await browser.pass(9 * minute);
    assert.deepEqual(tab.told, [[8 * minute, 'sessionExpiring', 'idle']]);
    assert.deepEqual(browser.ended, []);
    await browser.pass(minute);
    assert.deepEqual(browser.ended, [[10 * minute, 'idle']]);
    await browser.pass(hour);
    assert.equal(browser.ended.length, 1);
  });

  it('goes on while the user does something, to the moment', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    // The second is not written down, since it follows so soon.
    for (const pause of [5 * minute, 5_000]) {
      await browser.pass(pause);
      await tab.happens('activity');
    }
    await browser.pass(10 * minute - 1);
    assert.deepEqual(browser.ended, []);
    await browser.pass(1);
    assert.deepEqual(browser.ended, [[15 * minute + 5_000, 'idle']]);
  });

  it('says that it goes on after a warning', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    await browser.pass(9.5 * minute);
    await tab.happens('activity');
    assert.deepEqual(tab.told, [
      [9 * minute, 'sessionExpiring', 'idle'],
      [9.5 * minute, 'sessionExtended'],
    ]);
    await browser.pass(9 * minute);
    assert.equal(tab.told.length, 3, 'the next end is warned of, too');
  });

  it('counts activity in every tab', async () => {
    const idle = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    const busy = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    for (let turn = 0; turn < 6; turn += 1) {
      await browser.pass(5 * minute);
      await busy.happens('activity');
    }
    assert.deepEqual([browser.ended, idle.told, busy.told], [[], [], []]);
  });

  it('does not go on because of activity after its end: the browser slept', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    browser.now += hour;
    await tab.happens('activity');
    assert.deepEqual(browser.ended, [[hour, 'idle']]);
  });

  it('ends when the page is opened again too late', async () => {
    browser.stored = start - hour;
    browser.session = { startedAt: start - 2 * hour, expiresAt: start + hour };
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    await tab.keeper.check();
    assert.deepEqual(browser.ended, [[0, 'idle']]);
  });

  it('does not end a new sign-in because of what was done before it', async () => {
    browser.stored = start - hour;
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    await tab.keeper.check();
    assert.deepEqual(browser.ended, []);
    await browser.pass(10 * minute);
    assert.deepEqual(browser.ended, [[10 * minute, 'idle']]);
  });

  it('ends after a time in all, whatever the user does', async () => {
    browser.session = { startedAt: start - 7 * hour, expiresAt: start + hour };
    const tab = await browser.open({ sessionLimits: { absoluteMs: 8 * hour, idleMs: 30 * minute } });
    for (let turn = 0; turn < 59; turn += 1) {
      await browser.pass(minute);
      await tab.happens('activity');
    }
    assert.deepEqual(tab.told, [[59 * minute, 'sessionExpiring', 'absolute']]);
    await browser.pass(minute);
    assert.deepEqual(browser.ended, [[hour, 'absolute']]);
  });

  it('begins anew with a sign-in', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    await browser.pass(20 * minute);
    assert.equal(browser.ended.length, 1);
    browser.session = { startedAt: browser.now, expiresAt: browser.now + hour };
    await tab.keeper.renewed(true);
    await browser.pass(10 * minute - 1);
    assert.equal(browser.ended.length, 1);
    await browser.pass(1);
    assert.equal(browser.ended.length, 2);
  });

  it('survives a clock that jumps back', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 10 * minute } });
    await browser.pass(minute);
    await tab.happens('activity');
    browser.now -= 5 * hour;
    await tab.happens('wake');
    assert.deepEqual(browser.ended, []);
    await browser.pass(11 * minute);
    assert.equal(browser.ended.length, 1, 'and ends in time by the new clock');
  });

  it('is left alone when it is stopped', async () => {
    const tab = await browser.open({ autoRefresh: true, sessionLimits: { idleMs: minute } });
    await settled();
    tab.keeper.stop();
    assert.deepEqual([tab.timers.size, tab.listens], [0, false]);
    await browser.pass(hour);
    await tab.keeper.check();
    assert.deepEqual(browser.ended, []);
  });

  it('is ended once, although several things notice', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: minute } });
    browser.now += hour;
    await Promise.all([tab.keeper.check(), tab.keeper.check(), tab.happens('activity'), tab.happens('wake')]);
    assert.equal(browser.ended.length, 1);
  });
});

describe('a session that is refreshed in time', () => {
  let browser;
  beforeEach(() => {
    browser = new Browser();
  });

  it('is refreshed before its tokens expire, by the tab that leads', async () => {
    const leader = await browser.open({ autoRefresh: true }, { random: 0.5 });
    const other = await browser.open({ autoRefresh: true }, { isLeading: false });
    await browser.pass(3 * hour);
    // 75 seconds before the hour, each time an hour from then.
    assert.deepEqual(
      leader.refreshes.map((time) => time - start),
      [1, 2, 3].map((count) => count * (hour - 75_000)),
    );
    assert.deepEqual(other.refreshes, []);
    assert.deepEqual(leader.told, []);
  });

  it('is refreshed by another tab when that begins to lead', async () => {
    const leader = await browser.open({ autoRefresh: true });
    const other = await browser.open({ autoRefresh: true }, { isLeading: false });
    await browser.pass(minute);
    await leader.happens('lead', false);
    await other.happens('lead', true);
    await browser.pass(hour);
    assert.deepEqual([leader.refreshes.length, other.refreshes.length], [0, 1]);
  });

  it('is refreshed at once after the browser has slept', async () => {
    const tab = await browser.open({ autoRefresh: true });
    await settled();
    browser.now += 5 * hour;
    await tab.happens('wake');
    assert.equal(tab.refreshes.length, 1);
  });

  it('is tried again, ever more seldom, while that fails', async () => {
    const tab = await browser.open({ autoRefresh: true });
    tab.fails = true;
    await browser.pass(hour);
    const pauses = tab.refreshes.slice(1).map((time, index) => time - tab.refreshes[index]);
    assert.deepEqual(pauses.slice(0, 2), [15_000, 30_000]);
    await browser.pass(hour);
    assert.equal(tab.refreshes.at(-1) - tab.refreshes.at(-2), 300_000);
    tab.fails = false;
    await tab.keeper.renewed(false);
    await settled();
    assert.equal(browser.session.expiresAt, browser.now + hour, 'a success elsewhere starts it at once');
  });

  it('is not refreshed without end if fresh tokens look expired', async () => {
    const tab = await browser.open({ autoRefresh: true });
    Object.defineProperty(browser, 'session', {
      get: () => ({ startedAt: start, expiresAt: start - hour }),
      set() {},
    });
    await browser.pass(minute);
    assert.ok(tab.refreshes.length <= 5, String(tab.refreshes.length));
  });

  it('is left alone without the option', async () => {
    const tab = await browser.open({ sessionLimits: { absoluteMs: 10 * hour } });
    await browser.pass(2 * hour);
    assert.deepEqual(tab.refreshes, []);
  });
});

describe('the options', () => {
  it('are read', () => {
    assert.deepEqual(policyOf({}), { autoRefresh: false, idleMs: Infinity, absoluteMs: Infinity, warnMs: minute });
    const sessionLimits = { idleMs: 1_000, absoluteMs: 86_400_000, warnMs: 0 };
    assert.deepEqual(policyOf({ autoRefresh: true, sessionLimits }), { autoRefresh: true, ...sessionLimits });
  });

  for (const [options, name] of [
    [{ autoRefresh: 1 }, 'autoRefresh'],
    [{ sessionLimits: 5 }, 'sessionLimits'],
    [{ sessionLimits: null }, 'sessionLimits'],
    [{ sessionLimits: { idleMs: 999 } }, 'idleMs'],
    [{ sessionLimits: { idleMs: '900000' } }, 'idleMs'],
    [{ sessionLimits: { absoluteMs: NaN } }, 'absoluteMs'],
    [{ sessionLimits: { absoluteMs: Infinity } }, 'absoluteMs'],
    [{ sessionLimits: { warnMs: -1 } }, 'warnMs'],
  ])
    it(`are refused if wrong: ${JSON.stringify(options)}`, () => {
      assert.throws(
        () => policyOf(options),
        (error) => error.name === 'InvalidParameterException' && error.message.includes(name),
      );
    });
});
