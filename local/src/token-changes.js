/** The changes that the pre token generation trigger makes to tokens. */
import { rolesOfGroups } from './group-roles.js';

/**
 * @typedef {import('jose').JWTPayload} Claims
 * @typedef {import('./triggers.js').ClaimsOverride} ClaimsOverride
 */

/** Claims that the checks of tokens rely on. No trigger can change them. */
const OWN = new Set(
  (
    'acr amr at_hash aud auth_time azp client_id event_id exp iat iss jti nbf nonce origin_jti sub token_use username ' +
    'cognito:username'
  ).split(' '),
);

/**
 * @param {import('./context.js').Context} context
 * @param {import('./records.js').AppClient} client
 * @param {import('./records.js').User} user
 * @param {{ source: string, clientMetadata: Record<string, string>, scopes: string[] }} occasion
 */
export async function tokenChanges({ triggers, store }, client, user, { source, clientMetadata, scopes }) {
  const own = rolesOfGroups(store, user.poolId, user.groups);
  const { claimsOverrideDetails: first, claimsAndScopeOverrideDetails: second } = await triggers.run(
    'preTokenGeneration',
    source,
    { userPoolId: user.poolId, userName: user.username, clientId: client.id },
    {
      userAttributes: { sub: user.sub, ...user.attributes },
      groupConfiguration: {
        groupsToOverride: user.groups,
        iamRolesToOverride: own.roles,
        preferredRole: own.preferredRole ?? null,
      },
      scopes,
      clientMetadata,
    },
    { claimsOverrideDetails: null, claimsAndScopeOverrideDetails: null },
  );
  const forAccess = second?.accessTokenGeneration ?? {};
  const override = (second ?? first)?.groupOverrideDetails;
  const { scopesToAdd = [], scopesToSuppress = [] } = forAccess;
  return {
    groups: override?.groupsToOverride ?? user.groups,
    roles: override?.iamRolesToOverride ?? own.roles,
    preferredRole: (override?.preferredRole === undefined ? own.preferredRole : override.preferredRole) ?? undefined,
    /** @param {Claims} claims */
    id: (claims) => changed(claims, second?.idTokenGeneration ?? first ?? {}),
    /** @param {Claims} claims */
    access: (claims) => changed(claims, forAccess),
    /** @param {string[]} scopes */
    scopes: (scopes) => [...scopes, ...scopesToAdd].filter((scope) => !scopesToSuppress.includes(scope)),
  };
}

/**
 * @param {Claims} claims
 * @param {Pick<ClaimsOverride, 'claimsToAddOrOverride' | 'claimsToSuppress'>} override
 * @returns {Claims}
 */
function changed(claims, { claimsToAddOrOverride = {}, claimsToSuppress = [] }) {
  const added = Object.entries(claimsToAddOrOverride).filter(([name]) => !OWN.has(name));
  return Object.fromEntries(
    [...Object.entries(claims), ...added].filter(([name]) => OWN.has(name) || !claimsToSuppress.includes(name)),
  );
}
