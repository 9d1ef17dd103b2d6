import { readDocumentCookies, writeDocumentCookie } from '../platform/documentCookies.js';
import type { KeyValueStorageInterface } from '../types/keyValueStorage.js';
import { memberOfAny } from '../values/members.js';
import { type CookieAttributes, cookieAttributes, type CookieStorageData, type SameSite } from './cookieAttributes.js';
import { type CookieJar, CookieItems } from './cookieItems.js';
import { encodeCookieValue, parseCookies } from './cookieText.js';
import { markOwnStorage } from './ownStorage.js';

/** The attributes in the order in which js-cookie writes them for Amplify. */
function attributesText({ path, domain, seconds, secure, sameSite }: CookieAttributes, isRemoval = false): string {
  const expires = isRemoval ? 0 : seconds === undefined ? undefined : Date.now() + seconds * 1000;
  return [
    `; path=${path}`,
    expires === undefined ? '' : `; expires=${new Date(expires).toUTCString()}`,
    domain === undefined ? '' : `; domain=${domain}`,
    secure ? '; secure' : '',
    `; sameSite=${sameSite}`,
  ].join('');
}

/** The cookies of the page. */
class PageJar implements CookieJar {
  readonly #attributes: CookieAttributes;

  constructor(attributes: CookieAttributes) {
    this.#attributes = attributes;
  }

  get attributesLength(): number {
    return attributesText(this.#attributes).length;
  }

  cookies(): ReturnType<CookieJar['cookies']> {
    return parseCookies(readDocumentCookies());
  }

  write(rawName: string, value: string | null): void {
    const attributes = attributesText(this.#attributes, value === null);
    writeDocumentCookie(`${rawName}=${encodeCookieValue(value ?? '')}${attributes}`);
  }

  refusal(): string {
    const { secure, domain, path } = this.#attributes;
    if (memberOfAny(globalThis, 'document') === undefined)
      return 'There is no page here. On a server, use RequestCookies with the cookies of the request.';
    if (secure && memberOfAny(memberOfAny(globalThis, 'location'), 'protocol') !== 'https:')
      return 'This page is not on https, and the cookies are `secure`. Use https, or set `secure: false` for development.';
    if (domain !== undefined) return `Check that \`domain\` (${domain}) is this page's domain or one above it.`;
    if (path !== '/') return `Check that this page is below \`path\` (${path}).`;
    return 'Allow cookies for this site, or remove some if there are too many.';
  }
}

/**
 * A storage in the cookies of the page, which servers can read. Names, encoding and defaults are those of Amplify's
 * `CookieStorage`, so the two read each other's items, except that `sameSite` is `lax` by default, and `secure` is off on
 * `http://localhost`. Values that are too long for a cookie are split into several, and a cookie that the browser drops is an
 * error.
 *
 * @example
 * ```ts
 * const storage = new CookieStorage({ domain: '.example.com', expires: 30 });
 * ```
 */
export class CookieStorage implements KeyValueStorageInterface {
  /** The path of the cookies. */
  readonly path: string;
  /** Their domain, if one was given. */
  declare readonly domain?: string;
  /** After how many days they expire; absent if they do when the browser is closed. */
  declare readonly expires?: number;
  /** Whether they are for https alone. */
  readonly secure: boolean;
  /** When they are sent with requests that another site starts. */
  readonly sameSite: SameSite;
  readonly #items: CookieItems;

  /**
   * Makes a storage. It writes nothing yet.
   *
   * @throws `Error` if `sameSite` is unknown, or `none` without `secure`.
   * @throws `AuthError` named `InvalidParameterException` for another option of the wrong kind.
   */
  constructor(options: CookieStorageData = {}) {
    const attributes = cookieAttributes(options);
    this.path = attributes.path;
    if (attributes.domain !== undefined) this.domain = attributes.domain;
    if (attributes.seconds !== undefined) this.expires = attributes.seconds / 86_400;
    this.secure = attributes.secure;
    this.sameSite = attributes.sameSite;
    this.#items = new CookieItems(new PageJar(attributes), true);
    markOwnStorage(this, this.#items);
  }

  /**
   * Stores an item, and checks that the browser has kept it.
   *
   * @throws `AuthError` named `StorageException` if the browser did not keep it. What was there before is still there.
   */
  // eslint-disable-next-line @typescript-eslint/require-await
  async setItem(key: string, value: string): Promise<void> {
    this.#items.setItem(key, value);
  }

  /** Reads an item; `null` if there is none. Never rejects. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async getItem(key: string): Promise<string | null> {
    return this.#items.getItem(key);
  }

  /**
   * Removes an item.
   *
   * @throws `AuthError` named `StorageException` if the cookie is still there, because it has another path or domain.
   */
  // eslint-disable-next-line @typescript-eslint/require-await
  async removeItem(key: string): Promise<void> {
    this.#items.removeItem(key);
  }

  /** Removes all cookies that the page can see and that have this path and domain, the app's own included, as in Amplify. */
  // eslint-disable-next-line @typescript-eslint/require-await
  async clear(): Promise<void> {
    this.#items.clear();
  }
}
