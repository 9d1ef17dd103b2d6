/**
 * Comparing settings, and putting them together. Arrays are values; the order of those that are sets does not count.
 *
 * @typedef {import('./resource.js').Settings} Settings
 */

/** @param {unknown} value @returns {value is Settings} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {unknown} */
function comparable(value) {
  if (Array.isArray(value))
    return value
      .map(comparable)
      .map((item) => JSON.stringify(item))
      .sort();
  if (!isRecord(value)) return value ?? null;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, member]) => [name, comparable(member)]);
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
export const areEqual = (one, other) => JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));

/**
 * The members in which `actual` differs from `wanted`. Members that `wanted` does not have do not count.
 *
 * @param {Settings} actual
 * @param {Settings} wanted
 * @returns {{ path: string[], from: unknown, to: unknown }[]}
 */
export function differences(actual, wanted) {
  return Object.entries(wanted).flatMap(([name, to]) => {
    const from = Object.hasOwn(actual, name) ? actual[name] : undefined;
    if (to === undefined || areEqual(from, to)) return [];
    if (!isRecord(to)) return [{ path: [name], from, to }];
    const inner = differences(isRecord(from) ? from : {}, to);
    return inner.map(({ path, ...rest }) => ({ path: [name, ...path], ...rest }));
  });
}

/**
 * The members that were wanted and are not any more, at any depth, and are still there: the service's default comes back.
 *
 * @param {Settings} before
 * @param {Settings} wanted
 * @param {Settings} actual
 * @returns {{ path: string[], from: unknown, to: undefined }[]}
 */
export function removedMembers(before, wanted, actual) {
  return Object.entries(before).flatMap(([name, old]) => {
    const [to, from] = [wanted, actual].map((settings) => (Object.hasOwn(settings, name) ? settings[name] : undefined));
    if (old === undefined || from === undefined) return [];
    if (to === undefined) return [{ path: [name], from, to }];
    if (!isRecord(old) || !isRecord(to) || !isRecord(from)) return [];
    return removedMembers(old, to, from).map(({ path, ...rest }) => ({ path: [name, ...path], ...rest }));
  });
}

/**
 * A copy of `settings` in which the member at `path` is `value`.
 *
 * @param {Settings} settings
 * @param {string[]} path
 * @param {unknown} value
 * @returns {Settings}
 */
export function withMember(settings, [name = '', ...rest], value) {
  const inner = settings[name];
  return { ...settings, [name]: rest.length === 0 ? value : withMember(isRecord(inner) ? inner : {}, rest, value) };
}

/**
 * The member at `path`, if all on the way to it are there.
 *
 * @param {Settings | null | undefined} settings
 * @param {string[]} path
 */
export function memberAt(settings, path) {
  /** @type {unknown} */
  let value = settings;
  for (const name of path) value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/**
 * A change as a line for people.
 *
 * @param {{ path: string[], from: unknown, to: unknown }} difference
 */
export const lineOf = ({ path, from, to }) => `${path.join('.')}: ${shown(from)} → ${shown(to)}`;

const longest = 60;

/** @param {unknown} value */
function shown(value) {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/**
 * The members of `settings` that have a value and are in the list.
 *
 * @param {object} settings
 * @param {readonly string[]} names
 * @returns {Settings}
 */
export const only = (settings, names) =>
  Object.fromEntries(Object.entries(settings).filter(([name, value]) => names.includes(name) && value !== undefined));
