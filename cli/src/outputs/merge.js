/**
 * The members of a JSON object. In one that is to be written, `undefined` stands for a member that must not be in the file.
 *
 * @typedef {{ [name: string]: unknown }} Members
 */

/**
 * Puts the members that a file must have into those that it has. They come first and in their order, so that the same backend always
 * gives the same file; what somebody else has added follows, at every depth.
 *
 * @param {Members} wanted
 * @param {Members} present
 * @returns {Members} without `undefined`
 */
export function merged(wanted, present) {
  const ours = Object.entries(wanted).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!isMembers(value)) return [[name, value]];
    const before = Object.hasOwn(present, name) ? present[name] : undefined;
    return [[name, merged(value, isMembers(before) ? before : {})]];
  });
  const others = Object.entries(present).filter(([name]) => !Object.hasOwn(wanted, name));
  // Not by assignment, which would make the member `__proto__` of a file the prototype.
  return Object.fromEntries([...ours, ...others]);
}

/**
 * @param {unknown} value
 * @returns {value is Members}
 */
export const isMembers = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * An own member that is an object.
 *
 * @param {unknown} value
 * @param {string} name
 * @returns {Members | undefined}
 */
export function section(value, name) {
  const found = isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return isMembers(found) ? found : undefined;
}
