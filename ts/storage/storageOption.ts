import { memberOf } from '../errors/invalidInput.js';
import type { Storing } from '../glance/places.js';
import { cookiesLater, type LaterItems, storageItemsOf } from './storageItems.js';

/**
 * Reads the options, which may be any value.
 *
 * @throws `AuthError` named `InvalidParameterException` if `storage` is nothing that can store items.
 */
export function storageOf(options: unknown): Storing | LaterItems {
  const storage = memberOf(options, 'storage') ?? undefined;
  if (storage !== undefined) return storageItemsOf(storage);
  return memberOf(options, 'ssr') === true ? cookiesLater : 'local';
}
