/** No configuration has longer arrays, but a sparse array can claim any length. */
const longestArray = 100_000;

/**
 * Copies plain data and freezes the copy deeply. Functions and objects of classes are not copied.
 *
 * @throws `RangeError` for data that contains itself or has too long an array.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    if (value.length > longestArray) throw new RangeError('the array is too long');
    return Object.freeze(value.map(frozenCopy)) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [key, frozenCopy(member)]);
  return Object.freeze(Object.fromEntries(members)) as Value;
}
