import type { KeyValueStorageInterface } from '../types/keyValueStorage.js';
import { memberOfAny } from '../values/members.js';
import { type CookieAttributes, cookieAttributes } from './cookieAttributes.js';
import { type CookieJar, CookieItems } from './cookieItems.js';
import { type Cookie, decodeCookieName, encodeCookieValue } from './cookieText.js';
import { markOwnStorage } from './ownStorage.js';
import { cookiesOf, type RequestCookiesSource } from './requestCookiesSource.js';
import type { ResponseCookie, ResponseCookieOptions } from './responseCookie.js';

/** The cookies of one request, and what the response changes. */
class RequestJar implements CookieJar {
  readonly attributesLength: number;
  readonly #received: readonly Cookie[];
  readonly #written = new Map<string, string | null>();

  constructor(received: readonly Cookie[], attributesLength: number) {
    this.#received = received;
    this.attributesLength = attributesLength;
  }

  cookies(): Cookie[] {
    const kept = this.#received.filter(({ rawName }) => !this.#written.has(rawName));
    const written = Array.from(this.#written, ([rawName, value]) =>
      value === null ? [] : [{ rawName, name: decodeCookieName(rawName), value }],
    );
    return [...kept, ...written.flat()];
  }

  write(rawName: string, value: string | null): void {
    this.#written.set(rawName, value);
  }

  refusal(): string {
    return 'Use another storage, or have fewer claims in the tokens.';
  }

  /** The cookies whose values are other than in the request; `null` for those that are removed. */
  changes(): [rawName: string, value: string | null][] {
    return Array.from(this.#written).filter(([rawName, value]) => {
      const same = this.#received.filter((cookie) => cookie.rawName === rawName);
      return value === null ? same.length > 0 : same[0]?.value !== value;
    });
  }
}

/**
 * The cookies of one request, for a server: a storage from which a session is read that a page has stored with `CookieStorage`, or
 * another request. What changes goes into the response.
 *
 * @example
 * ```ts
 * async function handle(request: Request): Promise<Response> {
 *   const cookies = new RequestCookies(request.headers.get('cookie'), { httpOnly: false });
 *   const name = await cookies.getItem('name');
 *   const response = new Response(`Hello ${name ?? 'guest'}`);
 *   for (const header of cookies.setCookieHeaders()) response.headers.append('set-cookie', header);
 *   return response;
 * }
 * ```
 */
export class RequestCookies implements KeyValueStorageInterface {
  /** Nobody else sees the cookies of a request. */
  readonly isShared = false;
  readonly #attributes: CookieAttributes;
  readonly #httpOnly: boolean;
  readonly #jar: RequestJar;
  readonly #items: CookieItems;

  /**
   * Reads the cookies of a request. Those that cannot be decoded are left out; of cookies with the same name the first counts.
   *
   * @throws `Error` if `sameSite` is unknown, or `none` without `secure`.
   * @throws `AuthError` named `InvalidParameterException` for another option, or cookies, of the wrong kind.
   */
  constructor(cookies: RequestCookiesSource, options: ResponseCookieOptions = {}) {
    this.#attributes = cookieAttributes(options);
    this.#httpOnly = Boolean(memberOfAny(options, 'httpOnly'));
    this.#jar = new RequestJar(cookiesOf(cookies), this.#header('', '').length - 1);
    this.#items = new CookieItems(this.#jar, false);
    markOwnStorage(this, this.#items);
  }

  /** Stores an item, in the response. Reading it again gives the new value. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async setItem(key: string, value: string): Promise<void> {
    this.#items.setItem(key, value);
  }

  /** Reads an item; `null` if there is none. Never rejects. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async getItem(key: string): Promise<string | null> {
    return this.#items.getItem(key);
  }

  /** Removes an item, in the response. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async removeItem(key: string): Promise<void> {
    this.#items.removeItem(key);
  }

  /** Removes all cookies of the request, those of the app included. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async clear(): Promise<void> {
    this.#items.clear();
  }

  /** The headers `Set-Cookie` for what has changed: a list, since each cookie needs a header of its own. */
  setCookieHeaders(): string[] {
    return this.#jar.changes().map(([rawName, value]) => this.#header(rawName, value));
  }

  /** What has changed, for frameworks with a function that sets cookies. */
  changedCookies(): ResponseCookie[] {
    const { path, domain, seconds, secure, sameSite } = this.#attributes;
    return this.#jar.changes().map(([name, value]) => {
      const expires = value === null ? 0 : seconds === undefined ? undefined : Date.now() + seconds * 1000;
      return {
        name,
        value: value ?? '',
        options: {
          path,
          ...(domain !== undefined && { domain }),
          ...(expires !== undefined && { expires: new Date(expires) }),
          secure,
          sameSite,
          httpOnly: this.#httpOnly,
        },
      };
    });
  }

  #header(rawName: string, value: string | null): string {
    const { path, domain, seconds, secure, sameSite } = this.#attributes;
    const age = value === null ? 0 : seconds;
    return [
      `${rawName}=${encodeCookieValue(value ?? '')}; Path=${path}`,
      age === undefined ? '' : `; Max-Age=${String(age)}`,
      domain === undefined ? '' : `; Domain=${domain}`,
      secure ? '; Secure' : '',
      `; SameSite=${{ strict: 'Strict', lax: 'Lax', none: 'None' }[sameSite]}`,
      this.#httpOnly ? '; HttpOnly' : '',
    ].join('');
  }
}
