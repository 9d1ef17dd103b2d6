import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { Browser, hour, minute, settled, start } from './keptTabs.mjs';

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
    tab.keeper.renewed(false);
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

  it('is refreshed by each tab that has a session of its own, not at the same moment', async () => {
    const options = { autoRefresh: true };
    const leader = await browser.open(options, { hasOwnSession: true });
    const others = [];
    for (const random of [0, 0.5, 0.9])
      others.push(await browser.open(options, { hasOwnSession: true, isLeading: false, random }));
    await browser.pass(hour);
    const times = [leader, ...others].map(({ refreshes }) => refreshes.map((time) => hour - (time - start)));
    assert.deepEqual(times, [[60_000], [30_000], [37_500], [43_500]]);
  });

  it('is refreshed by one of the others if the tab that leads fails', async () => {
    const leader = await browser.open({ autoRefresh: true });
    const others = [];
    for (const random of [0.9, 0.1, 0.5])
      others.push(await browser.open({ autoRefresh: true }, { isLeading: false, random }));
    leader.fails = true;
    await browser.pass(hour);
    assert.deepEqual(
      others.map(({ refreshes }) => refreshes.length),
      [1, 0, 0],
    );
    assert.ok(browser.session.expiresAt > browser.now, 'before the tokens expire');
  });

  it('is left to the tab that leads after a sleep, if that works', async () => {
    const others = [];
    for (const random of [0, 0.5]) others.push(await browser.open({ autoRefresh: true }, { isLeading: false, random }));
    const leader = await browser.open({ autoRefresh: true });
    browser.now += 5 * hour;
    // Who wakes first is not who leads.
    for (const tab of [...others, leader]) await tab.happens('wake');
    await browser.pass(minute);
    assert.deepEqual([leader.refreshes.length, ...others.map(({ refreshes }) => refreshes.length)], [1, 0, 0]);
  });

  it('is refreshed after a sleep at different times, by tabs with sessions of their own', async () => {
    const tabs = [];
    for (const random of [0, 0.2, 0.9])
      tabs.push(await browser.open({ autoRefresh: true }, { hasOwnSession: true, isLeading: false, random }));
    browser.now += 5 * hour;
    for (const tab of tabs) await tab.happens('wake');
    // What wakes it meanwhile does not put it off.
    await browser.pass(4_000);
    for (const tab of tabs) await tab.happens('wake');
    await browser.pass(minute);
    const woken = start + 5 * hour;
    assert.deepEqual(
      tabs.map(({ refreshes }) => refreshes.map((time) => time - woken)),
      [[5_000], [8_000], [18_500]],
    );
  });

  it('is tried again at once after a failure when there is a connection again', async () => {
    const tab = await browser.open({ autoRefresh: true });
    tab.fails = true;
    await browser.pass(2 * hour);
    const count = tab.refreshes.length;
    tab.fails = false;
    await browser.pass(1_000);
    assert.equal(tab.refreshes.length, count, 'the next attempt is minutes away');
    await tab.happens('wake');
    assert.equal(tab.refreshes.length, count + 1);
    assert.equal(browser.session.expiresAt, browser.now + hour);
  });

  it('is tried again soon although this tab has failed before, if another tab has succeeded meanwhile', async () => {
    const tab = await browser.open({ autoRefresh: true });
    tab.fails = true;
    await browser.pass(hour);
    browser.session = { ...browser.session, expiresAt: browser.now + hour };
    const count = tab.refreshes.length;
    await browser.pass(hour);
    const [first, second] = tab.refreshes.slice(count);
    assert.equal(second - first, 15_000);
  });

  it('is refreshed again after a clock that was set back', async () => {
    const tab = await browser.open({ autoRefresh: true }, { isLeading: false });
    await tab.happens('wake');
    browser.now -= 5 * hour;
    browser.session = { startedAt: browser.now, expiresAt: browser.now + hour };
    await tab.happens('wake');
    await browser.pass(hour);
    assert.equal(tab.refreshes.length, 1);
  });
});
