// Converts bytes to and from the text encodings of the protocol, with web standards only.

const utf8Encoder = new TextEncoder();

/** @param {string} text */
export const utf8 = (text) => utf8Encoder.encode(text);

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} hex an even number of hexadecimal digits */
export function fromHex(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @param {Uint8Array} bytes */
export function toBase64Url(bytes) {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * @param {string} text standard alphabet, padded
 * @returns {Uint8Array | undefined} undefined if the text is not base64
 */
export function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * @param {string} text base64url, padded or not
 * @returns {Uint8Array | undefined} undefined if the text is not base64url
 */
export function fromBase64Url(text) {
  const bare = text.replace(/=+$/, '');
  if (!/^[\w-]*$/.test(bare)) return undefined;
  const standard = bare.replaceAll('-', '+').replaceAll('_', '/');
  return standard.length % 4 === 1 ? undefined : fromBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * RFC 4648 §6, without padding, as authenticator apps expect it.
 *
 * @param {Uint8Array} bytes
 */
export function toBase32(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** @param {string} text RFC 4648 §6, without padding */
export function fromBase32(text) {
  const bits = Array.from(text, (character) => BASE32.indexOf(character).toString(2).padStart(5, '0')).join('');
  const groups = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(groups, (group) => Number.parseInt(group, 2));
}

/** @param {...Uint8Array} parts */
export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/**
 * Compares in constant time, so that timing reveals nothing about a secret.
 *
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export function equalBytes(left, right) {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i += 1) {
    difference |= (left[i] ?? 0) ^ (right[i % (right.length || 1)] ?? 0);
  }
  return difference === 0;
}
