/** Proof Key for Code Exchange, https://www.rfc-editor.org/rfc/rfc7636. As at AWS, only with S256. */
import { equalBytes, toBase64Url, utf8 } from '../encoding.js';
import { sha256 } from '../hashing.js';

/** The base64url of a SHA-256. */
const CHALLENGE = /^[\w-]{43}$/;
const VERIFIER = /^[\w.~-]{43,128}$/;

/**
 * The code challenge of an authorization request.
 *
 * @param {URLSearchParams} parameters
 * @returns {{ codeChallenge?: string, codeChallengeMethod?: 'S256' } | { error: 'invalid_request', description: string }}
 */
export function readChallenge(parameters) {
  const challenge = parameters.get('code_challenge');
  const method = parameters.get('code_challenge_method');
  if (challenge === null && method === null) return {};
  if (challenge === null) return refused('code_challenge is required with code_challenge_method');
  // Without a method, the RFC means `plain`, which AWS does not support.
  if (method !== 'S256') return refused('code_challenge_method must be S256');
  if (!CHALLENGE.test(challenge)) return refused('code_challenge is not the base64url of a SHA-256');
  return { codeChallenge: challenge, codeChallengeMethod: method };
}

/** @param {string} verifier */
export const isVerifier = (verifier) => VERIFIER.test(verifier);

/**
 * @param {string} verifier
 * @param {string} challenge
 */
export const provesChallenge = async (verifier, challenge) =>
  equalBytes(utf8(toBase64Url(await sha256(utf8(verifier)))), utf8(challenge));

/** @param {string} description */
const refused = (description) => ({ error: /** @type {const} */ ('invalid_request'), description });
