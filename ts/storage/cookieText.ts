/**
 * Cookies as text, exactly as js-cookie writes and reads them, so that Amplify and amazon-cognito-identity-js can share them.
 *
 * @see https://github.com/js-cookie/js-cookie#encoding
 */

/** A cookie that a page or a server sees. */
export interface Cookie {
  /** The name as it is sent. */
  readonly rawName: string;
  /** The decoded name. */
  readonly name: string;
  /** The decoded value. */
  readonly value: string;
}

/** What js-cookie leaves as it is, in addition to what `encodeURIComponent` does. */
const plainInNames = '#$&+^`|';
const plainInValues = '#$&+/:<=>?@[]^`{}|';

function encode(text: string, plain: string): string {
  return encodeURIComponent(text).replace(/%[2-7][\dA-F]/g, (escaped) => {
    const character = decodeURIComponent(escaped);
    return plain.includes(character) ? character : escaped;
  });
}

/** Encodes a key as a cookie's name. Throws a `URIError` for half a surrogate pair. */
export function encodeCookieName(key: string): string {
  return encode(key, plainInNames).replaceAll('(', '%28').replaceAll(')', '%29');
}

/** Encodes a value. Throws a `URIError` for half a surrogate pair. */
export function encodeCookieValue(value: string): string {
  return encode(value, plainInValues);
}

/** The length of an encoded value. Other software may have written what cannot be encoded. */
export function encodedLength(value: string): number {
  try {
    return encodeCookieValue(value).length;
  } catch {
    return value.length;
  }
}

/** Decodes a name. Throws a `URIError` if it is not encoded correctly. */
export function decodeCookieName(rawName: string): string {
  return decodeURIComponent(rawName);
}

/** Decodes a value, without the quotes that other software puts around it. */
function decodeCookieValue(rawValue: string): string {
  const text = rawValue.startsWith('"') ? rawValue.slice(1, -1) : rawValue;
  return text.replace(/(?:%[\dA-F]{2})+/gi, (escaped) => decodeURIComponent(escaped));
}

/** Reads `document.cookie` or the header `Cookie`. Cookies that cannot be decoded are left out, as in js-cookie. */
export function parseCookies(text: string): Cookie[] {
  if (text === '') return [];
  return text.split(';').flatMap((part) => {
    const cookie = part.replace(/^[ \t]+/, '');
    const end = cookie.indexOf('=');
    const rawName = end < 0 ? cookie : cookie.slice(0, end);
    try {
      const value = end < 0 ? '' : decodeCookieValue(cookie.slice(end + 1));
      return [{ rawName, name: decodeCookieName(rawName), value }];
    } catch {
      return [];
    }
  });
}
