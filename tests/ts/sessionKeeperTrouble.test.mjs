import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { Browser, hour, minute, settled, start } from './keptTabs.mjs';

const idle = { sessionLimits: { idleMs: 10 * minute } };

describe('activity', () => {
  let browser;
  beforeEach(() => {
    browser = new Browser();
  });

  it('counts to the moment in other tabs, too', async () => {
    await browser.open(idle);
    const busy = await browser.open(idle);
    await browser.pass(5 * minute);
    await busy.happens('activity');
    await browser.pass(9_000);
    await busy.happens('activity');
    await browser.pass(10 * minute - 1);
    assert.deepEqual(browser.ended, []);
    await browser.pass(1);
    assert.equal(browser.ended[0][0], 15 * minute + 9_000);
  });

  it('is written down once in a step, and at its end', async () => {
    const tab = await browser.open(idle);
    await browser.pass(minute);
    for (let turn = 0; turn < 25; turn += 1) {
      await tab.happens('activity');
      await browser.pass(1_000);
    }
    await browser.pass(minute);
    assert.deepEqual(
      tab.written.filter((time) => time > 0),
      [0, 9_000, 18_000, 24_000].map((time) => minute + time),
    );
  });

  for (const end of ['the page is hidden', 'the page is configured anew'])
    it(`is written down when ${end}`, async () => {
      const tab = await browser.open(idle);
      await browser.pass(minute);
      await tab.happens('activity');
      await browser.pass(3_000);
      await tab.happens('activity');
      if (end === 'the page is hidden') await tab.happens('wake');
      else tab.keeper.stop();
      assert.equal(browser.stored, start + minute + 3_000);
      await browser.pass(0);
      assert.equal(tab.written.length, 3);
    });

  it('is not replaced by earlier activity of another tab', async () => {
    const [one, other] = [await browser.open(idle), await browser.open(idle)];
    await browser.pass(minute);
    await one.happens('activity');
    await browser.pass(3_000);
    await one.happens('activity');
    await browser.pass(2_000);
    await other.happens('activity');
    await browser.pass(10_000);
    assert.equal(browser.stored, start + minute + 5_000);
  });

  it('that a clock had ahead is not written down after it was set back', async () => {
    const tab = await browser.open(idle);
    browser.now += 5 * hour;
    browser.session = { startedAt: browser.now, expiresAt: browser.now + hour };
    tab.keeper.renewed(true);
    await browser.pass(3_000);
    await tab.happens('activity');
    browser.now -= 5 * hour;
    const written = tab.written.length;
    tab.keeper.stop();
    assert.equal(tab.written.length, written);
  });

  it('costs little while the absolute end is near', async () => {
    browser.session = { startedAt: start - hour + minute / 2, expiresAt: start + hour };
    const tab = await browser.open({ sessionLimits: { absoluteMs: hour, idleMs: 10 * minute } });
    await tab.happens('activity');
    assert.deepEqual(tab.told, [[0, 'sessionExpiring', 'absolute']]);
    const { looks, written } = tab;
    for (let turn = 0; turn < 100; turn += 1) await tab.happens('activity');
    assert.deepEqual([tab.looks - looks, tab.written.length - written.length], [0, 0]);
  });

  it('does not prolong a session that cannot be read, if that may have come to its end', async () => {
    const tab = await browser.open(idle);
    await browser.pass(minute);
    tab.isUnreadable = true;
    browser.now += hour;
    await tab.happens('activity');
    tab.isUnreadable = false;
    await tab.keeper.check();
    assert.deepEqual(browser.ended, [[hour + minute, 'idle']]);
  });

  it('prolongs a session that cannot be read before its end', async () => {
    const tab = await browser.open(idle);
    tab.isUnreadable = true;
    for (let turn = 0; turn < 4; turn += 1) {
      await browser.pass(5 * minute);
      await tab.happens('activity');
    }
    tab.isUnreadable = false;
    await tab.keeper.check();
    assert.deepEqual(browser.ended, []);
  });
});

describe('the end of a session', () => {
  let browser;
  beforeEach(() => {
    browser = new Browser();
  });

  it('is not forgotten if the session cannot be read for a while', async () => {
    const tab = await browser.open(idle);
    tab.isUnreadable = true;
    await browser.pass(5 * minute);
    tab.isUnreadable = false;
    await browser.pass(5 * minute);
    assert.deepEqual(browser.ended, [[10 * minute, 'idle']]);
  });

  it('is an error of the calls, and comes later, if the tokens cannot be removed', async () => {
    const tab = await browser.open(idle);
    tab.isStuck = true;
    await browser.pass(10 * minute);
    await assert.rejects(tab.keeper.check(), /denied/u);
    await tab.happens('activity');
    assert.deepEqual(browser.ended, []);
    tab.isStuck = false;
    await browser.pass(minute);
    assert.equal(browser.ended.length, 1);
  });

  it('is warned of once, halfway at the earliest', async () => {
    const tab = await browser.open({ sessionLimits: { idleMs: 20_000 } });
    await tab.happens('activity');
    await browser.pass(5_000);
    await tab.happens('activity');
    assert.deepEqual(tab.told, []);
    await browser.pass(12_000);
    assert.deepEqual(tab.told, [[15_000, 'sessionExpiring', 'idle']]);
  });

  it('leaves nothing behind if the app configures anew when it is warned', async () => {
    const tab = await browser.open({ autoRefresh: true, ...idle });
    tab.onTold = () => {
      tab.keeper.stop();
    };
    await browser.pass(9 * minute);
    await settled();
    assert.equal(tab.told.length, 1);
    assert.deepEqual([tab.timers.size, tab.listens], [0, false]);
  });
});
