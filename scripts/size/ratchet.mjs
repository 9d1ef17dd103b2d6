/**
 * A size may only grow if the new size is recorded.
 *
 * @typedef {Record<string, import('./measure.mjs').Size>} Sizes
 */

/** Different machines' compilers and compressors may differ by a few bytes. */
const allowed = 0.01;

/**
 * Describes each size that has grown, is not recorded, or is recorded but no longer measured.
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
 * Whether a size has shrunk so much that the new one should be recorded.
 *
 * @param {Sizes} recorded
 * @param {Sizes} measured
 */
export function hasShrunk(recorded, measured) {
  return Object.entries(measured).some(([name, { brotli }]) => brotli < (recorded[name]?.brotli ?? 0) * (1 - allowed));
}

const kinds = /** @type {const} */ (['raw', 'gzip', 'brotli']);
