/**
 * @typedef {'missing' | 'incomplete' | 'unknown-key' | 'wrong-token' | 'expired-credentials' | 'mismatch' | 'skew'
 *   | 'scope' | 'expired-request' | 'payload' | 'unsigned-header'} ProblemKind
 */

/** Why a signature was refused. Each service words it in its own way. */
export class SignatureProblem extends Error {
  /**
   * @param {ProblemKind} kind
   * @param {string} message as API Gateway words it
   * @param {Record<string, string>} [details]
   */
  constructor(kind, message, details = {}) {
    super(message);
    this.name = 'SignatureProblem';
    this.kind = kind;
    this.details = details;
  }
}

/** The errors of services that reply in JSON. @type {Record<ProblemKind, string>} */
export const JSON_ERROR_NAMES = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  'unknown-key': 'UnrecognizedClientException',
  'wrong-token': 'UnrecognizedClientException',
  'expired-credentials': 'ExpiredTokenException',
  mismatch: 'InvalidSignatureException',
  skew: 'InvalidSignatureException',
  scope: 'InvalidSignatureException',
  'expired-request': 'InvalidSignatureException',
  payload: 'InvalidSignatureException',
  'unsigned-header': 'InvalidSignatureException',
};
