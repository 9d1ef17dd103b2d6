import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { SessionCopy } from '../../dist/storage/storageCopyFile.js';
import { HubClass } from '../../dist/utils.js';
import { historyOf } from '../../target/typescript/diagnostics/history.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { clientId, fakeChannels, fakeItems, fakeTab, key, sessionItems, token, userData } from './fakeTabs.mjs';
import { consoleOutput, deferred, settled } from './fakeWasm.mjs';

const seenSignedOut = { isSignedIn: false, output: undefined, error: undefined };

describe('the events of other tabs', () => {
  let shared;
  let channels;
  let one;
  let two;

  const open = async (options = {}) => {
    const tab = fakeTab({ shared, channels, ...options });
    await settled();
    return tab;
  };

  beforeEach(async () => {
    shared = fakeItems();
    channels = fakeChannels();
    one = await open();
    two = await open();
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

  it('need no channel', async () => {
    const [first, second] = [await open({ channels: undefined }), await open({ channels: undefined })];
    shared.signIn('ada');
    first.own('signedIn', userData('ada'));
    second.storageEvent(key('LastAuthUser'));
    await second.timer.run();
    assert.deepEqual(second.events(), ['signedIn']);
  });

  it('survive messages of any kind', async () => {
    const channel = new channels.BroadcastChannel('cognito-wasm.tabs.client');
    const given = [null, 7, 'signedIn', {}, [], { event: 'signedIn' }, { event: 'x', mark: 'a' }, { mark: 'a' }];
    given.push({ event: 'signedIn', mark: 'a'.repeat(1000) }, { event: {}, mark: {} });
    for (const data of given) channel.postMessage(data);
    assert.deepEqual(two.timer.pauses, []);
    for (let count = 0; count < 1000; count += 1) channel.postMessage({ event: 'signedIn', mark: 'nobody' });
    await two.timer.run();
    assert.deepEqual([two.events(), two.timer.pauses], [[], []]);
    shared.signIn('ada');
    one.own('signedIn', userData('ada'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
  });

  it('survive items that are no session, and a storage that throws', async () => {
    shared.write({ [key('LastAuthUser')]: 'ada', [key('ada.accessToken')]: 'no token' });
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), []);
    const { getItem } = shared;
    shared.getItem = () => {
      throw new Error('denied');
    };
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    shared.getItem = getItem;
    shared.signIn('ada');
    two.storageEvent(key('LastAuthUser'));
    await two.timer.run();
    assert.deepEqual(two.events(), ['signedIn']);
  });

  it('reach every listener, whatever the others do', async () => {
    let hasCalled = false;
    const hub = new HubClass('test');
    hub.listen('auth', () => {
      throw new Error('listener');
    });
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    hub.listen('auth', () => new Promise(() => {}));
    hub.listen('auth', () => {
      // What a listener does at once is an event of its own.
      if (hasCalled) return;
      hasCalled = true;
      shared.signOut('ada');
      two.own('signedOut');
    });
    two = await open({ hub });
    shared.signIn('ada');
    const lines = await consoleOutput('error', async () => {
      one.own('signedIn', userData('ada'));
      await two.timer.run();
      await one.timer.run();
    });
    assert.equal(lines.length, 1);
    assert.deepEqual(two.events(), ['signedIn']);
    assert.deepEqual(one.events(), ['signedOut']);
    shared.signIn('ada', 2);
    await consoleOutput('error', async () => {
      one.own('signedIn', userData('ada'));
      await two.timer.run();
    });
    assert.deepEqual(two.events(), ['signedIn', 'signedIn']);
  });

  it('are told although the hub of the application throws', async () => {
    const hub = {
      listen: () => {},
      dispatch: () => {
        throw new Error('hub');
      },
    };
    two = await open({ hub });
    const lines = await consoleOutput('error', async () => {
      shared.signIn('ada');
      one.own('signedIn', userData('ada'));
      await two.timer.run();
    });
    assert.equal(lines.length, 1);
  });
});

describe('the events of other tabs in an asynchronous storage', () => {
  const timer = { start: () => 0, stop: () => {} };
  const session = Object.entries({ [key('LastAuthUser')]: 'ada', ...sessionItems('ada') });
  let items;
  let channels;
  let storage;

  const later = async (act) => {
    await settled();
    return act();
  };

  /** Reading takes several turns of the event loop. */
  const caughtUp = async (tab, limit) => {
    for (let round = 0; round < 20; round += 1) await tab.timer.run(limit);
  };

  const open = async (copy = new SessionCopy(storage, timer)) => {
    const tab = fakeTab({ channels, storage: { isSynchronous: false, load: async () => copy } });
    await caughtUp(tab);
    return { ...tab, copy };
  };

  beforeEach(() => {
    items = fakeItems();
    channels = fakeChannels();
    storage = {
      getItem: (name) => later(() => items.getItem(name)),
      setItem: (name, value) => later(() => items.setItem(name, value)),
      removeItem: (name) => later(() => items.removeItem(name)),
    };
  });

  it('come when the storage has been read anew', async () => {
    const [one, two] = [await open(), await open()];
    for (const [name, value] of session) one.copy.setItem(name, value);
    await one.copy.settled();
    one.own('signedIn', userData('ada'));
    for (const tab of [one, two]) await caughtUp(tab);
    assert.deepEqual([one.events(), two.events()], [[], ['signedIn']]);
  });

  it('are not made of what this tab is storing, of which its own event comes later', async () => {
    const one = await open();
    const gate = deferred();
    storage.setItem = async (name, value) => {
      await gate.promise;
      items.setItem(name, value);
    };
    const { getItem } = storage;
    storage.getItem = (name) => {
      // The sign-in is stored while the storage is being read.
      storage.getItem = getItem;
      for (const [each, value] of session) one.copy.setItem(each, value);
      return getItem(name);
    };
    one.page.document.dispatchEvent(new Event('visibilitychange'));
    await caughtUp(one, 100);
    assert.deepEqual(one.events(), []);
    gate.resolve();
    await one.copy.settled();
    one.own('signedIn', userData('ada'));
    await caughtUp(one);
    assert.deepEqual(one.events(), []);
  });

  it('tell of what has changed since the last call', async () => {
    const copy = new SessionCopy(storage, timer);
    await copy.refresh({ userPoolClientId: 'client' });
    items.signIn('ada');
    const one = await open(copy);
    assert.deepEqual(one.events(), ['signedIn']);
    assert.deepEqual((await open()).events(), []);
  });
});
