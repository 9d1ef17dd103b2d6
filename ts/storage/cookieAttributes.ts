import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { memberOfAny } from '../values/members.js';

/** When browsers send a cookie with requests that another site starts. */
export type SameSite = 'strict' | 'lax' | 'none';

/** Options of a `CookieStorage`, with Amplify's names. */
export interface CookieStorageData {
  /** The domain with its subdomains, for apps on several of them. The default is the page's own host alone. */
  readonly domain?: string | undefined;
  /** The path. The default is `/`. */
  readonly path?: string | undefined;
  /** After how many days the cookies expire, 365 by default. `undefined`: when the browser is closed. */
  readonly expires?: number | undefined;
  /** Whether the cookies are for https alone. The default is `true`, except on `http://localhost`. */
  readonly secure?: boolean | undefined;
  /** The default is `lax`. */
  readonly sameSite?: SameSite | undefined;
}

/** The attributes of cookies, checked. */
export interface CookieAttributes {
  readonly path: string;
  readonly domain: string | undefined;
  /** How long they are kept; `undefined` until the browser is closed. */
  readonly seconds: number | undefined;
  readonly secure: boolean;
  readonly sameSite: SameSite;
}

const secondsOfDay = 86_400;
/** Longer than any browser keeps a cookie, and short enough for a `Date`. */
const longestSeconds = 100 * 365 * secondsOfDay;

/** Printable ASCII but the semicolon. Others would end the attribute, or the header, and begin another. */
const safeText = /^[ -:<-~]+$/;

function textOf(options: unknown, name: 'path' | 'domain'): string | undefined {
  const text = memberOf(options, name);
  if (text === undefined || text === null || text === '') return undefined;
  if (typeof text === 'string' && safeText.test(text)) return text;
  throw invalidInput(`the cookies' \`${name}\` is not ASCII text without semicolons`);
}

function secondsFrom(options: unknown, name: 'expires' | 'maxAge', unit: number): number | undefined {
  const number = memberOf(options, name);
  if (number === undefined || number === null) return undefined;
  if (typeof number !== 'number' || Number.isNaN(number))
    throw invalidInput(`the cookies' \`${name}\` is not a number`);
  return Math.round(Math.min(Math.max(number * unit, 0), longestSeconds));
}

/** Whether a page is on this machine and has no encryption: some browsers drop `Secure` cookies there. */
function isPlainLocalhost(): boolean {
  const location = memberOfAny(globalThis, 'location');
  const host = String(memberOfAny(location, 'hostname'));
  const isLocal = host === '127.0.0.1' || host === '[::1]' || /(^|\.)localhost$/.test(host);
  return isLocal && memberOfAny(location, 'protocol') === 'http:';
}

/**
 * Checks the options of cookies. As in Amplify, defaults are for options that are absent, and `undefined` counts as given.
 *
 * @throws `Error` where Amplify throws one: for an unknown `sameSite`, and for `none` without `secure`.
 */
export function cookieAttributes(options: unknown): CookieAttributes {
  const has = (name: string): boolean =>
    typeof options === 'object' && options !== null && Object.hasOwn(options, name);
  const sameSite = has('sameSite') ? memberOf(options, 'sameSite') : 'lax';
  if (sameSite !== 'strict' && sameSite !== 'lax' && sameSite !== 'none')
    throw new Error("The cookies' sameSite must be 'strict', 'lax' or 'none'.");
  const secure = has('secure') ? Boolean(memberOf(options, 'secure')) : sameSite === 'none' || !isPlainLocalhost();
  if (sameSite === 'none' && !secure) throw new Error("Browsers take cookies with sameSite 'none' only with secure.");
  const maxAge = secondsFrom(options, 'maxAge', 1);
  const expires = has('expires') ? secondsFrom(options, 'expires', secondsOfDay) : 365 * secondsOfDay;
  return {
    path: textOf(options, 'path') ?? '/',
    domain: textOf(options, 'domain'),
    seconds: maxAge ?? expires,
    secure,
    sameSite,
  };
}
