import { invalidInput } from '../errors/invalidInput.js';
import { warnOnce } from '../shared/warnOnce.js';
import type { StorageItems } from '../wire/storageItems.js';
import { asChunk, cookiesFor, itemKeys, longestCookie, mostChunks, readItem } from './cookieChunks.js';
import { type Cookie, encodeCookieName, encodedLength } from './cookieText.js';
import { storageError } from './storageError.js';

/** Where cookies are: in the page, or in a request and its response. */
export interface CookieJar {
  /** The length of the attributes as text. */
  readonly attributesLength: number;
  /** All cookies. Never throws. */
  cookies(): readonly Cookie[];
  /** Writes a cookie, or removes it if `value` is `null`. The name is encoded, the value is not. */
  write(rawName: string, value: string | null): void;
  /** Why the jar does not keep a cookie, and what to do about it. */
  refusal(): string;
}

/** Common servers and proxies take no longer header. */
const longestHeader = 8192;

/** Browsers keep 180 cookies of a site, or more. */
const fewestForEviction = 120;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What comes after the last period: the keys of sessions have the user's name before it. */
const lastPart = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

function sizeOf({ rawName, value }: Pick<Cookie, 'rawName' | 'value'>): number {
  return rawName.length + 1 + encodedLength(value);
}

/** Items in cookies, each written whole or not at all. */
export class CookieItems implements StorageItems {
  readonly isShared: boolean;
  /** See `sourceOf`: whatever is written with, a page's cookies are the same. */
  readonly source: unknown;
  readonly #jar: CookieJar;
  /** The keys that were read and written. */
  readonly #known = new Set<string>();

  constructor(jar: CookieJar, isShared: boolean) {
    this.#jar = jar;
    this.isShared = isShared;
    if (isShared) this.source = 'cookies';
  }

