import { invalidParameter } from '../errors.js';
import { anything, required, structure } from '../schema.js';
import { identityPoolById, identityPoolId } from './identity-pools.js';
import { operation } from './operation.js';

const kinds = ['authenticated', 'unauthenticated'];

/**
 * The roles are kept and described. Credentials of this program do not depend on them.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html
 */
export const SetIdentityPoolRoles = operation(
  structure({
    IdentityPoolId: required(identityPoolId),
    Roles: required(anything()),
    RoleMappings: anything(),
  }),
  (context, { IdentityPoolId, Roles, RoleMappings }) => {
    const pool = identityPoolById(context, IdentityPoolId);
    const roles = rolesOf(Roles);
    pool.roles = {
      Roles: roles,
      ...(typeof RoleMappings === 'object' &&
        RoleMappings !== null && { RoleMappings: /** @type {Record<string, unknown>} */ (RoleMappings) }),
    };
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
 * @param {unknown} value
 * @returns {Record<string, string>}
 */
function rolesOf(value) {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  for (const [kind, role] of entries) {
    if (!kinds.includes(kind)) throw invalidParameter(`Role type '${kind}' is not authenticated or unauthenticated.`);
    if (typeof role !== 'string' || !/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(role)) {
      throw invalidParameter(`The role of '${kind}' is not the ARN of a role.`);
    }
  }
  return Object.fromEntries(entries);
}
