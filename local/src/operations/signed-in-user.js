import { attributePairs } from '../attributes.js';
import { checkClientSecret, clientAndPool } from '../clients.js';
import { ServiceError } from '../errors.js';
import { peekClaims } from '../jwt.js';
import * as members from '../members.js';
import { describedMfa } from '../mfa.js';
import { required, structure } from '../schema.js';
import { bearer } from '../tokens.js';
import { operation } from './operation.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const GetUser = operation(structure({ AccessToken: required(members.token) }), async (context, input) => {
  const { user, client } = await bearer(context, input.AccessToken);
  return { Username: user.username, UserAttributes: attributePairs(user, client.readable), ...describedMfa(user) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const DeleteUser = operation(structure({ AccessToken: required(members.token) }), async (context, input) => {
  const { user } = await bearer(context, input.AccessToken);
  context.store.deleteUser(user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const GlobalSignOut = operation(structure({ AccessToken: required(members.token) }), async (context, input) => {
  const { user } = await bearer(context, input.AccessToken);
  for (const session of context.store.sessionsOf(user)) session.revoked = true;
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export const RevokeToken = operation(
  structure({
    ClientId: required(members.clientId),
    ClientSecret: members.clientSecret,
    Token: required(members.token),
  }),
  (context, input) => {
    const { client } = clientAndPool(context, input.ClientId);
    checkClientSecret(client, input.ClientSecret);
    if (!client.revocation) {
      throw new ServiceError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
    }
    if (peekClaims(input.Token) !== undefined) {
      throw new ServiceError('UnsupportedTokenTypeException', 'Unsupported token type.');
    }
    const session = context.store.sessionByRefreshToken(input.Token);
    if (session !== undefined && session.clientId !== client.id) {
      throw new ServiceError('UnauthorizedException', 'Token was issued to another client.');
    }
    // Revoking an unknown token succeeds.
    if (session !== undefined) session.revoked = true;
    return {};
  },
);
