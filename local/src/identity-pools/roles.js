/** Chooses the role of an identity's credentials. */
import { ServiceError, notAuthorized } from '../errors.js';

/**
 * @typedef {import('../identity-records.js').IdentityPool} IdentityPool
 * @typedef {import('../identity-records.js').RoleRule} RoleRule
 * @typedef {import('./logins.js').Login} Login
 */

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 *
 * @param {IdentityPool} pool
 * @param {{ isGuest: boolean, logins: Login[] }} identity
 * @param {string} [asked] the role that the caller asks for
 * @returns {string} an ARN
 */
export function roleOf({ roles }, { isGuest, logins }, asked) {
  const { authenticated, unauthenticated } = roles.Roles ?? {};
  const usual = isGuest ? unauthenticated : authenticated;
  const mapped = mappedLogin(roles.RoleMappings ?? {}, logins);
  if (mapped === undefined) {
    if (asked !== undefined && asked !== usual) throw forbidden(asked);
    return configured(usual);
  }
  const { mapping, claims } = mapped;
  const { allowed, chosen } = mapping.Type === 'Token' ? byToken(claims) : byRules(mapping, claims);
  if (asked !== undefined) {
    if (!allowed.includes(asked)) throw forbidden(asked);
    return asked;
  }
  if (chosen !== undefined) return chosen;
  if (mapping.AmbiguousRoleResolution === 'AuthenticatedRole') return configured(authenticated);
  throw notAuthorized('The ambiguous role mapping rules denied this request');
}

/**
 * @param {NonNullable<IdentityPool['roles']['RoleMappings']>} mappings
 * @param {Login[]} logins
 */
function mappedLogin(mappings, logins) {
  for (const { provider, claims } of logins) {
    const key = provider.startsWith('cognito-idp.') ? `${provider}:${String(claims.aud)}` : provider;
    const mapping = Object.hasOwn(mappings, key) ? mappings[key] : undefined;
    if (mapping !== undefined) return { mapping, claims };
  }
  return undefined;
}

/** @param {Login['claims']} claims */
function byToken(claims) {
  const roles = claims['cognito:roles'];
  const preferred = claims['cognito:preferred_role'];
  return {
    allowed: Array.isArray(roles) ? roles.map(String) : [],
    chosen: typeof preferred === 'string' ? preferred : undefined,
  };
}

/**
 * The first rule that matches decides; a caller can ask for the role of any rule that matches.
 *
 * @param {import('../identity-records.js').RoleMapping} mapping
 * @param {Login['claims']} claims
 */
function byRules({ RulesConfiguration }, claims) {
  const matching = (RulesConfiguration?.Rules ?? []).filter((rule) => matches(rule, claims[rule.Claim]));
  const allowed = matching.map(({ RoleARN }) => RoleARN);
  return { allowed, chosen: allowed[0] };
}

/**
 * @param {RoleRule} rule
 * @param {unknown} claim if it is a list, one of its items has to match
 */
function matches({ MatchType, Value }, claim) {
  if (claim === undefined) return false;
  const texts = (Array.isArray(claim) ? claim : [claim]).map(String);
  switch (MatchType) {
    case 'Equals':
      return texts.includes(Value);
    case 'NotEqual':
      return !texts.includes(Value);
    case 'StartsWith':
      return texts.some((text) => text.startsWith(Value));
    case 'Contains':
      return texts.some((text) => text.includes(Value));
  }
}

/** @param {string | undefined} role */
function configured(role) {
  if (role !== undefined) return role;
  const message = 'Invalid identity pool configuration. Check assigned IAM roles for this pool.';
  throw new ServiceError('InvalidIdentityPoolConfigurationException', message);
}

/** @param {string} role */
const forbidden = (role) => notAuthorized(`Access to Role '${role}' is forbidden.`);
