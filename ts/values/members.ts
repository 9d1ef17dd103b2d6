/**
 * Reads values from outside, and makes objects for the platform. Members inherited from `Object.prototype` are ignored:
 * whoever can write to one object's `__proto__` can add them to every object in the page.
 */

/** No real class has more ancestors, but a proxy can claim any number. */
const mostAncestors = 16;

/**
 * Reads a member of any value: its own, or one that its class or an ancestor defines. The last prototype of the chain, which is
 * `Object.prototype` of some realm, is not searched.
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

/** Like {@link readMember}, but never throws: a member that cannot be read is `undefined`. */
export function memberOfAny(value: unknown, name: PropertyKey): unknown {
  try {
    return readMember(value, name);
  } catch {
    return undefined;
  }
}

/** Whether a member is the object's own. Narrows the type. */
export function hasOwn<Name extends string>(value: object, name: Name): value is Readonly<Record<Name, unknown>> {
  return Object.hasOwn(value, name);
}

/** Copies the object's own members into an object without a prototype. */
export function ownMembers<Value extends object>(value: Value): Value {
  return { __proto__: null, ...value };
}
