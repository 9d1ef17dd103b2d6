import { json } from './responses.js';

/**
 * An error of the OAuth endpoints.
 * https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class OAuthError extends Error {
  /**
   * @param {string} code for example `invalid_grant`
   * @param {string} [description] AWS leaves it out of most errors
   * @param {{ status?: number, headers?: Record<string, string> }} [reply]
   */
  constructor(code, description, { status = 400, headers = {} } = {}) {
    super(description ?? code);
    this.name = 'OAuthError';
    this.code = code;
    this.description = description;
    this.status = status;
    this.headers = headers;
  }
}

/** @param {OAuthError} error */
export const oauthErrorResponse = ({ code, description, status, headers }) =>
  json({ error: code, ...(description !== undefined && { error_description: description }) }, status, headers);
