/** What `diagnostics` tells, and the history of decisions that it reads. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { markContext } from '../../dist/instance/contextBrand.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { historyOf, note } from '../../target/typescript/diagnostics/history.js';
import { diagnosticsFunctions } from '../../dist/session/diagnostics.js';
import { createAuth, diagnostics } from '../../dist/index.js';
import { HubClass } from '../../dist/utils.js';
import { seeded } from '../glance/random.mjs';
import { clientId, itemsOf, userPoolId, wholeSession } from '../glance/sessions.mjs';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { fakeWasm } from './fakeWasm.mjs';

const cognito = { userPoolId, userPoolClientId: clientId };
const config = { Auth: { Cognito: cognito } };
const key = `cognito-wasm.diagnostics.${clientId}`;
const failure = { type: 'FAILURE', error: { name: 'E', message: '', category: 'unknown', retryable: false } };

let local;
let ofTab;
let leave;
let now;

beforeEach(() => {
  [local, ofTab] = [new Storage(), new Storage()];
  leave = enterWindow({ localStorage: local, sessionStorage: ofTab });
  ({ now } = Date);
});

afterEach(() => {
  leave();
  Date.now = now;
});

/** Stores a session. Its tokens expire this long after the present. */
function signIn(leftMs, storage = local, prefix = '') {
  const session = wholeSession(seeded(1));
  Date.now = () => session.access.exp * 1_000 - Number(session.drift) - leftMs;
  for (const [name, value] of Object.entries(itemsOf(session))) storage.setItem(`${prefix}${name}`, value);
  return session;
}

function instance({ hooks = {}, storage, functions = {}, isMemoryEmpty = () => true } = {}) {
  const wasm = fakeWasm(functions, { isMemoryEmpty });
  const auth = new AuthInstance(new HubClass('test'), { ready: wasm.ready, relaxed: async () => undefined });
  auth.configure({ config }, hooks, storage);
  return { auth, wasm, ...diagnosticsFunctions(() => auth) };
}

describe('diagnostics', () => {
  it('tells the status, the storage and the browser without the module', async () => {
    for (const [leftMs, status] of [
      [600_000, 'active'],
      [-600_000, 'stale'],
    ]) {
      signIn(leftMs);
      const { wasm, diagnostics: tell } = instance();
      const { version, locks, channels, ...told } = await tell();
      assert.match(version, /^\d+\.\d+\.\d+/);
      assert.deepEqual([typeof locks, channels], ['boolean', true]);
      assert.deepEqual(told, {
        status,
        storage: 'local',
        place: 'local',
        storages: { local: true, session: true },
        module: false,
        provided: false,
        online: true,
        history: [],
      });
      assert.equal(wasm.instances.length, 0);
    }
  });

  it('finds the session of a tab', async () => {
    signIn(600_000, ofTab, 'cognito-wasm.local.');
    const { status, place } = await instance().diagnostics();
    assert.deepEqual([status, place], ['active', 'session']);
    signIn(600_000, ofTab);
    const kept = await instance({ storage: 'session' }).diagnostics();
    assert.deepEqual([kept.status, kept.storage, kept.place], ['active', 'session', 'session']);
  });

  it('tells of every kind of storage', async () => {
    const later = { isSynchronous: false, load: async () => assert.fail('nothing is loaded') };
    const items = { isShared: true, getItem: () => null, setItem() {}, removeItem() {} };
    for (const [storage, kind] of [
      ['memory', 'memory'],
      [items, 'synchronous'],
      [{ isSynchronous: true, load: async () => items }, 'synchronous'],
      [later, 'asynchronous'],
    ])
      assert.equal((await instance({ storage }).diagnostics()).storage, kind, kind);
  });

  it('asks a module that runs, where the storage alone does not tell', async () => {
    const session = { isSignedIn: true, status: 'stale', identityIdResult: failure };
    const calls = [];
    const functions = {
      getTokens: async (input) => {
        calls.push(input);
        return session;
      },
    };
    const { auth, diagnostics: tell, wasm } = instance({ functions, isMemoryEmpty: () => false });
    assert.equal((await tell()).status, 'signedOut', 'nothing is in memory before it runs');
    await auth.ready();
    const { status, module } = await tell();
    assert.deepEqual([status, module], ['stale', true]);
    assert.deepEqual(
      wasm.calls.map(({ name, input }) => [name, input]),
      [['getTokens', { allowStale: true }]],
    );
  });

  it('asks no tokenProvider', async () => {
    const tokenProvider = { getTokens: () => assert.fail('it is asked') };
    const { auth, diagnostics: tell, wasm } = instance({ hooks: { tokenProvider } });
    await auth.ready();
    const { status, provided } = await tell();
    assert.deepEqual([status, provided, wasm.calls.length], ['unknown', true, 0]);
  });

  it('works before configure, on a server and in a page without storages', async () => {
    const bare = new AuthInstance(new HubClass('test'));
    const unconfigured = await diagnosticsFunctions(() => bare).diagnostics();
    assert.deepEqual([unconfigured.status, unconfigured.history], ['unknown', []]);
    leave();
    const denying = {
      getItem() {
        throw new Error('denied');
      },
    };
    leave = enterWindow({ localStorage: denying, sessionStorage: denying });
    const denied = await instance().diagnostics();
    assert.deepEqual([denied.place, denied.storages, denied.history], ['none', { local: false, session: false }, []]);
    leave();
    leave = () => {};
    const server = await createAuth(config).diagnostics();
    assert.deepEqual([server.storages, server.history], [{ local: false, session: false }, []]);
  });

  it('is for the context that is its first argument', async () => {
    note(cognito, 'kept', '503');
    const { auth } = instance();
    const context = {};
    markContext(context, auth);
    assert.equal((await diagnostics(context)).history.length, 1);
    await assert.rejects(diagnostics({}, context), { name: 'InvalidAmplifyContextError' });
  });

  it('is text that can be pasted, and JSON that can be read', async () => {
    signIn(-600_000);
    ofTab.setItem(
      key,
      JSON.stringify([
        [1_750_000_000_000, 'refreshed', 'expired'],
        [1_750_003_600_500, 'kept', '503'],
      ]),
    );
    const told = await instance().diagnostics();
    const lines = String(told).split('\n');
    assert.match(lines[0], /^cognito-wasm \d/);
    assert.equal(lines[1], 'status: stale');
    assert.deepEqual(lines.slice(-2), [
      '2025-06-15T15:06:40.000Z refreshed: expired',
      '2025-06-15T16:06:40.500Z kept: 503',
    ]);
    const { history } = JSON.parse(JSON.stringify(told));
    assert.deepEqual(history[1], { time: '2025-06-15T16:06:40.500Z', decision: 'kept', reason: '503' });
    assert.ok(!Object.keys(told).includes('toString'));
  });

  it('names no user, no pool and no token', async () => {
    const session = signIn(600_000);
    note(cognito, 'kept', '503');
    const told = await instance().diagnostics();
    const { sub, email } = session.id;
    const [, token] = Object.entries(itemsOf(session)).find(([name]) => name.endsWith('.accessToken'));
    for (const text of [String(told), JSON.stringify(told)])
      for (const secret of [
        sub,
        email,
        token,
        session.refreshToken.length > 3 ? session.refreshToken : email,
        userPoolId,
        clientId,
      ])
        assert.ok(!text.includes(secret), secret);
  });
});

