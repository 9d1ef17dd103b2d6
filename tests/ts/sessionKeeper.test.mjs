import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { policyOf } from '../../dist/limits/keeperFile.js';
import { Browser, hour, minute, settled, start } from './keptTabs.mjs';

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
    tab.keeper.renewed(true);
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
