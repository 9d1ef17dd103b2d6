import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
import { list, map, required, structure, text } from '../schema.js';
import { identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

const kinds = ['authenticated', 'unauthenticated'];

const rule = structure({
  Claim: required(text({ min: 1, max: 64, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u })),
  MatchType: required(text({ values: ['Equals', 'Contains', 'StartsWith', 'NotEqual'] })),
  Value: required(text({ min: 1, max: 128 })),
  RoleARN: required(members.roleArn),
});
const mapping = structure({
  Type: required(text({ values: ['Token', 'Rules'] })),
  AmbiguousRoleResolution: text({ values: ['AuthenticatedRole', 'Deny'] }),
  RulesConfiguration: structure({ Rules: required(list(rule, { max: 400 })) }),
});

/** @typedef {import('../identity-records.js').RoleMapping} RoleMapping */

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html */
export const SetIdentityPoolRoles = operation(
  structure({
    IdentityPoolId: required(identityPoolId),
    Roles: required(map(members.roleArn)),
    RoleMappings: map(mapping),
  }),
  (context, { IdentityPoolId, Roles, RoleMappings }) => {
    const pool = identityPoolById(context, IdentityPoolId);
    for (const kind of Object.keys(Roles)) {
      if (!kinds.includes(kind)) throw invalidParameter(`Role type '${kind}' is not authenticated or unauthenticated.`);
    }
    pool.roles = { Roles, ...(RoleMappings !== undefined && { RoleMappings: checked(RoleMappings) }) };
    return {};
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html */
export const GetIdentityPoolRoles = operation(
  structure({ IdentityPoolId: required(identityPoolId) }),
  (context, input) => {
    const { id, roles } = identityPoolById(context, input.IdentityPoolId);
    return { IdentityPoolId: id, ...roles };
  },
);

/**
 * @param {Record<string, import('../schema.js').ValueOf<typeof mapping>>} mappings
 * @returns {Record<string, RoleMapping>}
 */
function checked(mappings) {
  for (const [provider, { Type, AmbiguousRoleResolution, RulesConfiguration }] of Object.entries(mappings)) {
    if (AmbiguousRoleResolution === undefined) {
      throw invalidParameter(`AmbiguousRoleResolution is required for the role mapping of ${provider}.`);
    }
    if (Type === 'Rules' && (RulesConfiguration?.Rules ?? []).length === 0) {
      throw invalidParameter(`RulesConfiguration is required for the role mapping of ${provider}.`);
    }
  }
  return /** @type {Record<string, RoleMapping>} */ (mappings);
}
