/** The operations of an application's backend that vouches for its users itself. */
import { ServiceError, invalidParameter, notFound } from '../errors.js';
import { isGuest } from '../identity-pools/credentials.js';
import { identityById, mismatch, newIdentity, unlink } from '../identity-pools/identities.js';
import { verifiedLogins } from '../identity-pools/logins.js';
import { openIdToken } from '../identity-pools/open-id-tokens.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { integer, map, required, structure, text } from '../schema.js';
import { identityId } from './identities.js';
import { developerProviderName, identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

const developerUser = text({ min: 1, max: 1024 });

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../identity-records.js').Identity} Identity
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 */

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdTokenForDeveloperIdentity.html */
export const GetOpenIdTokenForDeveloperIdentity = operation(
  structure({
    IdentityPoolId: required(identityPoolId),
    IdentityId: identityId,
    Logins: required(map(text({ min: 1, max: 50_000, secret: true }))),
    PrincipalTags: map(text({ min: 1, max: 256 })),
    TokenDuration: integer({ min: 1, max: 86_400 }),
  }),
  async (context, input) => {
    const pool = identityPoolById(context, input.IdentityPoolId);
    const provider = pool.developerProvider;
    const { [provider ?? '']: user, ...others } = input.Logins;
    if (provider === undefined || user === undefined)
      throw invalidParameter('Please provide a valid developer provider.');
    const identity = await identityOfDeveloper(context, pool, { user, others, asked: input.IdentityId });
    const options = { seconds: input.TokenDuration ?? 15 * 60, tags: input.PrincipalTags };
    return { IdentityId: identity.id, Token: await openIdToken(context, pool, identity, options) };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_LookupDeveloperIdentity.html */
export const LookupDeveloperIdentity = operation(
  structure({
    IdentityPoolId: required(identityPoolId),
    IdentityId: identityId,
    DeveloperUserIdentifier: developerUser,
    MaxResults: integer({ min: 1, max: 60 }),
    NextToken: members.pageToken,
  }),
  (context, { IdentityPoolId, IdentityId, DeveloperUserIdentifier: user, MaxResults, NextToken }) => {
    const pool = identityPoolById(context, IdentityPoolId);
    if (IdentityId === undefined && user === undefined) {
      throw invalidParameter('Either IdentityId or DeveloperUserIdentifier must be given.');
    }
    const identity = user === undefined ? inPool(context, pool, String(IdentityId)) : userIn(context, pool, user);
    if (IdentityId !== undefined && identity.id !== IdentityId) {
      throw new ServiceError('ResourceConflictException', 'The developer user belongs to another identity.');
    }
    const { items, next } = page(identity.developerUsers, MaxResults, NextToken);
    return { IdentityId: identity.id, DeveloperUserIdentifierList: items, NextToken: next };
  },
);

/**
 * The identity of the destination gets the users and logins of the source's, which ends.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_MergeDeveloperIdentities.html
 */
export const MergeDeveloperIdentities = operation(
  structure({
    SourceUserIdentifier: required(developerUser),
    DestinationUserIdentifier: required(developerUser),
    DeveloperProviderName: required(developerProviderName),
    IdentityPoolId: required(identityPoolId),
  }),
  (context, input) => {
    const pool = developersPool(context, input);
    const source = userIn(context, pool, input.SourceUserIdentifier);
    const destination = userIn(context, pool, input.DestinationUserIdentifier);
    if (source !== destination) {
      const conflicts = Object.keys(source.logins).some((provider) => Object.hasOwn(destination.logins, provider));
      if (conflicts)
        throw new ServiceError('ResourceConflictException', 'Both identities have a login of one provider.');
      context.store.identities.delete(source.id);
      destination.logins = { ...source.logins, ...destination.logins };
      destination.developerUsers = [...destination.developerUsers, ...source.developerUsers];
      destination.modifiedAt = context.clock.nowMs();
    }
    return { IdentityId: destination.id };
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkDeveloperIdentity.html */
export const UnlinkDeveloperIdentity = operation(
  structure({
    IdentityId: required(identityId),
    IdentityPoolId: required(identityPoolId),
    DeveloperProviderName: required(developerProviderName),
    DeveloperUserIdentifier: required(developerUser),
  }),
  (context, input) => {
    const identity = userIn(context, developersPool(context, input), input.DeveloperUserIdentifier);
    if (identity.id !== input.IdentityId) {
      throw new ServiceError('ResourceConflictException', 'The developer user belongs to another identity.');
    }
    const kept = identity.developerUsers.filter((user) => user !== input.DeveloperUserIdentifier);
    unlink(context, identity, { developerUsers: kept });
    return {};
  },
);

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {{ user: string, others: Record<string, string>, asked: string | undefined }} request
 */
async function identityOfDeveloper(context, pool, { user, others, asked }) {
  const logins = await verifiedLogins(context, pool, others);
  const known = findUser(context, pool, user);
  const wanted = asked === undefined ? undefined : inPool(context, pool, asked);
  if (wanted === undefined) return known ?? newIdentity(context, pool, logins, [user]);
  if (known === wanted) return wanted;
  if (known !== undefined) {
    const message = 'The developer user is already registered with another identity.';
    throw new ServiceError('DeveloperUserAlreadyRegisteredException', message);
  }
  // An identity that has logins must be proven by one of them.
  const isProven = logins.some(({ provider, userId }) => wanted.logins[provider] === userId);
  if ((!isGuest(wanted) || wanted.isDisabled) && !isProven) throw mismatch();
  wanted.developerUsers = [...wanted.developerUsers, user];
  wanted.modifiedAt = context.clock.nowMs();
  return wanted;
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {string} user
 */
const findUser = ({ store }, pool, user) =>
  [...store.identities.values()].find(
    ({ poolId, developerUsers }) => poolId === pool.id && developerUsers.includes(user),
  );

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {string} user
 */
function userIn(context, pool, user) {
  const found = findUser(context, pool, user);
  if (found === undefined) throw notFound('Developer user not found.');
  return found;
}

/**
 * @param {Context} context
 * @param {IdentityPool} pool
 * @param {string} id
 */
function inPool(context, pool, id) {
  const identity = identityById(context, id);
  if (identity.poolId !== pool.id) throw notFound(`Identity '${id}' not found.`);
  return identity;
}

/**
 * @param {Context} context
 * @param {{ IdentityPoolId: string, DeveloperProviderName: string }} input
 */
function developersPool(context, { IdentityPoolId, DeveloperProviderName }) {
  const pool = identityPoolById(context, IdentityPoolId);
  if (pool.developerProvider === DeveloperProviderName) return pool;
  throw invalidParameter('Please provide a valid developer provider.');
}
