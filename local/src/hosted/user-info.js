/** https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
import { ServiceError } from '../errors.js';
import { identitiesAttribute } from '../identities.js';
import { json } from '../responses.js';
import { tokenHolder } from '../tokens.js';
import { domainOfHost, hasDomain } from '../domains.js';
import { OAuthError } from '../oauth-errors.js';
import { claimNames } from '../oauth-scopes.js';

const NO_OPENID = 'Access token does not contain openid scope';

/** @type {import('./form.js').HostedHandler} */
export async function userInfo(context, { url, headers }) {
  const [, token] = /^bearer +([\w.=-]+)$/i.exec(headers.get('authorization')?.trim() ?? '') ?? [];
  if (token === undefined) throw refused('invalid_request', 'Bad OAuth2 request at UserInfo Endpoint', 400);
  const { pool, client, user, scopes } = await holderOf(context, token);
  const domain = domainOfHost(context, url.hostname);
  const isElsewhere = domain !== undefined && domain.poolId !== pool.id;
  if (isElsewhere || !hasDomain(context, pool)) throw refused('invalid_token', 'Invalid Access Token', 401);
  const shown = claimNames(scopes);
  const attributes = Object.entries(user.attributes).filter(
    ([name]) => (client.readable?.has(name) ?? true) && (shown?.includes(name) ?? true),
  );
  // As at AWS, all values are texts, also `email_verified`.
  return json({
    sub: user.sub,
    ...identitiesAttribute(user),
    ...Object.fromEntries(attributes),
    username: user.username,
  });
}

/**
 * @param {import('../context.js').Context} context
 * @param {string} token
 */
async function holderOf(context, token) {
  try {
    return await tokenHolder(context, token, 'openid', NO_OPENID);
  } catch (error) {
    if (error instanceof ServiceError) throw refused('invalid_token', error.message, 401);
    throw error;
  }
}

/**
 * @param {string} code
 * @param {string} description
 * @param {number} status
 */
const refused = (code, description, status) =>
  new OAuthError(code, description, {
    status,
    headers: { 'www-authenticate': `Bearer error="${code}", error_description="${description}"` },
  });
