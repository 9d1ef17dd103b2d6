/** Signing out at Cognito's pages on a page that cannot load the module, compared with the module. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { AuthError, HubClass } from '../../dist/index.js';
import { AuthInstance } from '../../dist/instance/authInstance.js';
import { readyWasm } from '../../dist/loader/readyWasm.js';
import { sessionFunctions } from '../../dist/session/session.js';
import { enterWindow, Storage } from './fakeStorage.mjs';

const clientId = 'client';
const keyOf = (name) => `CognitoIdentityServiceProvider.${clientId}.${name}`;
const page = 'http://localhost:8080/';
const domain = 'seed.auth.eu-west-1.amazoncognito.com';
const lost = () => Promise.reject(new AuthError({ name: 'ModuleFileException', message: 'lost' }));

/** A session, with notes about where it has begun. */
const session = (notes = {}) => ({
  [keyOf('LastAuthUser')]: 'ada',
  [keyOf('ada.accessToken')]: 'access',
  [keyOf('ada.refreshToken')]: 'refresh',
  ...notes,
});
const metadata = (text) => session({ [keyOf('ada.oauthMetadata')]: text });
const ofPages = metadata('{"oauthSignIn":true}');
const inFlight = Object.fromEntries(
  ['inflightOAuth', 'inflightOAuthDeadline', 'oauthPKCE', 'oauthState'].map((name) => [keyOf(name), 'x']),
);
const listed = { [keyOf('AuthUserList')]: 'grace,ada', [keyOf('grace.accessToken')]: 'access of grace' };

describe('signOut at the pages without the module', () => {
  const { fetch } = globalThis;
  let address;
  let leave;
  let localStorage;
  let sessionStorage;

  before(async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('no network in this test'));
    localStorage = new Storage();
    sessionStorage = new Storage();
    const location = { search: '', hash: '' };
    Object.defineProperty(location, 'href', {
      get: () => address,
      set(given) {
        address = given;
      },
    });
    leave = enterWindow({
      document: { readyState: 'complete' },
      location,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      requestIdleCallback: () => 0,
      localStorage,
      sessionStorage,
    });
    await readyWasm();
  });

  after(() => {
    globalThis.fetch = fetch;
    leave();
  });

  /** Signs out, and shows where the page is then, or the error, and what is left. */
  async function signOut(ready, { local = ofPages, ofTab = {}, input = {}, oauth = {}, at = page, storage = 'local' }) {
    address = at;
    localStorage.clear();
    sessionStorage.clear();
    for (const [key, value] of Object.entries(ofTab)) sessionStorage.setItem(key, value);
    for (const [key, value] of Object.entries(local)) localStorage.setItem(key, value);
    const loginWith = {
      oauth: { domain, scopes: [], redirectSignIn: [page], redirectSignOut: [page], responseType: 'code', ...oauth },
    };
    const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: clientId, loginWith } } };
    const auth = new AuthInstance(new HubClass('test'), { ready });
    auth.configure({ config }, { limits: { maxAttempts: 1 } }, storage);
    let error;
    try {
      await sessionFunctions(() => auth).signOut(input);
    } catch ({ name }) {
      error = name;
    }
    const left = [];
    for (let index = 0; localStorage.key(index) !== null; index += 1) left.push(localStorage.key(index));
    return { error, address, left: left.filter((key) => !key.endsWith('.revocations')).sort() };
  }

  const bye = `${page}bye`;
  const cases = {
    'a session of the pages': {},
    'a session of a password': { local: session() },
    'a session whose note is about another': { local: metadata('{"oauthSignIn":false}') },
    'a note with text for true': { local: metadata('{"oauthSignIn":"true"}') },
    'a note that cannot be read': { local: metadata('{') },
    'the note of the last sign-in': { local: session({ [keyOf('oauthSignIn')]: 'true,false', ...inFlight }) },
    'a note of the last sign-in that says no': { local: session({ [keyOf('oauthSignIn')]: 'false,true' }) },
    'the note of Amplify 5': { local: session({ 'amplify-signin-with-hostedUI': 'true' }) },
    'a note beside several users': { local: { ...session({ [keyOf('oauthSignIn')]: 'true,false' }), ...listed } },
    "a note of another tab's sign-in": {
      local: session({ [keyOf('oauthSignIn')]: 'true,false' }),
      ofTab: { [`cognito-wasm.local.${keyOf('LastAuthUser')}`]: '' },
    },
    'a session of the pages beside another user': { local: { ...ofPages, ...listed } },
    'all users': { local: { ...ofPages, ...listed }, input: { allUsers: true } },
    'another address': { input: { oauth: { redirectUrl: bye } }, oauth: { redirectSignOut: [page, bye] } },
    'an address that is not configured': { input: { oauth: { redirectUrl: bye } } },
    'an address of the same host': { at: `${page}cart?x#y`, oauth: { redirectSignOut: ['https://a.example/', page] } },
    'addresses of other origins': { oauth: { redirectSignOut: ['https://a.example/'] } },
    'addresses of other programs': { oauth: { redirectSignOut: ['app://x'] } },
    'no address to come back to': { oauth: { redirectSignOut: [] } },
    'no address for signing in': { oauth: { redirectSignIn: [] } },
    'no domain': { oauth: { domain: '' } },
    'a domain with a scheme': { oauth: { domain: `https://${domain}` } },
    'a domain on this machine': { oauth: { domain: 'http://localhost:9229' } },
  };
  for (const [name, given] of Object.entries(cases))
    it(`leads where the module leads: ${name}`, async () => {
      assert.deepEqual(await signOut(lost, given), await signOut(readyWasm, given));
    });

  it('leads to the pages and back', async () => {
    const { address: left } = await signOut(lost, {});
    assert.equal(left, `https://${domain}/logout?client_id=client&logout_uri=http%3A%2F%2Flocalhost%3A8080%2F`);
  });

  for (const [name, ready] of [
    ['with', readyWasm],
    ['without', lost],
  ])
    it(`shows the pages outside of a page, ${name} the module`, async () => {
      const { document } = globalThis;
      delete globalThis.document;
      const shown = [];
      const authSessionOpener = async (...given) => (shown.push(given), { type: 'success', url: page });
      try {
        const input = { oauth: { authSessionOpener } };
        const { error } = await signOut(ready, {
          input,
          oauth: { redirectSignOut: ['app://bye', page] },
          // Without a document, nothing is read from `localStorage` by itself.
          storage: localStorage,
        });
        assert.equal(error, undefined);
      } finally {
        globalThis.document = document;
      }
      const query = 'client_id=client&logout_uri=app%3A%2F%2Fbye';
      assert.deepEqual(shown, [[`https://${domain}/logout?${query}`, ['app://bye', page]]]);
    });

  for (const given of ['http://pages.example', `${domain}/path`, `user@${domain}`, 'javascript:alert(1)'])
    it(`leads nowhere if the domain is ${given}`, async () => {
      const { address: left, error } = await signOut(lost, { oauth: { domain: given } });
      assert.deepEqual([left, error], [page, undefined]);
    });
});
