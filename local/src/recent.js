import { RecentMap } from './bounded.js';

/** How many names are remembered of which something was dropped. */
const NAMES = 10_000;

/**
 * The last items of a growing list. A caller who has seen so many of them still gets those that follow, after the first
 * ones were dropped.
 *
 * @template T
 */
export class Recent {
  /** @type {{ item: T, names: readonly string[], weight: number }[]} oldest first */
  #kept = [];
  #weight = 0;
  #dropped = 0;
  /** @type {Map<string, number>} how many were dropped of each name */
  #droppedOf = new RecentMap(NAMES);
  #limits;

  /** @param {{ count: number, weight: number }} limits of how many are kept, and of how much they weigh together */
  constructor(limits) {
    this.#limits = limits;
  }

  /**
   * @param {T} item
   * @param {readonly string[]} names by which it is looked for
   * @param {number} weight
   */
  add(item, names, weight) {
    this.#kept.push({ item, names: [...new Set(names)], weight });
    this.#weight += weight;
    while (this.#kept.length > this.#limits.count || this.#weight > this.#limits.weight) this.#drop();
  }

  #drop() {
    const oldest = this.#kept.shift();
    if (oldest === undefined) return;
    this.#weight -= oldest.weight;
    this.#dropped += 1;
    for (const name of oldest.names) this.#droppedOf.set(name, (this.#droppedOf.get(name) ?? 0) + 1);
  }

  /**
   * @param {string} [name] only what has this name
   * @returns {T[]}
   */
  items(name) {
    return this.#kept.flatMap(({ item, names }) => (name === undefined || names.includes(name) ? [item] : []));
  }

  /**
   * What follows the first `count` that there have ever been, if anything does.
   *
   * @param {number} count
   * @param {string} [name] only what has this name
   * @returns {T[] | undefined}
   */
  beyond(count, name) {
    const dropped = name === undefined ? this.#dropped : (this.#droppedOf.get(name) ?? 0);
    const items = this.items(name).slice(Math.max(0, count - dropped));
    return items.length > 0 ? items : undefined;
  }

  clear() {
    this.#kept = [];
    this.#weight = 0;
    this.#dropped = 0;
    this.#droppedOf.clear();
  }
}
