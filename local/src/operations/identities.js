import { ServiceError, invalidParameter } from '../errors.js';
import { holderOf, issueCredentials } from '../identity-pools/credentials.js';
import { identityById, identityFor, openedIdentity, unlink } from '../identity-pools/identities.js';
import { verifiedLogins } from '../identity-pools/logins.js';
import { openIdToken } from '../identity-pools/open-id-tokens.js';
import { roleOf } from '../identity-pools/roles.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { boolean, integer, list, map, required, structure, text } from '../schema.js';
import { identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

const logins = map(text({ min: 1, max: 50_000, secret: true }));
/** Its id looks like that of a pool. */
export const identityId = identityPoolId;

/** @typedef {import('../identity-records.js').Identity} Identity */

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
export const GetId = operation(
  structure({
    AccountId: text({ min: 1, max: 15, pattern: /^\d+$/, patternText: '\\d+' }),
    IdentityPoolId: required(identityPoolId),
    Logins: logins,
  }),
  async (context, input) => {
    const pool = identityPoolById(context, input.IdentityPoolId);
    const verified = await verifiedLogins(context, pool, input.Logins);
    return { IdentityId: identityFor(context, pool, verified).id };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export const GetCredentialsForIdentity = operation(
  structure({ CustomRoleArn: members.roleArn, IdentityId: required(identityId), Logins: logins }),
  async (context, { CustomRoleArn, ...input }) => {
    const { pool, identity, logins: verified } = await openedIdentity(context, input);
    const holder = holderOf(identity);
    const roleArn = roleOf(pool, { isGuest: holder.isGuest, logins: verified }, CustomRoleArn);
    const { accessKeyId, secretKey, sessionToken, expiresAt } = issueCredentials(context, { holder, roleArn });
    return {
      IdentityId: identity.id,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretKey,
        SessionToken: sessionToken,
        Expiration: expiresAt / 1000,
      },
    };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
export const GetOpenIdToken = operation(
  structure({ IdentityId: required(identityId), Logins: logins }),
  async (context, input) => {
    const { pool, identity } = await openedIdentity(context, input);
    if (pool.allowsClassicFlow === false) {
      throw invalidParameter('Basic (classic) flow is not enabled, please use enhanced flow.');
    }
    if (Object.keys(pool.roles.RoleMappings ?? {}).length > 0) {
      throw invalidParameter('Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.');
    }
    return { IdentityId: identity.id, Token: await openIdToken(context, pool, identity) };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentity.html */
export const DescribeIdentity = operation(structure({ IdentityId: required(identityId) }), (context, input) =>
  described(context, identityById(context, input.IdentityId)),
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentities.html */
export const ListIdentities = operation(
  structure({
    IdentityPoolId: required(identityPoolId),
    MaxResults: required(integer({ min: 1, max: 60 })),
    NextToken: members.pageToken,
    HideDisabled: boolean(),
  }),
  (context, input) => {
    const { id } = identityPoolById(context, input.IdentityPoolId);
    const all = [...context.store.identities.values()].filter(
      ({ poolId, isDisabled }) => poolId === id && !(input.HideDisabled && isDisabled),
    );
    const { items, next } = page(all, input.MaxResults, input.NextToken);
    return { IdentityPoolId: id, Identities: items.map((one) => described(context, one)), NextToken: next };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentities.html */
export const DeleteIdentities = operation(
  structure({ IdentityIdsToDelete: required(list(identityId, { max: 60 })) }),
  ({ store }, { IdentityIdsToDelete: ids }) => {
    for (const id of ids) store.identities.delete(id);
    return { UnprocessedIdentityIds: [] };
  },
);

/**
 * The identity keeps its other logins. Without any, it cannot be used any more.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
 */
export const UnlinkIdentity = operation(
  structure({
    IdentityId: required(identityId),
    Logins: required(logins),
    LoginsToRemove: required(list(text({ min: 1, max: 128 }))),
  }),
  async (context, { LoginsToRemove, ...input }) => {
    const { identity } = await openedIdentity(context, input);
    if (identity.id !== input.IdentityId) {
      throw new ServiceError('ResourceConflictException', 'Logins belong to different identities.');
    }
    const kept = Object.entries(identity.logins).filter(([provider]) => !LoginsToRemove.includes(provider));
    unlink(context, identity, { logins: Object.fromEntries(kept) });
    return {};
  },
);

/**
 * @param {import('../context.js').Context} context
 * @param {Identity} identity
 */
function described({ store }, { id, poolId, logins: users, developerUsers, createdAt, modifiedAt }) {
  const developer = developerUsers.length > 0 ? store.identityPools.get(poolId)?.developerProvider : undefined;
  return {
    IdentityId: id,
    Logins: [...Object.keys(users), ...(developer === undefined ? [] : [developer])],
    CreationDate: createdAt / 1000,
    LastModifiedDate: modifiedAt / 1000,
  };
}
