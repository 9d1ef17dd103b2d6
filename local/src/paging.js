import { invalidParameter } from './errors.js';

const MOST = 60;

/**
 * One page of a list, and the token for the next one.
 *
 * @template T
 * @param {T[]} all
 * @param {number | undefined} size 60 if absent
 * @param {string | undefined} token from the previous page
 * @returns {{ items: T[], next: string | undefined }}
 */
export function page(all, size = MOST, token = 'from-0') {
  const start = Number(/^from-(\d{1,9})$/.exec(token)?.[1] ?? Number.NaN);
  if (Number.isNaN(start)) throw invalidParameter('Invalid pagination token.');
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? `from-${end}` : undefined };
}
