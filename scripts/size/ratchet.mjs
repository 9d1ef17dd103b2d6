/**
 * Sizes only grow when somebody says so, by recording them.
 *
 * @typedef {Record<string, import('./measure.mjs').Size>} Sizes
 */

/** Different machines' compilers and compressors may differ by a few bytes. */
const allowed = 0.01;

/**
 * What has grown since it was recorded, or was never recorded, or is recorded and no longer there; each in words.
 *
 * @param {Sizes} recorded
 * @param {Sizes} measured
 * @returns {string[]}
 */
export function unrecordedGrowth(recorded, measured) {
  const faults = Object.entries(measured).flatMap(([name, size]) => {
    const before = recorded[name];
    if (!before) return [`"${name}" is not recorded`];
    return kinds
      .filter((kind) => size[kind] > before[kind] * (1 + allowed))
      .map((kind) => `"${name}" has grown, ${kind} ${before[kind]} → ${size[kind]}`);
  });
  const gone = Object.keys(recorded).filter((name) => !(name in measured));
  return [...faults, ...gone.map((name) => `"${name}" is recorded and was not measured`)];
}

/**
 * Whether something has become smaller by so much that it should be recorded, before it is lost again.
 *
 * @param {Sizes} recorded
 * @param {Sizes} measured
 */
export function hasShrunk(recorded, measured) {
  return Object.entries(measured).some(([name, { brotli }]) => brotli < (recorded[name]?.brotli ?? 0) * (1 - allowed));
}

const kinds = /** @type {const} */ (['raw', 'gzip', 'brotli']);
