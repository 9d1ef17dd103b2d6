/**
 * Random choices that a seed repeats (the generator mulberry32).
 *
 * @typedef {object} Random
 * @property {(limit: number) => number} below a whole number from 0, below the limit
 * @property {<Item>(items: readonly Item[]) => Item} pick
 * @property {(probability: number) => boolean} chance
 */

/**
 * @param {number} seed
 * @returns {Random}
 */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => /** @type {(typeof items)[number]} */ (items[below(items.length)]),
    chance: (probability) => next() < probability,
  };
}
