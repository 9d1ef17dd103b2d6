import { createAuth, type KeyValueStorage } from 'cognito-wasm/embedded';

/** The popup and the service worker both reach this storage. A service worker has no `localStorage`. */
const storage: KeyValueStorage = {
  getItem: async (key) => (await chrome.storage.local.get<Record<string, string | null>>(key))[key],
  setItem: (key, value) => chrome.storage.local.set({ [key]: value }),
  removeItem: (key) => chrome.storage.local.remove(key),
  // All changes at once, so that nobody reads half a session.
  apply: async (changes) => {
    await chrome.storage.local.set(Object.fromEntries(changes.map(({ key, value }) => [key, value])));
    await chrome.storage.local.remove(changes.flatMap(({ key, value }) => (value === null ? [key] : [])));
  },
};

/** A local Cognito, or the user pool of your own. For one at AWS, remove `userPoolEndpoint`. */
const configuration = {
  Auth: {
    Cognito: {
      userPoolId: 'us-east-1_SeedPool1',
      userPoolClientId: 'web00000000000000000000001',
      userPoolEndpoint: 'http://localhost:9229',
    },
  },
};

/** `embedded` contains the WebAssembly module, because a service worker cannot import a file later. */
export const auth = createAuth(configuration, { storage });
