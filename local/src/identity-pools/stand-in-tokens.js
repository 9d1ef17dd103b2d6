/** Tokens of external providers, made by this server for tests. */
import { toBase64, utf8 } from '../encoding.js';
import { signJwt } from '../jwt.js';
import { issuesIdTokens } from './external-logins.js';

/**
 * @typedef {object} StandInUser
 * @property {string} provider as in `Logins`
 * @property {string} userId
 * @property {string} [audience] the application's id at the provider; by default the one in an identity pool's settings
 * @property {number} [seconds] until the token expires. Default 3600
 * @property {Record<string, unknown>} [claims] further ones
 */

/**
 * @param {Pick<import('../context.js').Context, 'keys' | 'clock' | 'store'>} context
 * @param {StandInUser} user
 */
export async function standInToken(
  { keys, clock, store },
  { provider, userId, audience, seconds = 3600, claims = {} },
) {
  if (provider.startsWith('arn:')) return toBase64(utf8(`<Assertion><NameID>${escaped(userId)}</NameID></Assertion>`));
  if (!issuesIdTokens(provider)) return `${userId}:${clock.nowMs()}`;
  const configured = [...store.identityPools.values()].flatMap(({ socialProviders }) =>
    Object.hasOwn(socialProviders, provider) ? (socialProviders[provider] ?? []) : [],
  );
  const [first = 'stand-in'] = (configured[0] ?? '').split(/[\s,;]+/).filter(Boolean);
  const iat = clock.nowSeconds();
  const own = { iss: `https://${provider}`, aud: audience ?? first, sub: userId, iat, exp: iat + seconds };
  return signJwt(await keys.providers(), { ...claims, ...own });
}

/** @param {string} text */
const escaped = (text) => text.replace(/[<>&]/g, '_');
