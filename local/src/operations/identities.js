import { ServiceError, notAuthorized, notFound } from '../errors.js';
import { verifiedLogins } from '../identity-logins.js';
import { regionOf } from '../regions.js';
import { map, required, structure, text } from '../schema.js';
import { identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

const CREDENTIALS_MS = 60 * 60 * 1000;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').Identity} Identity
 * @typedef {import('../records.js').IdentityPool} IdentityPool
 */

const logins = map(text({ min: 1, max: 50_000, secret: true }));

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
    if (isGuest(verified)) {
      checkGuestsAllowed(pool);
      return { IdentityId: newIdentity(context, pool, {}).id };
    }
    const identity = identityWith(context, pool, verified) ?? newIdentity(context, pool, verified);
    return { IdentityId: identity.id };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
export const GetCredentialsForIdentity = operation(
  structure({
    CustomRoleArn: text({ min: 20, max: 2048 }),
    IdentityId: required(identityPoolId),
    Logins: logins,
  }),
  async (context, input) => {
    const asked = context.store.identities.get(input.IdentityId);
    if (asked === undefined) throw notFound(`Identity '${input.IdentityId}' not found.`);
    const pool = identityPoolById(context, asked.poolId);
    const verified = await verifiedLogins(context, pool, input.Logins);
    const identity = isGuest(verified) ? guestIdentity(pool, asked) : identityForLogins(context, pool, asked, verified);

    const { accessKeyId, secretKey, sessionToken } = context.identifiers.credentials();
    return {
      IdentityId: identity.id,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretKey: secretKey,
        SessionToken: sessionToken,
        Expiration: Math.floor((context.clock.nowMs() + CREDENTIALS_MS) / 1000),
      },
    };
  },
);

/**
 * @param {IdentityPool} pool
 * @param {Identity} asked
 */
function guestIdentity(pool, asked) {
  if (!isGuest(asked.logins)) {
    throw notAuthorized(`Access to Identity '${asked.id}' is forbidden.`);
  }
  checkGuestsAllowed(pool);
  return asked;
}

/**
 * The identity of a signed-in user. A guest's identity becomes the user's, unless the user already has one;
 * then that one is returned.
 *
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Identity} asked
 * @param {Record<string, string>} verified
 */
function identityForLogins(context, pool, asked, verified) {
  const own = identityWith(context, pool, verified);
  if (own === asked) return own;
  if (!isGuest(asked.logins)) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  if (own !== undefined) {
    context.store.identities.delete(asked.id);
    return own;
  }
  asked.logins = verified;
  return asked;
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Record<string, string>} verified
 * @returns {Identity | undefined}
 */
function identityWith({ store }, pool, verified) {
  const found = [...store.identities.values()].filter(
    ({ poolId, logins: known }) =>
      poolId === pool.id && Object.entries(verified).some(([provider, sub]) => known[provider] === sub),
  );
  if (found.length > 1) {
    throw new ServiceError('ResourceConflictException', 'Logins belong to different identities.');
  }
  return found[0];
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Record<string, string>} verified
 * @returns {Identity}
 */
function newIdentity({ store, identifiers }, pool, verified) {
  const identity = { id: `${regionOf(pool.id)}:${identifiers.identity()}`, poolId: pool.id, logins: verified };
  store.identities.set(identity.id, identity);
  return identity;
}

/** @param {Record<string, string>} verified */
const isGuest = (verified) => Object.keys(verified).length === 0;

/** @param {IdentityPool} pool */
function checkGuestsAllowed(pool) {
  if (!pool.allowsGuests) {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
}
