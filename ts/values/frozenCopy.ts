/** No configuration holds more; a sparse array may claim any length. */
const longestArray = 100_000;

/**
 * A deeply frozen copy of plain data, so that a later change of the original, or by a reader, changes nothing.
 * Functions and objects of other classes are kept as they are.
 *
 * @throws `RangeError` for data that refers to itself or is out of all proportion.
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
