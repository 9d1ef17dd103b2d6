/** A page's cookies, as RFC 6265bis and Chromium treat them, for one host and path. */

const longest = 4096;

/** Sets members of the global object while `work` runs. */
export async function withGlobals(members, work) {
  const names = Object.keys(members);
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const name of names) Object.defineProperty(globalThis, name, { value: members[name], configurable: true });
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}

export class FakeDocument {
  /** What was assigned, in order. */
  assigned = [];
  #cookies = new Map();
  #isSecure;
  #most;

  /** @param {{ isSecure?: boolean, most?: number }} [page] whether it is on https, and how many cookies are kept */
  constructor({ isSecure = true, most = 180 } = {}) {
    this.#isSecure = isSecure;
    this.#most = most;
  }

  /** How many cookies of a name cannot be written, from now on. */
  refuse = () => false;

  get cookie() {
    return Array.from(this.#cookies.values(), ({ pair }) => pair).join('; ');
  }

  set cookie(text) {
    this.assigned.push(text);
    const [pair, ...attributes] = text.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const attribute = (wanted) =>
      attributes.map((each) => each.split('=')).find(([each]) => each.toLowerCase() === wanted);
    const [, expires] = attribute('expires') ?? [];
    const [, path = '/'] = attribute('path') ?? [];
    const key = `${name} ${path}`;
    const isRemoval = expires !== undefined && new Date(expires) <= new Date();
    if (pair.length > longest || (attribute('secure') && !this.#isSecure) || this.refuse(name, isRemoval)) return;
    this.#cookies.delete(key);
    if (isRemoval) return;
    this.#cookies.set(key, { pair });
    if (this.#cookies.size <= this.#most) return;
    for (const oldest of Array.from(this.#cookies.keys()).slice(0, 30)) this.#cookies.delete(oldest);
  }

  /** The names as they are sent. */
  get names() {
    return Array.from(this.#cookies.values(), ({ pair }) => pair.slice(0, pair.indexOf('=')));
  }
}

/** Runs `work` in a page on https with such cookies. */
export function inPage(document, work, location = { protocol: 'https:', hostname: 'app.example' }) {
  return withGlobals({ document, location }, work);
}
