import { ratios, spread } from './statistics.mjs';

/**
 * Three significant digits.
 *
 * @param {number} value
 */
export const milliseconds = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/**
 * The median and the interquartile range.
 *
 * @param {number[]} values milliseconds
 */
export function timeCell(values) {
  const { lower, median, upper } = spread(values);
  return `${milliseconds(median)} (${milliseconds(lower)}–${milliseconds(upper)})`;
}

/**
 * The same for the ratios of each round; empty for the reference itself.
 *
 * @param {number[]} values
 * @param {number[]} references
 * @param {(value: number) => string} format
 */
export function ratioCell(values, references, format) {
  if (values.every((value, round) => value === references[round])) return '';
  const { lower, median, upper } = spread(ratios(values, references));
  return `${format(median)} (${format(lower).replace(/ \D+$/, '')}–${format(upper).replace(/ \D+$/, '')})`;
}
