/**
 * Where `aws-amplify` keeps an unfinished sign-in while it races. It would use the same keys of `sessionStorage` as this page's own
 * library, and so remove a sign-in of the page that waits for a code. It reads them when it is loaded, so import this before.
 */
import { syncSessionStorage } from '@aws-amplify/core';

export const amplifyState = new Map<string, string>();

const ownStorage: Pick<typeof syncSessionStorage, 'getItem' | 'setItem' | 'removeItem' | 'clear'> = {
  getItem: (key) => amplifyState.get(key) ?? null,
  setItem: (key, value) => {
    amplifyState.set(key, value);
  },
  removeItem: (key) => {
    amplifyState.delete(key);
  },
  clear: () => {
    amplifyState.clear();
  },
};
Object.assign(syncSessionStorage, ownStorage);
