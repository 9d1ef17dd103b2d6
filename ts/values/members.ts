/**
 * How values from outside are read, and what is handed to the platform is made. Anybody who can write to one object's
 * `__proto__` can add members to every object of the page, so that what is inherited from `Object` says nothing.
 */

/** No class of the platform or of a library has more ancestors; a proxy may claim any number. */
const mostAncestors = 16;

/**
 * A member of whatever somebody has given or thrown: its own, or that of its class and what that extends. Where the chain of
 * prototypes ends stands `Object`, of this realm or another, and is not looked at.
 *
 * @throws What a getter or a proxy throws.
 */
export function readMember(value: unknown, name: PropertyKey): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  let holder: object = value;
  for (let depth = 0; depth < mostAncestors; depth += 1) {
    if (Object.hasOwn(holder, name)) return (value as Readonly<Record<PropertyKey, unknown>>)[name];
    const parent = Object.getPrototypeOf(holder) as object | null;
    if (parent === null || Object.getPrototypeOf(parent) === null) return undefined;
    holder = parent;
  }
  return undefined;
}

/** The same, of what must not throw here: a member that cannot be read is none. */
export function memberOfAny(value: unknown, name: PropertyKey): unknown {
  try {
    return readMember(value, name);
  } catch {
    return undefined;
  }
}

/** Whether a member is the object's own, of which TypeScript then knows. */
export function hasOwn<Name extends string>(value: object, name: Name): value is Readonly<Record<Name, unknown>> {
  return Object.hasOwn(value, name);
}

/** The object's own members in an object without a prototype, where a member that is missing is missing. */
export function ownMembers<Value extends object>(value: Value): Value {
  return { __proto__: null, ...value };
}
