import { invalidInput } from '../errors/invalidInput.js';
import { memberOfAny } from '../values/members.js';
import { type Cookie, decodeCookieName, parseCookies } from './cookieText.js';

/** What servers accept in a header, and browsers keep of a site, with room. A longer header is not from a browser. */
const longestHeader = 65_536;
const mostCookies = 400;

/** A cookie that a framework has read. */
export interface RequestCookie {
  /** The name as it was sent. */
  readonly name: string;
  /** The decoded value. */
  readonly value: unknown;
}

/** The cookies of a request: its header `Cookie`, or what a framework has made of it: pairs of names and decoded values, or objects. */
export type RequestCookiesSource =
  string | null | undefined | Iterable<readonly [name: string, value: unknown] | RequestCookie>;

/** What may be in an encoded name. Others would end it, or the header, and begin another. */
const safeName = /^[!-:<>-~]+$/;

function fromHeader(header: string): Cookie[] {
  // A part of a cookie would be another value, so the last one is left out.
  const text = header.length > longestHeader ? header.slice(0, header.lastIndexOf(';', longestHeader)) : header;
  return parseCookies(text);
}

function fromPair(pair: unknown): Cookie[] {
  const isArray = Array.isArray(pair);
  const rawName = memberOfAny(pair, isArray ? '0' : 'name');
  const given = memberOfAny(pair, isArray ? '1' : 'value');
  // Next's `cookies()` iterates over names with objects.
  const value = typeof given === 'object' ? memberOfAny(given, 'value') : given;
  if (typeof rawName !== 'string' || typeof value !== 'string') return [];
  try {
    return [{ rawName, name: decodeCookieName(rawName), value }];
  } catch {
    return [];
  }
}

/** Reads the cookies of a request, which come from a client, by way of any framework. */
export function cookiesOf(source: unknown): Cookie[] {
  if (source === null || source === undefined) return [];
  if (typeof source !== 'string' && typeof memberOfAny(source, Symbol.iterator) !== 'function')
    throw invalidInput('the cookies of a request are its header `Cookie`, or pairs of names and values');
  const cookies: Cookie[] = [];
  let count = 0;
  try {
    for (const item of typeof source === 'string' ? fromHeader(source) : (source as Iterable<unknown>)) {
      count += 1;
      if (count > mostCookies) break;
      const read = typeof source === 'string' ? [item as Cookie] : fromPair(item);
      cookies.push(...read.filter(({ rawName }) => safeName.test(rawName)));
    }
  } catch (reason) {
    throw invalidInput('the cookies of a request cannot be read', reason);
  }
  return cookies;
}
