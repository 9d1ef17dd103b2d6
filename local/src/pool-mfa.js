import { invalidParameter } from './errors.js';

/**
 * @typedef {import('./records.js').UserPool} UserPool
 */

/**
 * Sets whether a pool asks for second factors, and which ones.
 *
 * @param {UserPool} pool
 * @param {string} mfa
 * @param {UserPool['mfaMethods']} methods
 */
export function setMfa(pool, mfa, methods) {
  if (mfa !== 'OFF' && methods.length === 0) throw invalidParameter('At least one second factor must be enabled.');
  pool.mfa = /** @type {UserPool['mfa']} */ (mfa);
  pool.mfaMethods = methods;
}
