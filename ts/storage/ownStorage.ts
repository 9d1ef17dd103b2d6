import { ownMembers } from '../values/members.js';
import type { StorageItems } from '../wire/storageItems.js';

/** The storages that Rust has itself. */
export type OwnPlace = 'local' | 'session' | 'memory';

const memberName = 'cognito-wasm.items';

/** The name of the member by which the storages of every copy of this package are recognised. */
export function itemsKey(): symbol {
  return Symbol.for(memberName);
}

/**
 * Marks a storage of this package: tells what it really is, so that Rust need not go through promises. It is no member of the
 * class, because bundlers keep classes with computed names even if nobody uses them.
 */
export function markOwnStorage(storage: object, items: OwnPlace | StorageItems): void {
  Object.defineProperty(storage, itemsKey(), ownMembers({ value: items }));
}
