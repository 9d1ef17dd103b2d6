/**
 * Items that are too long for one cookie. The cookies `key.0`, `key.1`, … have values of the form `chunk.COUNT.CHECKSUM.TEXT`, the
 * checksum being of the whole value. There is no cookie `key` then, so Amplify finds no item instead of a part of one.
 *
 * A reader cannot mistake one for the other: a cookie with a whole value takes precedence, chunks of an older
 * value do not fit the count and the checksum, and an item that looks like a chunk is itself stored in chunks.
 */
import { type Cookie, encodeCookieName, encodeCookieValue } from './cookieText.js';

/** The longest cookie that is written: name, value and attributes. Browsers take 4096 bytes for name and value. */
export const longestCookie = 3800;

/** Servers answer longer headers than 16 kB with an error, so the user could not even load the page again. */
export const mostChunks = 4;

interface Chunk {
  /** The key of the item that it is a part of. */
  readonly key: string;
  readonly index: number;
  readonly count: number;
  readonly checksum: string;
  readonly text: string;
}

/** Reads a chunk; `undefined` for a cookie with a whole value. */
export function asChunk({ name, value }: Pick<Cookie, 'name' | 'value'>): Chunk | undefined {
  const [, key, index] = /^([^]+)\.(\d{1,2})$/.exec(name) ?? [];
  const [, count, checksum, text] = /^chunk\.([1-9]\d?)\.([\da-z]{1,7})\.([^]*)$/.exec(value) ?? [];
  if (key === undefined || checksum === undefined || text === undefined) return undefined;
  return { key, index: Number(index), count: Number(count), checksum, text };
}

/** FNV-1a of the UTF-16 code units. It only tells the chunks of one value from those of another. */
function checksumOf(value: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index += 1) hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Splits text between characters, so that the encoding of each part has at most `room` bytes. */
function split(text: string, room: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const character of text) {
    const { length } = encodeCookieValue(character);
    if (used + length > room && part !== '') {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += character;
    used += length;
  }
  return [...parts, part];
}

/**
 * The cookies for an item: values by names, both decoded.
 *
 * @param attributesLength - The length of the attributes as text.
 * @throws `URIError` for half a surrogate pair.
 */
export function cookiesFor(key: string, value: string, attributesLength: number): Map<string, string> {
  const length = encodeCookieName(key).length + 1 + encodeCookieValue(value).length + attributesLength;
  if (length <= longestCookie && !asChunk({ name: key, value })) return new Map([[key, value]]);
  const overhead = encodeCookieName(`${key}.00`).length + '=chunk.00..'.length + 7 + attributesLength;
  const parts = split(value, Math.max(longestCookie - overhead, 100));
  const checksum = checksumOf(value);
  return new Map(
    parts.map((part, index) => [`${key}.${String(index)}`, `chunk.${String(parts.length)}.${checksum}.${part}`]),
  );
}

/** Reads an item; `null` if there is none, or if its chunks are incomplete. Of cookies with the same name the first counts. */
export function readItem(cookies: readonly Cookie[], key: string): string | null {
  const whole = cookies.find((cookie) => cookie.name === key && !asChunk(cookie));
  if (whole) return whole.value;
  const first = chunkOf(cookies, key, 0);
  if (!first) return null;
  let value = '';
  for (let index = 0; index < first.count; index += 1) {
    const chunk = chunkOf(cookies, key, index);
    if (!chunk) return null;
    value += chunk.text;
  }
  return checksumOf(value) === first.checksum ? value : null;
}

function chunkOf(cookies: readonly Cookie[], key: string, index: number): Chunk | undefined {
  const name = `${key}.${String(index)}`;
  for (const cookie of cookies) {
    const chunk = cookie.name === name ? asChunk(cookie) : undefined;
    if (chunk) return chunk;
  }
  return undefined;
}

/** The keys of all items, each once. */
export function itemKeys(cookies: readonly Cookie[]): string[] {
  const keys = new Set(cookies.map((cookie) => asChunk(cookie)?.key ?? cookie.name));
  return Array.from(keys).filter((key) => key !== '' && readItem(cookies, key) !== null);
}
