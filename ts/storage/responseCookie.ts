import type { CookieStorageData, SameSite } from './cookieAttributes.js';

/** Options for the cookies of a response. */
export interface ResponseCookieOptions extends CookieStorageData {
  /** After how many seconds the cookies expire, instead of `expires` in days. */
  readonly maxAge?: number | undefined;
  /** Hides the cookies from the page, so that only servers have the session. The default is `false`. */
  readonly httpOnly?: boolean | undefined;
}

/** The attributes of a cookie, with the names that Express, Next and others know. */
export interface ResponseCookieAttributes {
  /** The path. */
  readonly path: string;
  /** The domain; absent for the host alone. */
  readonly domain?: string;
  /** Absent if the cookie is kept until the browser is closed. In the past for a cookie that is removed. */
  readonly expires?: Date;
  /** Whether it is for https alone. */
  readonly secure: boolean;
  /** When it is sent with requests that another site starts. */
  readonly sameSite: SameSite;
  /** Whether pages cannot see it. */
  readonly httpOnly: boolean;
}

/** A cookie for a response, as frameworks take it: `cookies().set(name, value, options)`. */
export interface ResponseCookie {
  /** The encoded name. */
  readonly name: string;
  /** The value, which the framework encodes. Empty for a cookie that is removed. */
  readonly value: string;
  /** The attributes. */
  readonly options: ResponseCookieAttributes;
}