describe('the history', () => {
  it('is that of one app client, the oldest first', () => {
    Date.now = () => 1_000;
    note(cognito, 'a', 'b');
    note({ userPoolClientId: 'other' }, 'c', 'd');
    note(undefined, 'no', 'client');
    Date.now = () => 2_000;
    note(cognito, 'e', 'f');
    assert.deepEqual(historyOf(clientId), [
      { time: new Date(1_000), decision: 'a', reason: 'b' },
      { time: new Date(2_000), decision: 'e', reason: 'f' },
    ]);
    assert.equal(ofTab.getItem(key), '[[1000,"a","b"],[2000,"e","f"]]');
  });

  it('keeps a hundred decisions, and the first and the last of equal ones in a row', () => {
    for (let time = 1; time <= 7; time += 1) {
      Date.now = () => time;
      note(cognito, 'kept', 'NetworkError');
    }
    assert.deepEqual(
      historyOf(clientId).map(({ time }) => Number(time)),
      [1, 7],
    );
    for (let index = 0; index < 150; index += 1) note(cognito, 'decision', String(index));
    const history = historyOf(clientId);
    assert.deepEqual([history.length, history[0].reason, history[99].reason], [100, '50', '149']);
  });

  it('is read with care', () => {
    const good = [1_000, 'kept', '503'];
    for (const [stored, kept] of [
      ['', 0],
      ['no JSON', 0],
      ['{}', 0],
      ['null', 0],
      ['[1, null, [], {}]', 0],
      [
        JSON.stringify([
          [1, 'a'],
          ['1', 'a', 'b'],
          [1, 2, 3],
          [1, 'a', 'b', 'c'],
          [1e300, 'a', 'b'],
        ]),
        0,
      ],
      [JSON.stringify([good, [1, 'x'.repeat(65), 'y'], good]), 2],
      [JSON.stringify(Array.from({ length: 5_000 }, () => good)), 100],
    ]) {
      ofTab.setItem(key, stored);
      assert.equal(historyOf(clientId).length, kept, stored.slice(0, 40));
    }
    ofTab.setItem(key, 'no JSON');
    note(cognito, 'kept', '503');
    assert.equal(historyOf(clientId).length, 1, 'it begins anew');
  });

  it('is left as it was if the storage is full', () => {
    note(cognito, 'kept', '503');
    ofTab.setItem = () => {
      throw new Error('full');
    };
    note(cognito, 'kept', '504');
    assert.deepEqual(
      historyOf(clientId).map(({ reason }) => reason),
      ['503'],
    );
  });
});
