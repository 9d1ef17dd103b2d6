import { readMember } from '../values/members.js';

/** The browser's own methods, once their sources have been looked at, which takes long. */
const known = /* @__PURE__ */ new Map<string, unknown>();

/** Whether a method is the browser's. A function that a page has bound is native, too, but has another name. */
function isNative(name: string, method: unknown): boolean {
  if (typeof method !== 'function') return false;
  if (known.get(name) === method) return true;
  const source = Function.prototype.toString.call(method);
  if (method.name !== name || !/^function \w+\(\)\s*{\s*\[native code\]\s*}$/.test(source)) return false;
  known.set(name, method);
  return true;
}

/**
 * One of the browser's storages. `undefined` if the page or a test has put something else in its place, or has changed a method:
 * Rust tries out whether such a storage works. The methods throw if the object is not the browser's.
 *
 * @throws What the getter throws where a page is denied storage.
 */
export function browserStorage(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  const storage = readMember(readMember(globalThis, 'window'), name);
  const isOwn = ['getItem', 'setItem', 'removeItem'].every((method) => isNative(method, readMember(storage, method)));
  return isOwn ? (storage as Storage) : undefined;
}
