/** A tab may see a part of what another has done, and the calls of its listeners would, too. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { HubClass } from '../../dist/utils.js';
import { fakeItems, key, sessionItems, token, twoTabs, userData } from './fakeTabs.mjs';
import { settled } from './fakeWasm.mjs';

/** The items of a session in the order in which Rust removes them. */
const removed = ['ada.accessToken', 'ada.idToken', 'ada.refreshToken', 'ada.clockDrift', 'ada.signInDetails'].map(key);

describe('the events of other tabs, of whose changes a part is seen,', () => {
  let shared;
  let late;
  let one;
  let two;
  let open;

  beforeEach(async () => {
    ({ shared, one, open } = await twoTabs());
    late = fakeItems();
    for (const items of [shared, late]) items.signIn('ada');
    two = await open({ shared: late });
  });

  for (const count of removed.keys()) {
    it(`tell of a sign-out when all of it is seen, and not after ${count + 1} items`, async () => {
      for (const name of removed.slice(0, count + 1)) late.removeItem(name);
      shared.signOut('ada');
      one.own('sessionExpired', { reason: 'revoked' });
      await two.timer.run(640);
      assert.deepEqual(two.events(), []);
      late.signOut('ada');
      await two.timer.run();
      assert.deepEqual(two.events(), ['sessionExpired']);
    });
  }

  it('tell of no sign-out while there is a refresh token, with which Rust repairs the session', async () => {
    for (const name of removed.slice(0, 2)) {
      late.removeItem(name);
      two.storageEvent(name);
      await two.timer.run();
    }
    assert.deepEqual(two.events(), []);
    late.signIn('ada', 2);
    two.storageEvent(key('ada.accessToken'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['tokenRefresh']);
    late.write({ [key('ada.accessToken')]: 'no token' });
    two.storageEvent(key('ada.accessToken'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['tokenRefresh']);
  });

  it('tell of a script that removes the items one by one as of a sign-out', async () => {
    for (const name of [...removed, key('LastAuthUser')]) {
      late.removeItem(name);
      two.storageEvent(name);
      await two.timer.run();
    }
    assert.deepEqual(
      two.heard.map(({ event, data }) => [event, data.reason]),
      [['signedOut', 'otherTab']],
    );
  });

  it('end with the wait for what is never seen, and come when it is seen after all', async () => {
    late.removeItem(key('ada.accessToken'));
    shared.signOut('ada');
    one.own('signedOut');
    await two.timer.run();
    assert.deepEqual([two.events(), two.timer.pauses], [[], []]);
    late.signOut('ada');
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedOut']);
  });

  it('do not take what the page has seen for ended, because a part of it is missing', async () => {
    const seen = new Map(Object.entries({ [key('LastAuthUser')]: 'ada', ...sessionItems('ada') }));
    late.removeItem(key('ada.accessToken'));
    two = await open({ shared: late, seen });
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    late.signOut('ada');
    two.storageEvent(key('ada.idToken'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedOut']);
  });

  it('know of no session of which a part has always been missing', async () => {
    late.signOut('ada');
    late.write({ [key('LastAuthUser')]: 'eve', [key('eve.refreshToken')]: 'refresh' });
    two = await open({ shared: late });
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    late.removeItem(key('eve.refreshToken'));
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
  });

  it('keep a parked user, and wait until all of that sign-out is seen', async () => {
    for (const items of [shared, late]) {
      items.signIn('grace');
      items.write({ [key('AuthUserList')]: 'grace,ada' });
    }
    two = await open({ shared: late });
    late.removeItem(key('ada.accessToken'));
    two.storageEvent(key('ada.accessToken'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    for (const name of removed) shared.removeItem(name);
    shared.write({ [key('AuthUserList')]: 'grace' });
    one.own('userSignedOut', userData('ada'));
    await two.timer.run(20);
    assert.deepEqual(two.events(), []);
    for (const name of removed) late.removeItem(name);
    late.write({ [key('AuthUserList')]: 'grace' });
    await two.timer.run();
    assert.deepEqual(two.events(), ['userSignedOut']);
  });

  it('are told once to a hub that instances share, although one has seen a part earlier', async () => {
    const hub = new HubClass('shared');
    const heard = [];
    hub.listen('auth', ({ payload }) => heard.push(payload.event));
    const tabs = [await open({ hub, shared: late }), await open({ hub, shared: late })];
    late.removeItem(key('ada.accessToken'));
    tabs[0].storageEvent(key('ada.accessToken'));
    await tabs[0].timer.run();
    late.signOut('ada');
    for (const tab of tabs) tab.storageEvent(key('LastAuthUser'));
    for (const tab of tabs) await tab.timer.run();
    assert.deepEqual(heard, ['signedOut']);
  });

  it('come with the new tokens', async () => {
    shared.signIn('ada', 2);
    one.own('tokenRefresh');
    late.write({ [key('ada.idToken')]: token('ada', 2) });
    await two.timer.run(80);
    assert.deepEqual(two.events(), []);
    late.signIn('ada', 2);
    await settled();
    await two.timer.run();
    assert.deepEqual(two.events(), ['tokenRefresh']);
  });
});
