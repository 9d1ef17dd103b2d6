/** Signing out without the module, compared with the module: what is stored afterwards, and what the call resolves with. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import { AuthError, HubClass } from '../../dist/index.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { tasks } from './fakeWasm.mjs';

const clientId = 'client';
const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: clientId } } };
const keyOf = (name) => `CognitoIdentityServiceProvider.${clientId}.${name}`;
const queue = keyOf('revocations');
const now = 1_750_000_000_123;

const items = 'accessToken idToken refreshToken clockDrift signInDetails oauthMetadata userData identity'.split(' ');
const ofDevice = ['deviceKey', 'deviceGroupKey', 'randomPasswordKey'];

/** Whole sessions of users, the last one's user being the current one. */
function sessionsOf(names, { prefix = '', pointer = names.at(-1), list } = {}) {
  const stored = {};
  for (const name of names)
    for (const item of [...items, ...ofDevice]) stored[prefix + keyOf(`${name}.${item}`)] = `${item} of ${name}`;
  if (pointer !== undefined) stored[prefix + keyOf('LastAuthUser')] = pointer;
  if (list !== undefined) stored[prefix + keyOf('AuthUserList')] = list;
  return stored;
}

const lost = () =>
  Promise.reject(new AuthError({ name: 'ModuleFileException', message: 'lost', category: 'network', retryable: true }));

const historyKey = `cognito-wasm.diagnostics.${clientId}`;

/** The items without the history of decisions, and those of its decisions that are made in both cases. */
function withDecisions({ [historyKey]: history = '[]', ...items }) {
  // That a token was not revoked is in the output, and has another reason here.
  const decisions = JSON.parse(history).filter(([, decision]) => decision !== 'notRevoked');
  return { items, decisions };
}

