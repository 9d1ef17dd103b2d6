/** Reads and writes the cookies of the hosted UI. */

/**
 * @param {Headers} headers
 * @param {string} name
 * @returns {string | undefined}
 */
export function readCookie(headers, name) {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/**
 * A cookie that scripts cannot read, and that other sites do not send with forms and frames. It is not `Secure`, since
 * this server speaks plain HTTP.
 *
 * @param {string} name
 * @param {string} value
 * @param {number} [maxAge] seconds; without it the cookie goes when the browser is closed
 */
export const cookie = (name, value, maxAge) =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`;

/** @type {WeakMap<Response, readonly string[]>} */
const given = new WeakMap();

/**
 * Adds cookies to a reply. Each has a header of its own.
 *
 * @param {Response} response
 * @param {readonly string[]} cookies
 */
export function withCookies(response, cookies) {
  for (const value of cookies) response.headers.append('set-cookie', value);
  given.set(response, [...cookiesOf(response), ...cookies]);
  return response;
}

/**
 * The cookies of a reply. In a browser, replies made by scripts cannot have the header.
 *
 * @param {Response} response
 */
export const cookiesOf = (response) => given.get(response) ?? [];
