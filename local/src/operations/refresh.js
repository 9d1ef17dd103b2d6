import { checkClientSecret, clientAndPool } from '../clients.js';
import { checkBoundDevice } from '../devices.js';
import { ServiceError, notAuthorized } from '../errors.js';
import * as members from '../members.js';
import { required, structure } from '../schema.js';
import { authenticationResult, newRefreshToken } from '../tokens.js';
import { checkMaySignIn } from '../user-accounts.js';
import { operation } from './operation.js';

/** The maximum number of refresh tokens per session, including those that were rotated out. */
const MOST_TOKENS = 100;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export const GetTokensFromRefreshToken = operation(
  structure({
    ClientMetadata: members.texts,
    ClientId: required(members.clientId),
    ClientSecret: members.clientSecret,
    DeviceKey: members.deviceKey,
    RefreshToken: required(members.token),
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    const result = await refreshTokens(context, pool, client, {
      refreshToken: input.RefreshToken,
      deviceKey: input.DeviceKey,
      clientMetadata: input.ClientMetadata,
      proveClient: () => checkClientSecret(client, input.ClientSecret),
    });
    return { AuthenticationResult: result };
  },
);

/**
 * Returns new access and ID tokens, and a new refresh token if the client rotates them.
 *
 * @param {import('../context.js').Context} context
 * @param {import('../records.js').UserPool} pool
 * @param {import('../records.js').AppClient} client
 * @param {{ refreshToken: string, deviceKey: string | undefined, clientMetadata: Record<string, string> | undefined,
 *   proveClient: (username: string) => void | Promise<void> }} asked
 */
export async function refreshTokens(context, pool, client, asked) {
  const { refreshToken, deviceKey, clientMetadata, proveClient } = asked;
  const session = context.store.sessionByRefreshToken(refreshToken);
  if (session === undefined || session.poolId !== pool.id) {
    throw notAuthorized('Invalid Refresh Token');
  }
  if (session.clientId !== client.id) throw notAuthorized('Refresh Token has different Client');
  if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
  if (session.expiresAt <= context.clock.nowMs()) throw notAuthorized('Refresh Token has expired');
  const user = context.store.userBySub(pool, session.sub);
  if (user === undefined) {
    throw notAuthorized('The user has been deleted for the associated refresh token');
  }
  await proveClient(user.username);
  checkMaySignIn(user);
  checkBoundDevice(pool, user, session, deviceKey);
  const rotated =
    client.rotationGraceMs === undefined ? undefined : rotate(context, session, refreshToken, client.rotationGraceMs);
  const source = 'TokenGeneration_RefreshTokens';
  const result = await authenticationResult(context, client, user, session, { source, clientMetadata });
  return { ...result, ...(rotated !== undefined && { RefreshToken: rotated }) };
}

/**
 * A rotated refresh token can be used once, and again during the grace period, for a client that did not get the
 * reply.
 *
 * @param {import('../context.js').Context} context
 * @param {import('../records.js').SignInSession} session
 * @param {string} refreshToken
 * @param {number} graceMs
 */
function rotate({ clock }, session, refreshToken, graceMs) {
  const nowMs = clock.nowMs();
  for (const known of session.refreshTokens) {
    if (known.value !== refreshToken) continue;
    if (known.goodUntil !== undefined && known.goodUntil <= nowMs) {
      throw new ServiceError('RefreshTokenReuseException', 'Refresh Token has already been used');
    }
    known.goodUntil ??= nowMs + graceMs;
  }
  const value = newRefreshToken();
  session.refreshTokens = [...session.refreshTokens, { value }].slice(-MOST_TOKENS);
  return value;
}
