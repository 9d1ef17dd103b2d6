import { ratios, spread } from './statistics.mjs';

/**
 * Three digits, whatever the size.
 *
 * @param {number} value
 */
export const milliseconds = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/**
 * The median, and between which values half of the rounds are.
 *
 * @param {number[]} values milliseconds
 */
export function timeCell(values) {
  const { lower, median, upper } = spread(values);
  return `${milliseconds(median)} (${milliseconds(lower)}–${milliseconds(upper)})`;
}

/**
 * The same of the ratios of each round; nothing for what is compared with itself.
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
