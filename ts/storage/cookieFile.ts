/**
 * The file with the storage in cookies, which is imported for `ssr: true`. It is bundled for the same reason as
 * `loader/moduleFile.ts`.
 */
import { memberOfAny } from '../values/members.js';
import type { StorageItems } from '../wire/storageItems.js';
import { CookieStorage } from './cookieStorage.js';
import { itemsKey } from './ownStorage.js';

export { version } from '../loader/version.js';

let items: StorageItems | undefined;

/** The cookies of the page, with the attributes that Amplify gives them. Always the same object. */
export function cookieItems(): StorageItems {
  return (items ??= memberOfAny(new CookieStorage({ sameSite: 'lax' }), itemsKey()) as StorageItems);
}
