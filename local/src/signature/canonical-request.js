/**
 * The canonical request of Signature Version 4, from a request as it arrived.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

/**
 * @typedef {object} SignedRequest
 * @property {string} method
 * @property {URL} url
 * @property {Headers} headers
 */

/**
 * @param {SignedRequest} request
 * @param {object} parts
 * @param {string[]} parts.signedHeaders lower-case names
 * @param {string} parts.payloadHash
 * @param {(name: string) => boolean} parts.isSigned whether a parameter of the query is part of the signature
 * @param {boolean} parts.isS3 whether the path is encoded once, and stays as it is otherwise
 */
export function canonicalRequest({ method, url, headers }, { signedHeaders, payloadHash, isSigned, isS3 }) {
  return [
    method,
    isS3 ? pathOfObject(url.pathname) : canonicalPath(url.pathname),
    canonicalQuery(url.search, isSigned),
    ...signedHeaders.map((name) => `${name}:${headerValue(name, headers, url)}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/**
 * The parameters of a query, decoded.
 *
 * @param {string} search
 * @returns {[string, string][]}
 */
export function queryPairs(search) {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decoded(name), decoded(value.join('='))];
    });
}

/**
 * @param {string} search
 * @param {(name: string) => boolean} isSigned
 */
function canonicalQuery(search, isSigned) {
  return queryPairs(search)
    .filter(([name]) => isSigned(name))
    .map(([name, value]) => [encoded(name), encoded(value)])
    .sort(
      ([name = '', value = ''], [other = '', otherValue = '']) => inOrder(name, other) || inOrder(value, otherValue),
    )
    .map((pair) => pair.join('='))
    .join('&');
}

/**
 * Encoded once more than in the request, without empty segments.
 *
 * @param {string} path
 */
function canonicalPath(path) {
  const segments = path.split('/').filter((segment) => segment !== '');
  const end = path.endsWith('/') && segments.length > 0 ? '/' : '';
  return `/${segments.map(encoded).join('/')}${end}`;
}

/** @param {string} path */
const pathOfObject = (path) =>
  path
    .split('/')
    .map((segment) => encoded(percentDecoded(segment)))
    .join('/');

/**
 * @param {string} name
 * @param {Headers} headers
 * @param {URL} url
 */
function headerValue(name, headers, url) {
  const value = headers.get(name) ?? (name === 'host' ? url.host : '');
  return value.trim().replace(/ {2,}/g, ' ');
}

/** In a query, a plus sign stands for a space. @param {string} text */
const decoded = (text) => percentDecoded(text.replaceAll('+', ' '));

/** @param {string} text */
function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All but the unreserved characters of RFC 3986. @param {string} text */
function encoded(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** By code points, not by a language. @param {string} left @param {string} right */
const inOrder = (left, right) => (left < right ? -1 : Number(left > right));
