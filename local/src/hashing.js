import { toBase64, utf8 } from './encoding.js';

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array>}
 */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', source(bytes)));
}

/**
 * @param {Uint8Array} key
 * @param {Uint8Array} message
 */
export const hmacSha256 = (key, message) => hmac('SHA-256', key, message);

/**
 * Only for the codes of authenticator apps, which use nothing else.
 *
 * @param {Uint8Array} key
 * @param {Uint8Array} message
 */
export const hmacSha1 = (key, message) => hmac('SHA-1', key, message);

/**
 * @param {'SHA-1' | 'SHA-256'} hash
 * @param {Uint8Array} key
 * @param {Uint8Array} message
 * @returns {Promise<Uint8Array>}
 */
async function hmac(hash, key, message) {
  const algorithm = { name: 'HMAC', hash };
  const imported = await crypto.subtle.importKey('raw', source(key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, source(message)));
}

/**
 * The `SECRET_HASH` of app clients that have a secret.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 *
 * @param {string} clientSecret
 * @param {string} username
 * @param {string} clientId
 * @returns {Promise<string>} base64
 */
export async function secretHash(clientSecret, username, clientId) {
  return toBase64(await hmacSha256(utf8(clientSecret), utf8(username + clientId)));
}

/**
 * WebCrypto's types require bytes in an `ArrayBuffer`. Every array here is one.
 *
 * @param {Uint8Array} bytes
 */
export function source(bytes) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
}
