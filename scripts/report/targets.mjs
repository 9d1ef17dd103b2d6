/**
 * A target and the measured value.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {number} value
 * @property {number} limit the highest allowed value
 * @property {(value: number) => string} format
 */

/** @param {number} value */
export const percent = (value) => `${(value * 100).toFixed(1)} %`;

/** @param {number} value */
export const times = (value) => `${value.toFixed(2)} ×`;

/**
 * @param {Target[]} targets
 * @returns {import('./table.mjs').Table}
 */
export function targetTable(targets) {
  const rows = targets.map(({ name, value, limit, format }) => [
    name,
    `≤ ${format(limit)}`,
    format(value),
    value <= limit ? 'met' : 'missed',
  ]);
  return { title: 'Targets', columns: ['', 'target', 'measured', ''], rows };
}
