import { ownMembers } from '../values/members.js';

/**
 * What the copies of this package in one page share, as entry `1` of the object `globalThis[Symbol.for('cognito-wasm')]`.
 *
 * | member | what it is | its owner |
 * |---|---|---|
 * | `auth` | the instance of the functions that are imported one by one | `instance/defaultAuth.ts` |
 * | `hub` | the Hub of that instance | `hub/hub.ts` |
 * | `libraryOptions` | the options of the last `Amplify.configure`, for one without options | `facade/amplify.ts` |
 * | `plugins` | what `Amplify.addPlugin` was given, by key | `facade/amplify.ts` |
 * | `ready` | the loader of the copy of `cognito-wasm/slim` that was given a module | `loader/readyWasm.slim.ts` |
 * | `texts` | the chosen language and the vocabularies of `I18n` | `i18n/i18n.ts` |
 * | `userTiming` | whether times are recorded | `shared/userTiming.ts` |
 * | `warned` | the warnings that the developer has seen | `shared/warnOnce.ts` |
 *
 * Only its owner reads and writes a member, and knows its type.
 *
 * The key is the version of this shape. A copy uses only the entry of its own version: copies of the same version share one
 * configuration, one Hub and one wasm instance; copies of different versions work side by side on the same stored session.
 * Raise the version when a member changes incompatibly, or the functions behind `auth` do.
 *
 * It is made on first use, because importing the package must change nothing.
 */
export function shared(): object {
  const versions = memberOrNew(globalThis, Symbol.for('cognito-wasm'));
  return memberOrNew(versions, '1');
}

/** Returns an object's own member, after setting it to an object without a prototype if it is missing. */
function memberOrNew(holder: object, key: PropertyKey): object {
  if (!Object.hasOwn(holder, key)) {
    const attributes = { value: ownMembers({}), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(holder, key, ownMembers(attributes));
  }
  const made: unknown = Reflect.get(holder, key);
  return made as object;
}
