/** What a page may have in place of a working storage, and other states of a page. */

/** Replaces a method of the storage's class. `change` gets the original. */
const patched = (name, change) => (storage) => {
  const holder = Object.getPrototypeOf(storage);
  const original = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { ...original, value: change(original.value) });
  return { undo: () => Object.defineProperty(holder, name, original) };
};

const instead = (make) => (storage) => ({ value: make(storage) });
const fail = () => {
  throw new Error('denied');
};

/** A storage that a page has made, which works. */
const own = (storage) => ({
  getItem: (key) => storage.getItem(key),
  setItem: (key, value) => storage.setItem(key, value),
  removeItem: (key) => storage.removeItem(key),
  key: (index) => storage.key(index),
});
const disguised = (stub) => Object.assign(stub, { [Symbol.toStringTag]: 'Storage' });

/** What stands in place of `localStorage`. Each function gets the working storage. */
export const storages = {
  'a missing storage': instead(() => undefined),
  'a storage that is null': instead(() => null),
  'a storage that is no object': instead(() => 'storage'),
  'an empty object': instead(() => ({})),
  'a storage of the page': instead(own),
  'a disguised storage of the page': instead((storage) => disguised(own(storage))),
  'a storage of bound functions': instead((storage) =>
    disguised(
      Object.fromEntries(
        ['getItem', 'setItem', 'removeItem', 'key'].map((name) => [name, storage[name].bind(storage)]),
      ),
    ),
  ),
  'a storage of bound functions that keeps nothing': instead((storage) =>
    disguised({
      ...own(storage),
      getItem: storage.getItem.bind(storage),
      setItem: (() => {}).bind(),
      removeItem: (() => {}).bind(),
    }),
  ),
  'a proxy of the storage': instead((storage) => new Proxy(storage, {})),
  'a proxy of the storage that binds': instead(
    (storage) =>
      new Proxy(storage, {
        get: (_, name) => (typeof storage[name] === 'function' ? storage[name].bind(storage) : storage[name]),
      }),
  ),
  'an object that inherits from the storage': instead((storage) => Object.create(storage)),
  'a storage without setItem': instead((storage) => disguised({ ...own(storage), setItem: undefined })),
  'a getter that throws': () => ({ get: fail }),
  'getItem throws': patched('getItem', () => fail),
  'getItem gives numbers': patched('getItem', () => () => 5),
  'getItem gives objects': patched('getItem', () => () => ({})),
  'getItem gives promises': patched(
    'getItem',
    (original) =>
      async function getItem(key) {
        return original.call(this, key);
      },
  ),
  'getItem is wrapped': patched(
    'getItem',
    (original) =>
      function getItem(key) {
        return original.call(this, key);
      },
  ),
  'getItem is wrapped in a proxy that gives numbers': patched(
    'getItem',
    (original) => new Proxy(original, { apply: () => 5 }),
  ),
  'getItem pretends to be native': patched('getItem', (original) =>
    Object.assign(
      function getItem(key) {
        return original.call(this, `other.${key}`);
      },
      { toString: () => 'function getItem() { [native code] }' },
    ),
  ),
  'setItem throws': patched('setItem', () => fail),
  'setItem does nothing': patched('setItem', () => () => {}),
  'setItem is bound and does nothing': patched('setItem', () => (() => {}).bind()),
  'setItem is another method': (storage) => patched('setItem', () => storage.removeItem)(storage),
  'removeItem does nothing': patched('removeItem', () => () => {}),
  'removeItem is no function': patched('removeItem', () => undefined),
};

/** Names that a polluted `Object.prototype` may have. */
const inherited = [
  ...['sub', 'exp', 'iss', 'aud', 'client_id', 'token_use', 'cognito:username', 'loginId', 'authFlowType'],
  ...[
    'Auth',
    'Cognito',
    'identityPoolId',
    'userPoolEndpoint',
    'allowGuestAccess',
    'loginWith',
    'oauth',
    'clientSecret',
  ],
  ...['options', 'signal', 'forceRefresh', 'clientMetadata', 'error', 'output', 'value', 'isSignedIn', 'signInDetails'],
  ...['username', 'userId', 'tokens', 'refreshToken', 'accessToken', 'idToken', 'identityPool', 'hasRedirect', 'fatal'],
  ...[
    'getItem',
    'localStorage',
    'location',
    'search',
    'window',
    'recoverySuggestion',
    'metadata',
    'cause',
    'type',
    'name',
  ],
];
const values = [true, 'x', 1, {}, { domain: 'x' }, 'eu-west-1:x', 9_999_999_999];

/** @param {import('./random.mjs').Random} random */
export function pollution(random) {
  return { [random.pick(inherited)]: random.pick(values), [random.pick(inherited)]: random.pick(values) };
}

/** Addresses to which Cognito's pages send users back, and others. */
export const searches = [
  '?code=c&state=s',
  '?state=s&code=c',
  '?error=access_denied&error_description=x',
  '?a=b',
  '',
  '?encode=1',
];