describe('signOut on a page that cannot load the module', () => {
  const { fetch } = globalThis;
  const { now: realNow } = Date;
  let localStorage;
  let sessionStorage;
  let leave;

  before(async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('no network in this test'));
    Date.now = () => now;
    localStorage = new Storage();
    sessionStorage = new Storage();
    leave = enterWindow({ localStorage, sessionStorage });
    await readyWasm();
  });

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  after(() => {
    globalThis.fetch = fetch;
    Date.now = realNow;
    leave();
  });

  const itemsOf = (storage) => {
    const found = {};
    for (let index = 0; storage.key(index) !== null; index += 1)
      found[storage.key(index)] = storage.getItem(storage.key(index));
    return found;
  };

  /** Signs out, and shows everything that is left. */
  async function signOut(ready, { local = {}, ofTab = {}, input = {}, storage = 'local', hooks = {} }) {
    localStorage.clear();
    sessionStorage.clear();
    for (const [key, value] of Object.entries(local)) localStorage.setItem(key, value);
    for (const [key, value] of Object.entries(ofTab)) sessionStorage.setItem(key, value);
    const events = [];
    const hub = new HubClass('test');
    hub.listen('auth', ({ payload }) => events.push(payload));
    const auth = new AuthInstance(hub, { ready, isDefault: true });
    auth.configure({ config }, hooks, storage);
    const output = await sessionFunctions(() => auth).signOut({ maxAttempts: 1, ...input });
    return { output, events, local: itemsOf(localStorage), ofTab: itemsOf(sessionStorage) };
  }

  const withoutErrors = (output) =>
    JSON.parse(JSON.stringify(output, (key, value) => (key === 'error' ? typeof value : value)));

  const list = 'grace,ada,mary%2C%20x';
  const tab = 'cognito-wasm.local.';
  const cases = {
    'one user': { local: sessionsOf(['ada']) },
    'one user, with other items': { local: { ...sessionsOf(['ada']), theme: 'dark', [keyOf('deviceAliases')]: '{}' } },
    'one user in sessionStorage': { ofTab: sessionsOf(['ada']), storage: 'session' },
    'one user in the tab alone': { ofTab: sessionsOf(['ada'], { prefix: tab }) },
    "a tab's own session beside another user's": {
      local: sessionsOf(['ada']),
      ofTab: sessionsOf(['grace'], { prefix: tab }),
    },
    'nobody, beside whom another tab has signed in': {
      local: sessionsOf(['ada']),
      ofTab: { [tab + keyOf('LastAuthUser')]: '' },
    },
    'nobody, beside tokens without a known name': {
      local: sessionsOf(['username'], { pointer: undefined }),
      ofTab: { [tab + keyOf('LastAuthUser')]: '' },
    },
    'all users, of whom none is let in': {
      local: sessionsOf(['ada']),
      ofTab: { [tab + keyOf('LastAuthUser')]: '' },
      input: { allUsers: true },
    },
    'all users, of whom one is in the tab alone': {
      local: sessionsOf(['ada']),
      ofTab: sessionsOf(['grace'], { prefix: tab }),
      input: { allUsers: true },
    },
    'an empty name, as some storages have it for what is missing': {
      local: sessionsOf(['username'], { pointer: '' }),
    },
    'the same user in both places': { local: sessionsOf(['ada']), ofTab: sessionsOf(['ada'], { prefix: tab }) },
    'a name with a dot': { local: sessionsOf(['a.b@example.com']) },
    'a user without a known name': { local: sessionsOf(['username'], { pointer: undefined }) },
    nobody: {},
    'nobody beside parked users': { local: sessionsOf(['ada'], { pointer: undefined, list: 'ada' }) },
    'the current one of several': { local: sessionsOf(['ada', 'mary, x', 'grace'], { list }) },
    'the last one of several': { local: sessionsOf(['ada'], { list: 'ada' }) },
    'all users': { local: sessionsOf(['ada', 'mary, x', 'grace'], { list }), input: { allUsers: true } },
    'all users, but there is one': { local: sessionsOf(['ada']), input: { allUsers: true } },
    'a session without a refresh token': {
      local: Object.fromEntries(Object.entries(sessionsOf(['ada'])).filter(([key]) => !key.endsWith('.refreshToken'))),
    },
    'the app has a reason': { local: sessionsOf(['ada']), input: { reason: 'idle' } },
    'nothing is to be kept': { local: sessionsOf(['ada']), input: { revokeLater: false } },
    'a token waits already': { local: { ...sessionsOf(['ada']), [queue]: '[["earlier",1749999999]]' } },
    'ten tokens wait already': {
      local: {
        ...sessionsOf(['ada']),
        [queue]: JSON.stringify(Array.from({ length: 10 }, (_, index) => [`t${index}`, 1_749_999_999])),
      },
    },
  };

  for (const [name, given] of Object.entries(cases))
    it(`leaves what the module leaves: ${name}`, async () => {
      const here = await signOut(lost, given);
      const there = await signOut(readyWasm, given);
      assert.deepEqual(here.local, there.local);
      assert.deepEqual(withDecisions(here.ofTab), withDecisions(there.ofTab));
      assert.deepEqual(withoutErrors(here.output), withoutErrors(there.output));
      assert.deepEqual(here.events, [{ event: 'signedOut', data: { reason: given.input?.reason ?? 'user' } }]);
    });

  it('queues the refresh token and says why it was not revoked', async () => {
    const { output, local } = await signOut(lost, { local: sessionsOf(['ada']) });
    const { type, signedOutLocally, revokeTokenError } = output;
    assert.deepEqual([type, signedOutLocally, revokeTokenError.revokesLater], ['partial', true, true]);
    assert.ok(revokeTokenError.error instanceof AuthError);
    assert.deepEqual(
      [revokeTokenError.refreshToken, revokeTokenError.error.name],
      ['refreshToken of ada', 'ModuleFileException'],
    );
    assert.deepEqual(local, {
      ...Object.fromEntries(ofDevice.map((item) => [keyOf(`ada.${item}`), `${item} of ada`])),
      [queue]: '[["refreshToken of ada",1750000000]]',
    });
  });

  it('says that other devices are still signed in', async () => {
    const { output } = await signOut(lost, { local: sessionsOf(['ada']), input: { global: true } });
    const { accessToken, error } = output.globalSignOutError;
    assert.deepEqual([accessToken, error.name], ['accessToken of ada', 'ModuleFileException']);
    assert.equal(output.revokeTokenError.revokesLater, true);
  });

  it('signs out of a full storage, and says that nothing revokes the token', async () => {
    const { setItem } = Storage.prototype;
    const storage = {
      getItem: (key) => localStorage.getItem(key),
      removeItem: (key) => localStorage.removeItem(key),
      setItem: () => {
        throw new Error('full');
      },
    };
    const { output, local } = await signOut(lost, { local: sessionsOf(['ada']), storage });
    assert.equal(Storage.prototype.setItem, setItem);
    assert.equal(output.revokeTokenError.revokesLater, false);
    assert.deepEqual(
      Object.keys(local),
      ofDevice.map((item) => keyOf(`ada.${item}`)),
    );
  });

  const refused = {
    'a storage in memory': { storage: 'memory' },
    'a storage that is loaded later': { storage: { load: lost, isSynchronous: true } },
    'tokens that the application provides': { hooks: { tokenProvider: { getTokens: async () => null } } },
    'an input that is not plain': { input: { global: 'yes' } },
    'a reason that is none': { input: { reason: 'because' } },
    'a reason that is no text': { input: { reason: {} } },
    'a list of users that cannot be read': { local: sessionsOf(['ada'], { list: 'ada,%' }) },
  };
  for (const [name, given] of Object.entries(refused))
    it(`leaves everything to the module: ${name}`, async () => {
      const local = given.local ?? sessionsOf(['ada']);
      await assert.rejects(signOut(lost, { local, ...given }), { name: 'ModuleFileException' });
      assert.deepEqual(itemsOf(localStorage), local);
    });

  it('does not stand in for a module that fails otherwise', async () => {
    const broken = () => Promise.reject(new AuthError({ name: 'ContentSecurityPolicyException', message: 'm' }));
    await assert.rejects(signOut(broken, { local: sessionsOf(['ada']) }), { name: 'ContentSecurityPolicyException' });
    assert.deepEqual(itemsOf(localStorage), sessionsOf(['ada']));
  });

  it('adds to the history of decisions, of which the last hundred are kept', async () => {
    const earlier = Array.from({ length: 100 }, (_, index) => [index, 'kept', '503']);
    const ofTab = { [historyKey]: JSON.stringify(earlier) };
    const { ofTab: left } = await signOut(lost, { local: sessionsOf(['ada']), ofTab, input: { reason: 'idle' } });
    assert.deepEqual(JSON.parse(left[historyKey]), [...earlier.slice(1), [now, 'signedOut', 'idle']]);
  });

  it('does without a history that cannot be written', async () => {
    for (const history of ['no JSON', '{}', 'null']) {
      const { output, ofTab } = await signOut(lost, { local: sessionsOf(['ada']), ofTab: { [historyKey]: history } });
      assert.equal(output.signedOutLocally, true);
      assert.equal(ofTab[historyKey], history);
    }
  });

  it('loads the module when the page is online again, and tries again the next time if that fails', async () => {
    const page = new EventTarget();
    const leavePage = enterWindow({
      document: { readyState: 'complete' },
      addEventListener: page.addEventListener.bind(page),
      requestIdleCallback: () => 0,
      localStorage,
      sessionStorage,
    });
    try {
      let starts = 0;
      await signOut(() => ((starts += 1), lost()), { local: sessionsOf(['ada']) });
      const before = starts;
      for (const times of [1, 2, 3]) {
        page.dispatchEvent(new Event('online'));
        page.dispatchEvent(new Event('online'));
        assert.equal(starts, before + times);
        await tasks();
      }
    } finally {
      leavePage();
      leave = enterWindow({ localStorage, sessionStorage });
    }
  });
});
