/** An instance with a fake module over a fake storage, for tests of the glance. The storage and the clock are fresh for each test. */
import { afterEach, beforeEach } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { HubClass } from '../../dist/utils.js';
import { seeded } from '../glance/random.mjs';
import { keptItem } from '../glance/keptCredentials.mjs';
import { clientId, itemsOf, userPoolId, wholeSession } from '../glance/sessions.mjs';
import { enterWindow, Storage } from './fakeStorage.mjs';
import { fakeWasm } from './fakeWasm.mjs';

export const plain = () => ({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId } } });
export const withFields = (fields) => ({ Auth: { Cognito: { ...plain().Auth.Cognito, ...fields } } });
export const identityPool = () => withFields({ identityPoolId: 'eu-west-1:0e1b' });

/** What the module answers here. */
export const askedModule = { username: 'of the module' };
const failure = { type: 'FAILURE', error: { name: 'OfTheModule', message: '', category: 'unknown', retryable: false } };
const moduleSession = {
  isSignedIn: false,
  identityIdResult: failure,
  awsCredentialsResult: failure,
  userSubResult: failure,
  userPoolTokensResult: failure,
};

export let storage;
export let tabStorage;
let leave;
let now;

beforeEach(() => {
  storage = new Storage();
  tabStorage = new Storage();
  leave = enterWindow({ localStorage: storage, sessionStorage: tabStorage });
  ({ now } = Date);
});

afterEach(() => {
  leave();
  Date.now = now;
});

/** Stores a session. Its tokens expire this long after the present. */
export function signIn(leftMs = 600_000) {
  const session = wholeSession(seeded(1));
  Date.now = () => session.access.exp * 1_000 - Number(session.drift) - leftMs;
  for (const [key, value] of Object.entries(itemsOf(session))) storage.setItem(key, value);
  return session;
}

/** Stores AWS credentials of a session's user, as an earlier page of the tab has. */
export function keepCredentials(session) {
  const item = keptItem({ ...session, now: Date.now() }, true, seeded(1));
  tabStorage.setItem('cognito-wasm.credentials.eu-west-1:0e1b', JSON.stringify(item));
  return item;
}

/**
 * @param {object} hooks of the module's client
 * @param {object} given by the application, in addition to the configuration
 */
export function configured(config = plain(), functions = {}, hooks = {}, given = {}) {
  const answers = {
    fetchAuthSession: async () => moduleSession,
    getCurrentUser: async () => askedModule,
    prepareSignIn: async () => true,
  };
  const wasm = fakeWasm({ ...answers, ...functions }, hooks);
  const hub = new HubClass('test');
  const events = [];
  for (const channel of ['core', 'auth']) hub.listen(channel, ({ payload }) => events.push(payload.event));
  const auth = new AuthInstance(hub, { ready: wasm.ready, relaxed: async () => undefined });
  auth.configure({ config }, given);
  return { auth, wasm, events, ...sessionFunctions(() => auth), names: () => wasm.calls.map(({ name }) => name) };
}
