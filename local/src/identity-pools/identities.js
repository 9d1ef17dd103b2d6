/** Finds, makes, links and merges identities. */
import { ServiceError, notAuthorized, notFound } from '../errors.js';
import { isGuest } from './credentials.js';
import { COGNITO_IDENTITY, usersOf, verifiedLogins } from './logins.js';
import { identityOfToken } from './open-id-tokens.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../identity-records.js').Identity} Identity
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 * @typedef {import('./logins.js').Login} Login
 */

/**
 * @param {Context} context
 * @param {string} id
 * @returns {Identity}
 */
export function identityById({ store }, id) {
  const identity = store.identities.get(id);
  if (identity === undefined) throw notFound(`Identity '${id}' not found.`);
  return identity;
}

/**
 * An identity for these logins: the one that has any of them, or a new one.
 *
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Login[]} logins none for a guest
 */
export function identityFor(context, pool, logins) {
  if (logins.length > 0) {
    const identity = identityWith(context, pool, logins);
    return identity === undefined ? newIdentity(context, pool, logins) : linked(context, identity, logins);
  }
  checkGuestsAllowed(pool);
  return newIdentity(context, pool, []);
}

/**
 * The identity that may be used with these logins.
 *
 * @param {Context} context
 * @param {{ IdentityId: string, Logins?: Record<string, string> }} input
 * @returns {Promise<{ pool: IdentityPool, identity: Identity, logins: Login[] }>}
 */
export async function openedIdentity(context, { IdentityId, Logins = {} }) {
  const asked = identityById(context, IdentityId);
  const pool = context.store.identityPools.get(asked.poolId);
  if (pool === undefined) throw notFound(`IdentityPool '${asked.poolId}' not found.`);
  const { [COGNITO_IDENTITY]: token, ...others } = Logins;
  if (token !== undefined && (await identityOfToken(context, token)) !== asked) throw mismatch();
  const logins = await verifiedLogins(context, pool, others);
  if (logins.length > 0) {
    const identity = token === undefined ? identityForLogins(context, pool, asked, logins) : asked;
    return { pool, identity: linked(context, identity, logins), logins };
  }
  if (isGuest(asked) && !asked.isDisabled) checkGuestsAllowed(pool);
  else if (token === undefined || asked.isDisabled)
    throw notAuthorized(`Access to Identity '${asked.id}' is forbidden.`);
  return { pool, identity: asked, logins };
}

/**
 * A guest's identity becomes the user's, unless the user already has one; then that one is returned.
 *
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Identity} asked
 * @param {Login[]} logins
 */
function identityForLogins(context, pool, asked, logins) {
  const own = identityWith(context, pool, logins);
  if (own === asked || (own === undefined && isGuest(asked) && !asked.isDisabled)) return asked;
  if (!isGuest(asked) || asked.isDisabled || own === undefined) throw mismatch();
  context.store.identities.delete(asked.id);
  return own;
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Login[]} logins
 * @returns {Identity | undefined}
 */
function identityWith({ store }, pool, logins) {
  const found = [...store.identities.values()].filter(
    ({ poolId, logins: known }) =>
      poolId === pool.id && logins.some(({ provider, userId }) => known[provider] === userId),
  );
  if (found.length > 1) {
    throw new ServiceError('ResourceConflictException', 'Logins belong to different identities.');
  }
  return found[0];
}

/**
 * Adds the logins that the identity does not have yet.
 *
 * @param {Context} context
 * @param {Identity} identity
 * @param {Login[]} logins
 */
function linked({ store, clock }, identity, logins) {
  const added = logins.filter(({ provider }) => !Object.hasOwn(identity.logins, provider));
  for (const { provider, userId } of logins) {
    if (Object.hasOwn(identity.logins, provider) && identity.logins[provider] !== userId) throw mismatch();
  }
  const isTaken = [...store.identities.values()].some(
    (other) =>
      other !== identity &&
      other.poolId === identity.poolId &&
      added.some(({ provider, userId }) => other.logins[provider] === userId),
  );
  if (isTaken) throw new ServiceError('ResourceConflictException', 'Logins belong to different identities.');
  if (added.length > 0) {
    identity.logins = { ...identity.logins, ...usersOf(added) };
    identity.modifiedAt = clock.nowMs();
  }
  return identity;
}

/**
 * Changes the logins of an identity. Without any, it cannot be used any more.
 *
 * @param {Context} context
 * @param {Identity} identity
 * @param {Partial<Pick<Identity, 'logins' | 'developerUsers'>>} change
 */
export function unlink({ clock }, identity, change) {
  Object.assign(identity, change, { modifiedAt: clock.nowMs() });
  if (isGuest(identity)) identity.isDisabled = true;
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {Login[]} logins
 * @param {string[]} [developerUsers]
 * @returns {Identity}
 */
export function newIdentity({ store, identifiers, clock }, pool, logins, developerUsers = []) {
  const [region] = pool.id.split(':');
  const now = clock.nowMs();
  const identity = {
    id: `${region}:${identifiers.identity()}`,
    poolId: pool.id,
    logins: usersOf(logins),
    developerUsers,
    createdAt: now,
    modifiedAt: now,
  };
  store.identities.set(identity.id, identity);
  return identity;
}

/** The error for logins that are not the identity's. */
export const mismatch = () =>
  notAuthorized("Logins don't match. Please include at least one valid login for this identity or identity pool.");

/** @param {IdentityPool} pool */
function checkGuestsAllowed(pool) {
  if (!pool.allowsGuests) {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
}
