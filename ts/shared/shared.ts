import type { AuthPlugin } from '../facade/awsCognitoAuthPlugin.js';
import type { HubClass } from '../hub/hubClass.js';
import type { ReadyWasm } from '../loader/loader.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { ownMembers } from '../values/members.js';

/**
 * What the copies of this package in one page share, as entry `1` of the object `globalThis[Symbol.for('cognito-wasm')]`.
 *
 * The key is the version of this shape. A copy reads and writes the entry of its own version only: copies that agree on
 * the shape share one configuration, one Hub and one wasm instance; copies that do not work side by side, on the same
 * stored session. The version is raised whenever a member, or the set of operations behind `auth`, changes incompatibly.
 */
export interface SharedV1 {
  /** The Hub of the `auth` instance. */
  hub?: HubClass;
  /** The instance that the functions act on which are imported one by one. */
  auth?: AuthInstance;
  /** What `Amplify.addPlugin` was given, by key. */
  plugins?: Map<string, AuthPlugin>;
  /** What the developer has been warned of once and for all. */
  warned?: Set<string>;
  /** The loader of the copy of `cognito-wasm/slim` that was given a module, for those that were given none. */
  ready?: ReadyWasm;
}

/** The shared state. It is made on first use, since importing the package must touch nothing. */
export function shared(): SharedV1 {
  const versions = memberOrNew(globalThis, Symbol.for('cognito-wasm'));
  return memberOrNew(versions, '1');
}

/** An object's own member, which is made if it is not there: an object whose members are its own alone. */
function memberOrNew(holder: object, key: PropertyKey): object {
  if (!Object.hasOwn(holder, key)) {
    const attributes = { value: ownMembers({}), writable: true, enumerable: true, configurable: true };
    Object.defineProperty(holder, key, ownMembers(attributes));
  }
  const made: unknown = Reflect.get(holder, key);
  return made as object;
}
