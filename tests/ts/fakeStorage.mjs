/** A storage that looks like the browser's own, and a page around it. */

export class Storage {
  #items = new Map();

  getItem(key) {
    return this.#items.get(String(key)) ?? null;
  }

  setItem(key, value) {
    this.#items.set(String(key), String(value));
  }

  removeItem(key) {
    this.#items.delete(String(key));
  }

  key(index) {
    return [...this.#items.keys()][index] ?? null;
  }

  clear() {
    this.#items.clear();
  }
}

const { toString } = Function.prototype;
const names = ['getItem', 'setItem', 'removeItem'];
const sources = new Map(names.map((name) => [Storage.prototype[name], `function ${name}() { [native code] }`]));

/** Gives the global object a window's members, until the returned function is called. */
export function enterWindow(members) {
  Function.prototype.toString = function () {
    return sources.get(this) ?? toString.call(this);
  };
  const all = Object.entries({ window: globalThis, ...members });
  for (const [name, value] of all) Object.defineProperty(globalThis, name, { value, configurable: true });
  return () => {
    Function.prototype.toString = toString;
    for (const [name] of all) delete globalThis[name];
  };
}
