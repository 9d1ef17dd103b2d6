/** @file Services repeat in their reasons what they were sent. No line may show a secret. */

/**
 * @param {string} text
 * @param {readonly string[]} secrets
 */
export const hidden = (text, secrets) =>
  secrets
    .filter(Boolean)
    // One may be a part of another.
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '(secret)'), text);

/**
 * Hides secrets in an error, its members and its causes. It stays the same error, by which its request is known.
 *
 * @template T
 * @param {T} error
 * @param {readonly string[]} secrets
 * @returns {T}
 */
export function withHidden(error, secrets) {
  hideIn(error, secrets, new Set());
  return error;
}

/**
 * @param {unknown} value
 * @param {readonly string[]} secrets
 * @param {Set<unknown>} seen
 */
function hideIn(value, secrets, seen) {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const names = value instanceof Error ? ['message', 'stack', 'cause', ...Object.keys(value)] : Object.keys(value);
  for (const name of names) {
    /** @type {unknown} */
    const member = Reflect.get(value, name);
    if (typeof member === 'string') Reflect.set(value, name, hidden(member, secrets));
    else hideIn(member, secrets, seen);
  }
}
