/** The storages in which an instance keeps its items. */
import type { StorageItems } from '../wire/storageItems.js';
import { browserStorage } from './browserStorage.js';
import { expect } from './expect.js';

/** Where an instance keeps its items: in the browser's storages, in memory alone, or in a storage of the application. */
export type Storing = 'local' | 'session' | 'memory' | StorageItems;

/** A storage, and what the instance's keys in it begin with. */
export interface Place {
  readonly items: Pick<StorageItems, 'getItem' | 'setItem' | 'removeItem'>;
  readonly prefix: string;
}

/**
 * The places where the items of an app client may be. A tab's own comes before one that tabs share, and has other keys, as in
 * `places.rs`.
 *
 * @throws If a storage is not plain.
 */
export function placesOf(storing: Storing, clientId: string): readonly Place[] {
  const placeIn = (items: Place['items'], prefix = ''): Place => ({
    items,
    prefix: `${prefix}CognitoIdentityServiceProvider.${clientId}.`,
  });
  if (storing === 'memory') return [];
  const session = browserStorage('sessionStorage');
  const isLocal = storing === 'local';
  const local = isLocal ? browserStorage('localStorage') : storing;
  expect(session && local);
  if (local === 'session') return [placeIn(session)];
  // A copy of an asynchronous storage may be behind it.
  expect(!('refresh' in local));
  return [placeIn(session, `cognito-wasm.${isLocal ? 'local' : 'own'}.`), placeIn(local)];
}
