import { toHex, utf8 } from '../encoding.js';
import { hmacSha256, sha256 } from '../hashing.js';

/**
 * @typedef {object} Scope
 * @property {string} day `YYYYMMDD`
 * @property {string} region
 * @property {string} service
 */

/** @param {Scope} scope */
export const scopeText = ({ day, region, service }) => `${day}/${region}/${service}/aws4_request`;

/**
 * @param {string} secretKey
 * @param {Scope} scope
 */
export async function signingKey(secretKey, { day, region, service }) {
  /** @type {Uint8Array} */
  let key = utf8(`AWS4${secretKey}`);
  for (const part of [day, region, service, 'aws4_request']) key = await hmacSha256(key, utf8(part));
  return key;
}

/**
 * @param {Uint8Array} key
 * @param {string} text
 */
export const signature = async (key, text) => toHex(await hmacSha256(key, utf8(text)));

/** @param {Uint8Array | string} content */
export const hashOf = async (content) => toHex(await sha256(typeof content === 'string' ? utf8(content) : content));
