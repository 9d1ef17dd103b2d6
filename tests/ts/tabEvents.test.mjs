/** What a tab is told of the others, and when. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { historyOf } from '../../target/typescript/diagnostics/history.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { clientId, fakeItems, key, sessionItems, token, twoTabs, userData } from './fakeTabs.mjs';
import { settled } from './fakeWasm.mjs';

describe('the events of other tabs', () => {
  let shared;
  let channels;
  let one;
  let two;
  let open;

  beforeEach(async () => {
    ({ shared, channels, one, two, open } = await twoTabs());
  });

  it('are told once, with the user and the reason', async () => {
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await settled();
    shared.signIn('ada', 2);
    one.own('tokenRefresh');
    await settled();
    shared.signOut('ada');
    one.own('signedOut');
    for (const name of ['LastAuthUser', 'ada.accessToken']) two.storageEvent(key(name));
    await two.timer.run();
    const common = { source: 'Auth', crossTab: true };
    assert.deepEqual(two.heard, [
      { event: 'signedIn', data: userData('ada'), ...common },
      { event: 'tokenRefresh', ...common },
      { event: 'signedOut', data: { reason: 'otherTab' }, ...common },
    ]);
    await one.timer.run();
    assert.deepEqual(one.heard, []);
  });

  it('reveal no token to the channel', () => {
    shared.signIn('ada');
    one.own('signedIn', { ...userData('ada'), reason: token('ada', 1) });
    const [{ name, data }] = channels.messages;
    assert.equal(name, 'cognito-wasm.tabs.client');
    assert.deepEqual(Object.keys(data), ['event', 'mark', 'reason']);
    assert.match(data.mark, /^\w{1,11}$/);
    assert.equal(data.reason, undefined);
  });

  it('wait until this tab sees what the other has stored', async () => {
    const late = fakeItems();
    two = await open({ shared: late });
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    late.write({ [key('LastAuthUser')]: 'ada' });
    await two.timer.run(20);
    late.write({ [key('ada.accessToken')]: token('ada', 1) });
    await two.timer.run(80);
    assert.deepEqual(two.events(), []);
    late.signIn('ada');
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
  });

  it('do not happen if this tab never sees it, and the wait ends', async () => {
    two = await open({ shared: fakeItems() });
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual([two.events(), two.timer.pauses], [[], []]);
  });

  it('of libraries that send no message come with the storage events, when the storage is quiet', async () => {
    for (const [name, value] of Object.entries({ [key('LastAuthUser')]: 'ada', ...sessionItems('ada') })) {
      shared.write({ [name]: value });
      two.storageEvent(name);
      await two.timer.run(50);
    }
    assert.deepEqual(two.events(), []);
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
    // Some remove the items and write them anew.
    shared.signOut('ada');
    two.storageEvent(key('ada.accessToken'));
    shared.signIn('ada', 2);
    two.storageEvent(key('ada.accessToken'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn', 'tokenRefresh']);
  });

  it('do not come from storage events of other keys, and come when everything is removed', async () => {
    shared.signIn('ada');
    two.storageEvent('CognitoIdentityServiceProvider.other.LastAuthUser');
    two.storageEvent('theme');
    assert.deepEqual(two.timer.pauses, []);
    two.storageEvent(null);
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
    shared.items.clear();
    two.storageEvent(null);
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn', 'signedOut']);
  });

  it('are found when the page is shown again, for which it left the channel', async () => {
    two.page.dispatchEvent(new Event('pagehide'));
    assert.equal(channels.open.size, 1);
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    two.page.dispatchEvent(new Event('pageshow'));
    await two.timer.run();
    assert.equal(channels.open.size, 2);
    for (const type of ['resume', 'visibilitychange']) {
      shared.signIn('ada', type);
      two.page.document.dispatchEvent(new Event(type));
      await two.timer.run();
    }
    assert.deepEqual(two.events(), ['signedIn', 'tokenRefresh', 'tokenRefresh']);
  });

  it('tell the end of a session by its own name', async () => {
    for (const [event, data, events] of [
      [
        'sessionExpired',
        { reason: 'revoked' },
        [['sessionExpired', { reason: 'revoked', error: 'SessionExpiredException' }]],
      ],
      [
        'userDeleted',
        undefined,
        [
          ['userDeleted', undefined],
          ['signedOut', { reason: 'otherTab' }],
        ],
      ],
    ]) {
      shared.signIn('ada');
      one.own('signedIn', userData('ada'));
      await settled();
      two.heard.length = 0;
      shared.signOut('ada');
      one.own(event, data);
      if (event === 'userDeleted') one.own('signedOut');
      await two.timer.run();
      // As in the tab that has acted, there is an error.
      const details = ({ error, ...data }) => ({ ...data, ...(error && { error: error.name }) });
      assert.deepEqual(
        two.heard.map((heard) => [heard.event, heard.data && details(heard.data)]),
        events,
      );
    }
  });

  it('say whether another tab has ended the session or the storage was cleared', async () => {
    const endings = [
      ['otherTab', () => one.own('signedOut', { reason: 'user' })],
      ['idle', () => one.own('signedOut', { reason: 'idle' })],
      ['otherTab', () => two.storageEvent(key('LastAuthUser'))],
      ['storageCleared', () => two.storageEvent(null)],
      ['storageCleared', () => two.page.document.dispatchEvent(new Event('visibilitychange'))],
      // The page may have missed what another tab said.
      ['otherTab', () => two.page.dispatchEvent(new Event('pageshow'))],
      ['storageCleared', () => two.storageEvent(null)],
    ];
    for (const [reason, end] of endings) {
      shared.signIn('ada');
      one.own('signedIn', userData('ada'));
      await two.timer.run();
      two.heard.length = 0;
      shared.signOut('ada');
      end();
      await two.timer.run();
      assert.deepEqual(two.heard, [{ event: 'signedOut', data: { reason }, source: 'Auth', crossTab: true }]);
    }
  });

  it('that end the session are in the history of this tab', async () => {
    const leave = enterWindow({ sessionStorage: new Storage() });
    try {
      for (const end of [
        () => one.own('signedOut', { reason: 'user' }),
        () => two.storageEvent(null),
        () => one.own('sessionExpired', { reason: 'anything' }),
      ]) {
        shared.signIn('ada');
        one.own('signedIn', userData('ada'));
        await two.timer.run();
        shared.signOut('ada');
        end();
        await two.timer.run();
      }
      assert.deepEqual(
        historyOf(clientId).map(({ decision, reason }) => `${decision}: ${reason}`),
        ['signedOut: otherTab', 'signedOut: storageCleared', 'ended: otherTab'],
      );
    } finally {
      leave();
    }
  });

  it('tell of several users what a tab of its own would', async () => {
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    const steps = [
      [{ [key('AuthUserList')]: 'grace,ada' }, () => shared.signIn('grace'), ['userSignedIn', 'switchActiveUser']],
      [{ [key('LastAuthUser')]: 'ada' }, () => undefined, ['switchActiveUser']],
      [{ [key('AuthUserList')]: 'ada' }, () => shared.write({ [key('grace.accessToken')]: null }), ['userSignedOut']],
      [{}, () => shared.signIn('eve'), ['userSignedIn', 'switchActiveUser']],
      [{ [key('AuthUserList')]: 'eve' }, () => shared.write({ [key('ada.accessToken')]: null }), ['userSignedOut']],
      [{ [key('AuthUserList')]: 'bob' }, () => shared.signIn('bob'), ['userSignedOut', 'userSignedIn', 'signedIn']],
      [{ [key('LastAuthUser')]: null }, () => undefined, ['signedOut']],
      [{ [key('LastAuthUser')]: 'bob' }, () => undefined, ['switchActiveUser', 'signedIn']],
    ];
    for (const [changes, act, events] of steps) {
      two.heard.length = 0;
      act();
      shared.write(changes);
      two.storageEvent(key('AuthUserList'));
      await two.timer.run();
      assert.deepEqual(two.events(), events, JSON.stringify(changes));
    }
  });

  it('say signedIn if the same user has signed in again', async () => {
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    shared.signIn('ada', 2);
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn', 'signedIn']);
  });
});
