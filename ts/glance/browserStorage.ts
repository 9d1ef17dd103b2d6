import { readMember } from '../values/members.js';

type Method = 'getItem' | 'setItem' | 'removeItem';

/** The browser's own methods, once their sources have been looked at, which takes long. */
const known: Record<Method, unknown> = { getItem: undefined, setItem: undefined, removeItem: undefined };

/** Whether a method is the browser's. A function that a page has bound or wrapped does not show its name. */
function isNative(name: Method, method: unknown): boolean {
  if (typeof method !== 'function') return false;
  if (method !== known[name]) {
    const source = Function.prototype.toString.call(method);
    if (!new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code\\]\\s*}$`).test(source)) return false;
    known[name] = method;
  }
  return true;
}

/**
 * The browser's `localStorage`. `undefined` if the page or a test has put something else in its place, or has changed a method:
 * Rust tries out whether such a storage works.
 *
 * @throws What the getter throws where a page is denied storage.
 */
export function browserStorage(): Storage | undefined {
  const storage = readMember(readMember(globalThis, 'window'), 'localStorage');
  const isOwn =
    Object.prototype.toString.call(storage) === '[object Storage]' &&
    isNative('getItem', readMember(storage, 'getItem')) &&
    isNative('setItem', readMember(storage, 'setItem')) &&
    isNative('removeItem', readMember(storage, 'removeItem'));
  return isOwn ? (storage as Storage) : undefined;
}
