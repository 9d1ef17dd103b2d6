/**
 * @typedef {object} Spread
 * @property {number} min
 * @property {number} lower a quarter of the values are below it
 * @property {number} median
 * @property {number} upper a quarter of the values are above it
 * @property {number} max
 */

/**
 * @param {number[]} values at least one
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  /** @param {number} share */
  const quantile = (share) => {
    const position = share * (sorted.length - 1);
    const [below = NaN, above = below] = sorted.slice(Math.floor(position), Math.floor(position) + 2);
    return below + (above - below) * (position - Math.floor(position));
  };
  const [min, lower, median, upper, max] = [0, 0.25, 0.5, 0.75, 1].map(quantile);
  return /** @type {Spread} */ ({ min, lower, median, upper, max });
}

/**
 * Ratios within each round: load that slows a round down affects both values.
 *
 * @param {number[]} values
 * @param {number[]} references
 */
export function ratios(values, references) {
  return values.map((value, round) => value / (references[round] ?? NaN));
}

/**
 * In random order.
 *
 * @template Item
 * @param {Item[]} items
 * @param {() => number} [random] at least 0 and below 1
 * @returns {Item[]}
 */
export function shuffled(items, random = Math.random) {
  const result = [...items];
  for (let left = result.length; left > 1; left -= 1) {
    const [chosen] = result.splice(Math.floor(random() * left), 1);
    result.push(/** @type {Item} */ (chosen));
  }
  return result;
}

/**
 * Lets contenders take turns, in a random order each round.
 *
 * @template Result
 * @param {string[]} names
 * @param {number} rounds
 * @param {(name: string) => Promise<Result>} measure
 * @returns {Promise<Record<string, Result[]>>} each one's results in the order of the rounds
 */
export async function takeTurns(names, rounds, measure) {
  /** @type {Record<string, Result[]>} */
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of shuffled(names)) results[name]?.push(await measure(name));
  }
  return results;
}
