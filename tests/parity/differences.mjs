/**
 * Finds the places where two records differ.
 *
 * @param {unknown} amplify
 * @param {unknown} ours
 * @param {string} [path]
 * @returns {{ path: string, amplify: unknown, ours: unknown }[]}
 */
export function differences(amplify, ours, path = '') {
  if (Object.is(amplify, ours)) return [];
  if (isContainer(amplify) && isContainer(ours) && Array.isArray(amplify) === Array.isArray(ours)) {
    const keys = [...new Set([...Object.keys(amplify), ...Object.keys(ours)])];
    return keys.flatMap((key) => {
      const at = path === '' ? key : `${path}/${key}`;
      const [left, right] = [amplify, ours].map((record) => (key in record ? record[key] : absent));
      return differences(left, right, at);
    });
  }
  return [{ path, amplify, ours }];
}

/** Stands for a missing member, which is not the same as `undefined`. */
export const absent = '‹absent›';

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isContainer(value) {
  return typeof value === 'object' && value !== null;
}
