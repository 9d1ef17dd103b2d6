/** A storage that looks like the browser's own, and a page around it. */

export class Storage {
  /** @type {Map<string, string>} */
  #items = new Map();

  /** @param {unknown} key as a browser, it takes any value for its text */
  getItem(key) {
    return this.#items.get(String(key)) ?? null;
  }

  /** @param {unknown} key @param {unknown} value */
  setItem(key, value) {
    this.#items.set(String(key), String(value));
  }

  /** @param {unknown} key as a browser, it takes any value for its text */
  removeItem(key) {
    this.#items.delete(String(key));
  }

  /** @param {number} index */
  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  clear() {
    this.#items.clear();
  }
}

const { toString } = Function.prototype;
const names = /** @type {const} */ (['getItem', 'setItem', 'removeItem']);
/** @type {Map<unknown, string>} */
const sources = new Map(names.map((name) => [Storage.prototype[name], `function ${name}() { [native code] }`]));

/**
 * Gives the global object a window's members, until the returned function is called.
 *
 * @param {Record<string, unknown>} members
 */
export function enterWindow(members) {
  Function.prototype.toString = function () {
    return sources.get(this) ?? toString.call(this);
  };
  const all = Object.entries({ window: globalThis, ...members });
  for (const [name, value] of all) Object.defineProperty(globalThis, name, { value, configurable: true });
  return () => {
    Function.prototype.toString = toString;
    for (const [name] of all) Reflect.deleteProperty(globalThis, name);
  };
}
