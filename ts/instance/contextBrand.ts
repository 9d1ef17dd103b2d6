import { memberOfAny, ownMembers } from '../values/members.js';
import type { AuthInstance } from './authInstance.js';

/** The mark of a context. Amplify registered it, so its other categories accept our contexts. */
const brand = Symbol.for('amplify.context');

/** Where a context has its instance. The number is the version of the shape that copies of the package share. */
const instanceKey = Symbol.for('cognito-wasm.1.context');

/** Marks an object as the context of an instance, invisibly for copies, loops and logs. */
export function markContext(context: object, auth: AuthInstance): void {
  Object.defineProperty(context, brand, ownMembers({ value: true }));
  Object.defineProperty(context, instanceKey, ownMembers({ value: auth }));
}

/** Whether a value is a context, of this package or of Amplify. Only the mark counts, not the members. */
export function isContext(value: unknown): boolean {
  return memberOfAny(value, brand) !== undefined;
}

/** The instance of a context that this package has made. */
export function instanceOf(context: unknown): AuthInstance | undefined {
  return memberOfAny(context, instanceKey) as AuthInstance | undefined;
}
