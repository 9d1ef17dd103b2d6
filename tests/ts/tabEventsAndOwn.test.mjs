/** What a tab does itself, and what it has to itself, are no events of other tabs. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { HubClass } from '../../dist/utils.js';
import { fakeItems, key, token, twoTabs, userData } from './fakeTabs.mjs';
import { settled } from './fakeWasm.mjs';

const seenSignedOut = { isSignedIn: false, output: undefined, error: undefined };

describe('the events of other tabs, beside what a tab does itself,', () => {
  let shared;
  let channels;
  let one;
  let two;
  let open;

  beforeEach(async () => {
    ({ shared, channels, one, two, open } = await twoTabs());
  });

  it("do not happen for a session of this tab's own, which hides the shared one", async () => {
    two.page.sessionStorage.write({
      [`cognito-wasm.local.${key('LastAuthUser')}`]: 'eve',
      [`cognito-wasm.local.${key('eve.accessToken')}`]: token('eve', 1),
    });
    two.own('signedIn', { username: 'eve', userId: 'id of eve' });
    await settled();
    // The other tab sees at once that nothing has changed for it.
    assert.deepEqual(one.timer.pauses, []);
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    await one.timer.run();
    assert.deepEqual(one.events(), []);
  });

  it('do not happen while the session is in memory', async () => {
    let isMemoryEmpty = false;
    two = await open({ isMemoryEmpty: () => isMemoryEmpty });
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    shared.signOut('ada');
    one.own('signedOut');
    isMemoryEmpty = true;
    two.own('signedOut');
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    shared.signIn('ada', 2);
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
  });

  for (const storage of ['session', 'memory', { ...fakeItems(), isShared: false }]) {
    it(`do not happen in a storage that tabs do not share: ${JSON.stringify(storage)}`, async () => {
      two = await open({ storage });
      if (typeof storage === 'object') storage.signIn('ada');
      shared.signIn('ada');
      one.own('signedIn', userData('ada'));
      two.storageEvent(key('LastAuthUser'));
      await two.timer.run();
      assert.deepEqual(two.events(), []);
    });
  }

  it('do not happen because this tab uses another storage', async () => {
    const other = fakeItems();
    let storage = other;
    two = await open({ storage: () => storage });
    other.signIn('ada');
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
    storage = fakeItems();
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
    storage.signIn('grace');
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn', 'signedIn']);
  });

  it('wait for the own sign-out, whose event comes some time after the session is removed', async () => {
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    two.heard.length = 0;
    two.own('signOut');
    shared.signOut('ada');
    two.page.document.dispatchEvent(new Event('visibilitychange'));
    await two.timer.run(100);
    two.own('signedOut');
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    // One that is never heard of again does not silence the tab.
    two.own('signOut');
    shared.signIn('ada', 2);
    one.own('signedIn', userData('ada'));
    await two.timer.run(10_000);
    assert.deepEqual(two.events(), []);
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
  });

  it("tell of a change that came between a tab's own and its event", async () => {
    shared.signIn('ada');
    two.own('signedIn', userData('ada'));
    shared.signIn('grace');
    two.own('signedOut');
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
    assert.deepEqual(two.heard[0].data, userData('grace'));
  });

  it('tell of what has changed since the page was answered first', async () => {
    shared.signIn('ada');
    const late = await open({ seen: seenSignedOut });
    assert.deepEqual(late.events(), ['signedIn']);
    const tokens = { accessToken: token('ada', 1), idToken: token('ada', 1) };
    const seen = { isSignedIn: true, output: { userPoolTokensResult: { value: tokens } } };
    assert.deepEqual((await open({ seen })).events(), []);
    shared.signIn('ada', 2);
    assert.deepEqual((await open({ seen })).events(), ['tokenRefresh']);
    shared.signOut('ada');
    assert.deepEqual((await open({ seen })).events(), ['signedOut']);
  });

  it('are told once to a hub that instances share', async () => {
    const hub = new HubClass('shared');
    const heard = [];
    hub.listen('auth', ({ payload }) => heard.push(payload.event));
    const tabs = [await open({ hub }), await open({ hub })];
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    for (const tab of tabs) await tab.timer.run();
    assert.deepEqual(heard, ['signedIn']);
    // An event of one of them is no other tab's.
    shared.signIn('ada', 2);
    tabs[0].own('tokenRefresh');
    for (const tab of tabs) await tab.timer.run();
    assert.deepEqual(heard, ['signedIn']);
    shared.signOut('ada');
    one.own('signedOut');
    for (const tab of tabs) await tab.timer.run();
    assert.deepEqual(heard, ['signedIn', 'signedOut']);
  });

  it('end with stop, and this tab still tells the others', async () => {
    two.tabs.stop();
    assert.equal(channels.open.size, 1);
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    two.storageEvent(key('LastAuthUser'));
    assert.deepEqual([two.events(), two.timer.pauses], [[], []]);
    shared.signOut('ada');
    two.own('signedOut');
    await one.timer.run();
    assert.deepEqual(one.events(), ['signedOut']);
    assert.equal(channels.open.size, 1);
  });
});
