import { invalidParameter } from './errors.js';

/**
 * The required parameters of a flow or challenge, from `AuthParameters` or `ChallengeResponses`.
 *
 * @template {string} K
 * @param {Record<string, string>} given
 * @param {readonly K[]} names in the order in which AWS checks them
 * @returns {Record<K, string>}
 */
export function requiredTexts(given, names) {
  const missing = names.find((name) => given[name] === undefined || given[name] === '');
  if (missing !== undefined) throw invalidParameter(`Missing required parameter ${missing}`);
  return /** @type {Record<K, string>} */ (given);
}
