/** What another tab does around a call of `configure` is told once, if the session is the same afterwards. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { storageItemsOf } from '../../dist/storage/storageItems.js';
import { HubClass } from '../../dist/utils.js';
import { markOf } from '../../target/typescript/tabs/mark.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { clientId, fakeChannels, fakeItems, key, sessionItems, userData } from './fakeTabs.mjs';
import { deferred, fakeWasm, settled } from './fakeWasm.mjs';

const configOf = (userPoolClientId) => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId } } });
const config = configOf(clientId);

/** The storage of the page as one whose sessions can be changed from outside. */
const localItems = () =>
  Object.assign(fakeItems(), {
    getItem: (name) => localStorage.getItem(name),
    write(changes) {
      for (const [name, value] of Object.entries(changes)) localStorage.setItem(name, value);
    },
    signOut(username) {
      for (const name of [key('LastAuthUser'), ...Object.keys(sessionItems(username))]) localStorage.removeItem(name);
    },
  });

/** The same object as an asynchronous storage. */
const asynchronous = (items) => ({
  getItem: async (name) => items.getItem(name),
  setItem: async (name, value) => items.setItem(name, value),
  removeItem: async (name) => items.removeItem(name),
});

describe('between two configurations', () => {
  let channels;
  let idle;
  let leave;
  let hub;
  let heard;
  let auth;
  let functions;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    channels = fakeChannels();
    idle = [];
    const page = new EventTarget();
    leave = enterWindow({
      localStorage: new Storage(),
      sessionStorage: new Storage(),
      BroadcastChannel: channels.BroadcastChannel,
      document: Object.assign(new EventTarget(), { readyState: 'complete' }),
      requestIdleCallback: (callback) => idle.push(callback),
      addEventListener: page.addEventListener.bind(page),
      removeEventListener: page.removeEventListener.bind(page),
    });
    hub = new HubClass('test');
    heard = [];
    hub.listen('auth', ({ payload, crossTab }) => heard.push([payload.event, payload.data?.reason, crossTab]));
    functions = { prepareSignIn: () => false };
    const wasm = fakeWasm(functions);
    const isAnswered = Promise.resolve();
    auth = new AuthInstance(hub, {
      ready: async () =>
        Object.assign(await wasm.ready(), { fetchConfigurationFile: () => isAnswered.then(() => config) }),
      relaxed: async () => undefined,
    });
  });

  afterEach(() => {
    auth.leaveTabs();
    leave();
    mock.timers.reset();
  });

  /** The page becomes idle, the files are imported, and time passes. */
  const pass = async (rounds = 40) => {
    await import('../../dist/tabs/tabsFile.js');
    await import('../../dist/storage/storageCopyFile.js');
    for (let round = 0; round < rounds; round += 1) {
      for (const callback of idle.splice(0)) callback();
      await settled();
      mock.timers.tick(2000);
      await settled();
    }
  };

  const message = (event, mark = 'unknown') => {
    const other = new channels.BroadcastChannel(`cognito-wasm.tabs.${clientId}`);
    // An unknown mark is looked for, and given up; then the storage is compared.
    other.postMessage({ event, mark });
    other.close();
  };

  const kinds = {
    localStorage: () => ({ items: localItems(), storage: () => 'local' }),
    'an object of the application': () => {
      const items = fakeItems();
      const given = { ...items };
      return { items, storage: () => storageItemsOf(given) };
    },
    'an asynchronous object of the application': () => {
      const items = fakeItems();
      const given = asynchronous(items);
      return { items, storage: () => storageItemsOf(given) };
    },
  };

  for (const [kind, make] of Object.entries(kinds)) {
    for (const [when, begin] of [
      ['the page has been idle', () => pass()],
      [
        'another tab has been heard of',
        async () => {
          message('tokenRefresh');
          await pass();
        },
      ],
    ]) {
      it(`tells of a sign-in and of a sign-out, after ${when}, in ${kind}`, async () => {
        const { items, storage } = make();
        const again = () => auth.configure({ config }, {}, storage());
        again();
        await begin();
        items.signIn('ada');
        again();
        await settled();
        message('signedIn');
        await pass();
        assert.deepEqual(heard.splice(0), [['signedIn', undefined, true]]);
        items.signOut('ada');
        again();
        again();
        await settled();
        message('signedOut');
        await pass();
        assert.deepEqual(heard, [['signedOut', 'otherTab', true]]);
      });
    }
  }

  it('tells of what another tab said before, for which the file was being loaded', async () => {
    const items = localItems();
    items.signIn('ada');
    auth.configure({ config });
    await settled();
    items.signOut('ada');
    message('sessionExpired', markOf([[], []]));
    auth.configure({ config });
    await pass();
    assert.deepEqual(heard, [['sessionExpired', 'revoked', true]]);
    assert.equal(channels.open.size, 1);
  });

  for (const [what, change] of [
    ['setAuthConfig', () => auth.setAuthConfig(config.Auth)],
    [
      'setKeyValueStorage after it',
      () => {
        auth.configure({ config });
        auth.setStorage('local');
      },
    ],
    ['the address of a file', () => auth.configure({ file: '/configuration.json' })],
  ]) {
    it(`tells of a sign-in with ${what}`, async () => {
      auth.configure({ config });
      await pass();
      localItems().signIn('ada');
      change();
      await settled();
      message('signedIn');
      await pass();
      await auth.ready();
      await pass();
      assert.deepEqual(heard, [['signedIn', undefined, true]]);
      assert.equal(channels.open.size, 1);
    });
  }

  it('tells of a change if the storage of an application is set after each', async () => {
    const { items, storage } = kinds['an object of the application']();
    const again = () => {
      auth.configure({ config });
      auth.setStorage(storage());
    };
    again();
    await pass();
    items.signIn('ada');
    again();
    await pass();
    document.dispatchEvent(new Event('visibilitychange'));
    await pass();
    assert.deepEqual(heard, [['signedIn', undefined, true]]);
  });

  for (const [what, change] of [
    ['another app client', () => auth.configure({ config: configOf('other') })],
    ['another storage', () => auth.configure({ config }, {}, storageItemsOf({ ...fakeItems() }))],
    ['another storage, which is set later,', () => auth.setStorage(storageItemsOf({ ...fakeItems() }))],
    ['tokens of the application', () => auth.configure({ config }, { tokenProvider: { getTokens: async () => null } })],
    ['a file with another app client', () => auth.configure({ file: '/configuration.json' })],
    [
      'teardownNotify',
      () => {
        auth.leaveTabs();
        auth.configure({ config });
      },
    ],
  ]) {
    for (const isLoaded of [false, true]) {
      it(`begins anew with ${what} ${isLoaded ? 'after' : 'before'} the file is there`, async () => {
        auth.configure({ config: what.startsWith('a file') ? configOf('other') : config });
        await settled();
        if (isLoaded) message('tokenRefresh');
        await pass();
        const items = localItems();
        items.signIn('ada');
        change();
        await settled();
        if (what.startsWith('a file')) await auth.ready();
        message('signedIn');
        await pass();
        document.dispatchEvent(new Event('visibilitychange'));
        await pass();
        assert.deepEqual(heard, []);
      });
    }
  }

  it('hears of other tabs again with the first configuration after teardownNotify', async () => {
    auth.configure({ config });
    await pass();
    auth.leaveTabs();
    auth.configure({ config });
    await pass();
    localItems().signIn('ada');
    message('signedIn');
    await pass();
    assert.deepEqual(heard, [['signedIn', undefined, true]]);
  });

  it('hears nothing after teardownNotify in the same script', async () => {
    auth.configure({ config });
    await pass();
    auth.configure({ config });
    auth.leaveTabs();
    localItems().signIn('ada');
    message('signedIn');
    await pass();
    assert.deepEqual([heard, channels.open.size], [[], 0]);
  });

  it('hears once of a change, whatever configurations there were for a moment', async () => {
    auth.configure({ config });
    await pass();
    auth.configure({ config: configOf('other') });
    // Its module answers when the configuration is not in effect any more.
    const call = auth.ready();
    auth.configure({ config });
    await call;
    localItems().signIn('ada');
    message('signedIn');
    await pass();
    assert.deepEqual([heard, channels.open.size], [[['signedIn', undefined, true]], 1]);
  });

  it('hears once of a change if the first call and the storage come in the same script', async () => {
    const { items, storage } = kinds['an object of the application']();
    const again = () => {
      auth.configure({ config });
      void auth.run('fetchAuthSession', {});
      auth.setStorage(storage());
    };
    again();
    await pass();
    again();
    await pass();
    items.signIn('ada');
    message('signedIn');
    await pass();
    assert.deepEqual([heard, channels.open.size], [[['signedIn', undefined, true]], 1]);
  });

  it('takes what another storage has for no news', async () => {
    const { items, storage } = kinds['an object of the application']();
    items.signIn('ada');
    auth.configure({ config });
    await settled();
    auth.setStorage(storage());
    message('tokenRefresh');
    await pass();
    assert.deepEqual(heard, []);
  });

  it('hears nothing after teardownNotify, although the storage is replaced', async () => {
    const { items, storage } = kinds['an object of the application']();
    auth.configure({ config });
    await pass();
    auth.leaveTabs();
    auth.setStorage(storage());
    items.signIn('ada');
    message('signedIn');
    await pass();
    assert.deepEqual([heard, channels.open.size], [[], 0]);
  });

  it('tells the others of an own event after teardownNotify, although the file was not there', async () => {
    auth.configure({ config });
    await settled();
    auth.leaveTabs();
    functions.signIn = (_input, _signal, host) => host.emit({ event: 'signedIn', data: userData('ada') });
    await auth.run('signIn', {});
    await pass();
    assert.deepEqual(
      channels.messages.map(({ data }) => data.event),
      ['signedIn'],
    );
    assert.equal(channels.open.size, 0);
  });

  it('takes no own sign-out that is under way for that of another tab', async () => {
    const items = localItems();
    const removed = deferred();
    const revoked = deferred();
    functions.signOut = async (_input, _signal, host) => {
      items.signOut('ada');
      removed.resolve();
      await revoked.promise;
      host.emit({ event: 'signedOut', data: { reason: 'user' } });
    };
    items.signIn('ada');
    auth.configure({ config });
    await pass();
    const call = auth.run('signOut', {});
    await removed.promise;
    auth.configure({ config });
    await settled();
    document.dispatchEvent(new Event('visibilitychange'));
    mock.timers.tick(2000);
    await settled();
    revoked.resolve();
    await call;
    await pass();
    assert.deepEqual(heard, [['signedOut', 'user', undefined]]);
  });

  it('tells of what has changed since the first answer, in a storage of the application', async () => {
    const { items, storage } = kinds['an object of the application']();
    auth.configure({ config }, {}, storage());
    assert.deepEqual((await auth.run('fetchAuthSession', {})).isSignedIn, false);
    items.signIn('ada');
    await pass();
    assert.deepEqual(heard, [['signedIn', undefined, true]]);
  });
});
