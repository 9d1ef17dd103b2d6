import { OAuthError } from './oauth-errors.js';

/** @type {import('./form.js').HostedHandler} */
export const authorize = () => {
  throw new OAuthError('temporarily_unavailable', undefined, { status: 503 });
};
