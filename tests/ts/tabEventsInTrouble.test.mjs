/** Messages, storages, listeners and hubs that are not as they should be. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';

import { HubClass } from '../../dist/utils.js';
import { key, twoTabs, userData } from './fakeTabs.mjs';
import { consoleOutput } from './fakeWasm.mjs';

describe('the events of other tabs, where something is wrong,', () => {
  let shared;
  let channels;
  let one;
  let two;
  let open;

  beforeEach(async () => {
    ({ shared, channels, one, two, open } = await twoTabs());
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