  getItem(key: string): string | null {
    if (typeof (key as unknown) !== 'string' || key === '') return null;
    this.#known.add(key);
    return readItem(this.#jar.cookies(), key);
  }

  setItem(key: string, value: string): void {
    if (typeof (key as unknown) !== 'string' || key === '' || typeof (value as unknown) !== 'string')
      throw invalidInput('a cookie needs a key that is not empty, and a value that is text');
    // Far too long ones are not even split.
    if (encodedLength(value) > mostChunks * longestCookie) throw tooLarge(key, value);
    let wanted: Map<string, string>;
    try {
      wanted = cookiesFor(key, value, this.#jar.attributesLength);
    } catch (reason) {
      throw invalidInput('half of a surrogate pair cannot be stored in a cookie', reason);
    }
    if (wanted.size > mostChunks) throw tooLarge(key, value);
    this.#known.add(key);
    this.#change(key, value, wanted);
    this.#checkTotal();
  }

  removeItem(key: string): void {
    if (typeof (key as unknown) === 'string' && key !== '') this.#change(key, null, new Map());
  }

  key(index: number): string | null {
    return itemKeys(this.#jar.cookies())[index] ?? null;
  }

  /** Removes every cookie that can be seen, as in Amplify. */
  clear(): void {
    for (const { rawName } of this.#jar.cookies()) this.#jar.write(rawName, null);
  }

  /** Replaces the cookies of an item by the wanted ones, and checks that this has succeeded. Otherwise everything is put back. */
  #change(key: string, value: string | null, wanted: ReadonlyMap<string, string>): void {
    const before = this.#jar.cookies();
    const stale: string[] = [];
    for (const cookie of before) {
      const chunk = asChunk(cookie);
      if (chunk ? chunk.key === key : cookie.name === key) stale.push(cookie.rawName);
      else if (wanted.has(cookie.name)) throw nameTaken(key);
    }
    // The new ones come first, so that other tabs do not find the item missing in between.
    const writes = new Map<string, string | null>();
    for (const [name, text] of wanted) writes.set(encodeCookieName(name), text);
    for (const rawName of stale) if (!writes.has(rawName)) writes.set(rawName, null);
    try {
      for (const [rawName, text] of writes) this.#jar.write(rawName, text);
    } catch (reason) {
      this.#putBack(before, new Set(writes.keys()));
      throw storageError('the cookies cannot be written', this.#jar.refusal(), reason);
    }
    const after = this.#jar.cookies();
    const evicted = this.#evicted(before, after, writes);
    if (readItem(after, key) === value && evicted.length === 0) return;
    this.#putBack(before, new Set([...writes.keys(), ...evicted]));
    if (value === null) throw notRemoved(key);
    const isHidden = after.filter(({ name }) => wanted.has(name)).length > wanted.size;
    throw this.#notKept(key, wanted, before, isHidden);
  }

  /** The names of this storage's cookies that the browser removed to make room for others. */
  #evicted(before: readonly Cookie[], after: readonly Cookie[], writes: ReadonlyMap<string, unknown>): string[] {
    // With fewer, it was another tab that removed them.
    if (before.length < fewestForEviction) return [];
    const remaining = new Set(after.map(({ rawName }) => rawName));
    const isOurs = (cookie: Cookie): boolean => this.#known.has(asChunk(cookie)?.key ?? cookie.name);
    return before
      .filter((cookie) => isOurs(cookie) && !writes.has(cookie.rawName) && !remaining.has(cookie.rawName))
      .map(({ rawName }) => rawName);
  }

  #putBack(before: readonly Cookie[], rawNames: ReadonlySet<string>): void {
    const old = valuesByName(before);
    const current = valuesByName(this.#jar.cookies());
    for (const rawName of rawNames) {
      const value = old.get(rawName) ?? null;
      if ((current.get(rawName) ?? null) === value) continue;
      try {
        this.#jar.write(rawName, value);
      } catch {
        // The error that led here is the one to report.
      }
    }
  }

  #notKept(key: string, wanted: ReadonlyMap<string, string>, before: readonly Cookie[], isHidden: boolean): Error {
    const sizes = Array.from(wanted, ([name, value]) => sizeOf({ rawName: encodeCookieName(name), value }));
    const largest = Math.max(...sizes) + this.#jar.attributesLength;
    const total = before.reduce((sum, cookie) => sum + sizeOf(cookie) + 2, 0);
    return storageError(
      `the browser did not keep \`${lastPart(key)}\`: ${String(sizes.length)} cookie(s) of at most ${String(largest)} ` +
        `bytes with attributes (the browser's limit is 4096), beside ${String(before.length)} cookies with ` +
        `${String(total)} bytes (browsers keep about 180)`,
      isHidden
        ? 'A cookie with the same name and another path or domain hides it. Remove that one, or use its path and domain.'
        : this.#jar.refusal(),
    );
  }

  /** Warns once if the cookies are more than what proxies accept. */
  #checkTotal(): void {
    const sizes = new Map<string, number>();
    let total = 0;
    for (const cookie of this.#jar.cookies()) {
      const key = asChunk(cookie)?.key ?? cookie.name;
      const size = sizeOf(cookie) + 2;
      total += size;
      sizes.set(key, (sizes.get(key) ?? 0) + size);
    }
    if (total <= longestHeader) return;
    const [largest, size] = Array.from(sizes).reduce((a, b) => (b[1] > a[1] ? b : a));
    warnOnce(
      `the cookies take ${kilobytes(total)} of each request, and many servers and proxies refuse more than ` +
        `${kilobytes(longestHeader)}. The largest is \`${lastPart(largest)}\` with ${kilobytes(size)}. ` +
        'Have fewer claims in the tokens, or use another storage.',
      'the size of the cookies',
    );
  }
}

function tooLarge(key: string, value: string): Error {
  return storageError(
    `\`${lastPart(key)}\` with ${kilobytes(encodedLength(value))} is too large for cookies: the limit is ` +
      `${String(mostChunks)} cookies of ${kilobytes(longestCookie)}, because servers refuse longer requests`,
    'Use another storage, or have fewer claims in the tokens.',
  );
}

function nameTaken(key: string): Error {
  return storageError(
    `\`${lastPart(key)}\` cannot be stored: another item has the name of one of its cookies`,
    'Use keys that do not end with a period and a number.',
  );
}

function notRemoved(key: string): Error {
  return storageError(
    `the browser did not remove the cookie of \`${lastPart(key)}\``,
    'It has another path or domain. Give the `path` and `domain` with which it was written.',
  );
}

/** The values of cookies by their encoded names. Of cookies with the same name the first counts. */
function valuesByName(cookies: readonly Cookie[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { rawName, value } of cookies) if (!values.has(rawName)) values.set(rawName, value);
  return values;
}
