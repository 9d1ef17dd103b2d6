/** When an instance begins to exchange events with other tabs, and when it ends. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { cognitoUserPoolsTokenProvider, createAmplifyContext, createAuth } from '../../dist/index.js';
import { Hub, HubClass } from '../../dist/utils.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { fakeChannels, key, sessionItems, userData } from './fakeTabs.mjs';
import { deferred, fakeWasm, settled } from './fakeWasm.mjs';

const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' } } };

describe('an instance in a page', () => {
  let channels;
  let localStorage;
  let idle;
  let leave;
  let page;

  beforeEach(() => {
    channels = fakeChannels();
    localStorage = new Storage();
    idle = [];
    page = new EventTarget();
    leave = enterWindow({
      localStorage,
      sessionStorage: new Storage(),
      BroadcastChannel: channels.BroadcastChannel,
      document: Object.assign(new EventTarget(), { readyState: 'complete' }),
      requestIdleCallback: (callback) => idle.push(callback),
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    });
  });

  afterEach(() => {
    leave();
    delete globalThis[Symbol.for('cognito-wasm')];
  });

  const signInElsewhere = (username) => {
    localStorage.setItem(key('LastAuthUser'), username);
    for (const [name, value] of Object.entries(sessionItems(username))) localStorage.setItem(name, value);
    new channels.BroadcastChannel('cognito-wasm.tabs.client').postMessage({
      event: 'signedIn',
      // It is looked for, and given up; then the storage is compared.
      mark: 'unknown',
    });
  };

  /** Waits until the page is idle, and the file has been imported. */
  const becomeIdle = async () => {
    await settled();
    for (const callback of idle.splice(0)) callback();
    // The file may have to be read.
    await import('../../dist/tabs/tabsFile.js');
    await settled();
  };

  const events = (hub) => {
    const heard = [];
    hub.listen('auth', ({ payload, crossTab }) => heard.push([payload.event, crossTab]));
    return heard;
  };

  const make = (hub, wasm = fakeWasm({ prepareSignIn: () => false })) => {
    const auth = new AuthInstance(hub, { ready: wasm.ready, relaxed: async () => undefined });
    auth.configure({ config });
    return auth;
  };

  it('listens from the first moment, without the file, and once with it', async () => {
    const hub = new HubClass('test');
    const heard = events(hub);
    make(hub);
    await settled();
    assert.equal(channels.open.size, 1);
    await becomeIdle();
    assert.equal(channels.open.size, 1);
    assert.deepEqual(heard, []);
  });

  it('knows its own event before the hub does, and tells the others', async () => {
    const wasm = fakeWasm({
      prepareSignIn: () => false,
      signOut: (_input, _signal, host) => host.emit({ event: 'signedOut' }),
    });
    const hub = new HubClass('test');
    const auth = make(hub, wasm);
    await auth.ready();
    await becomeIdle();
    const order = [];
    hub.listen('auth', ({ payload }) => order.push(payload.event, channels.messages.length));
    await auth.run('signOut', {});
    assert.deepEqual(order, ['signedOut', 1]);
    assert.equal(channels.messages[0].data.event, 'signedOut');
  });

  it('does not take its own sign-out for that of another tab, before it hears of it', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const begun = deferred();
    const revoked = deferred();
    const wasm = fakeWasm({
      prepareSignIn: () => false,
      async signOut(_input, _signal, host) {
        for (const name of [key('LastAuthUser'), ...Object.keys(sessionItems('ada'))]) localStorage.removeItem(name);
        begun.resolve();
        await revoked.promise;
        host.emit({ event: 'signedOut' });
      },
    });
    signInElsewhere('ada');
    const hub = new HubClass('test');
    const heard = events(hub);
    const auth = make(hub, wasm);
    await becomeIdle();
    const call = auth.run('signOut', {});
    await begun.promise;
    document.dispatchEvent(new Event('visibilitychange'));
    test.mock.timers.tick(1000);
    await settled();
    revoked.resolve();
    await call;
    assert.deepEqual(heard, [['signedOut', undefined]]);
  });

  it('tells the others of an event that comes before the page is idle', async () => {
    const signIn = (_input, _signal, host) => host.emit({ event: 'signedIn', data: userData('ada') });
    const hub = new HubClass('test');
    const heard = events(hub);
    const auth = make(hub, fakeWasm({ signIn }));
    await auth.signIn({});
    await becomeIdle();
    assert.deepEqual(
      channels.messages.map(({ data }) => data.event),
      ['signedIn'],
    );
    assert.deepEqual(heard, [['signedIn', undefined]]);
  });

  it('listens once, for the last configuration, and not after teardownNotify', async () => {
    const auth = make(new HubClass('test'));
    await becomeIdle();
    auth.configure({ config });
    await becomeIdle();
    assert.equal(channels.open.size, 1);
    auth.leaveTabs();
    assert.equal(channels.open.size, 0);
    await becomeIdle();
    assert.equal(channels.open.size, 0);
    auth.configure({ config });
    // Before the file is there.
    auth.leaveTabs();
    await becomeIdle();
    assert.equal(channels.open.size, 0);
  });

  it('is that of Amplify.configure for teardownNotify', async () => {
    cognitoUserPoolsTokenProvider.setAuthConfig(config.Auth);
    await becomeIdle();
    assert.equal(channels.open.size, 1);
    cognitoUserPoolsTokenProvider.teardownNotify();
    assert.equal(channels.open.size, 0);
  });

  it('does not listen if the application keeps the session', async () => {
    const auth = new AuthInstance(new HubClass('test'), fakeWasm());
    auth.configure({ config }, { tokenProvider: { getTokens: async () => null } });
    await becomeIdle();
    assert.equal(channels.open.size, 0);
  });

  it('tells a hub once, if contexts and instances share it', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const heard = events(Hub);
    cognitoUserPoolsTokenProvider.setAuthConfig(config.Auth);
    createAmplifyContext(config);
    createAuth(config, { hub: Hub });
    const own = events(createAuth(config).hub);
    await becomeIdle();
    assert.equal(channels.open.size, 4);
    signInElsewhere('ada');
    for (let pause = 0; pause < 10; pause += 1) {
      await settled();
      test.mock.timers.tick(2000);
    }
    await settled();
    assert.deepEqual([heard, own], [[['signedIn', true]], [['signedIn', true]]]);
  });
});

describe('an instance on a server', () => {
  it('does nothing for other tabs', async () => {
    const signIn = (_input, _signal, host) => host.emit({ event: 'signedIn', data: userData('ada') });
    const channels = fakeChannels();
    const { BroadcastChannel } = globalThis;
    globalThis.BroadcastChannel = channels.BroadcastChannel;
    try {
      const auth = new AuthInstance(new HubClass('test'), { ready: fakeWasm({ signIn }).ready });
      auth.configure({ config }, {}, 'memory');
      await auth.run('signIn', {});
      await import('../../dist/tabs/tabsFile.js');
      await settled();
      assert.deepEqual([channels.messages, channels.open.size], [[], 0]);
    } finally {
      globalThis.BroadcastChannel = BroadcastChannel;
    }
  });
});
