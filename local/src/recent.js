import { RecentMap } from './bounded.js';

/** The number of names whose dropped items are counted. */
const NAMES = 10_000;

/**
 * The last items of a growing list. Callers ask for the items after the first `count`, even if the first ones have
 * been dropped.
 *
 * @template T
 */
export class Recent {
  /** @type {{ item: T, names: readonly string[], weight: number }[]} oldest first */
  #kept = [];
  #weight = 0;
  #dropped = 0;
  /** @type {Map<string, number>} the number of dropped items by name */
  #droppedOf = new RecentMap(NAMES);
  #limits;

  /** @param {{ count: number, weight: number }} limits for the number of items and their total weight */
  constructor(limits) {
    this.#limits = limits;
  }

  /**
   * @param {T} item
   * @param {readonly string[]} names for finding it
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
   * @param {string} [name] only items with this name
   * @returns {T[]}
   */
  items(name) {
    return this.#kept.flatMap(({ item, names }) => (name === undefined || names.includes(name) ? [item] : []));
  }

  /**
   * The items after the first `count` that were ever added; undefined if there are none.
   *
   * @param {number} count
   * @param {string} [name] only items with this name
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
