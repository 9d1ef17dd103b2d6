import { identityTrust } from '../backend/trust.js';
import { groupRoleId } from './user-pool.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('./template.js').Resource} Resource
 */

/** How identity pools name a user pool. */
const issuer = { 'Fn::GetAtt': ['UserPool', 'ProviderName'] };

const clientIds = /** @type {const} */ (['UserPoolClientWeb', 'UserPoolClient']);

/**
 * The identity pool, and the roles that its users get. The roles have no policies: what users may do is for the app's other resources to
 * say.
 *
 * @param {Backend} backend
 * @param {NonNullable<Backend['identityPool']>} pool
 * @returns {Record<string, Resource>}
 */
export function identityPool({ groups, region }, pool) {
  /** @param {'authenticated' | 'unauthenticated'} kind @param {object} [name] */
  const roleOf = (kind, name) => role(region, kind, name);
  return {
    IdentityPool: {
      Type: 'AWS::Cognito::IdentityPool',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        ...pool,
        IdentityPoolName: { Ref: 'identityPoolName' },
        CognitoIdentityProviders: clientIds.map((client) => ({ ProviderName: issuer, ClientId: { Ref: client } })),
      },
    },
    AuthRole: roleOf('authenticated', { Ref: 'authRoleName' }),
    UnauthRole: roleOf('unauthenticated', { Ref: 'unauthRoleName' }),
    ...Object.fromEntries(groups.map(({ GroupName }) => [groupRoleId(GroupName), roleOf('authenticated')])),
    IdentityPoolRoleMap: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'IdentityPool' },
        Roles: {
          authenticated: { 'Fn::GetAtt': ['AuthRole', 'Arn'] },
          unauthenticated: { 'Fn::GetAtt': ['UnauthRole', 'Arn'] },
        },
        ...(groups.length > 0 && { RoleMappings: Object.fromEntries(clientIds.map(mapping)) }),
      },
    },
  };
}

/**
 * Members of groups get the role that their token names; others the one of all signed-in users.
 *
 * @param {(typeof clientIds)[number]} client
 */
const mapping = (client) => [
  `${client}RoleMapping`,
  {
    Type: 'Token',
    AmbiguousRoleResolution: 'AuthenticatedRole',
    IdentityProvider: { 'Fn::Sub': [`\${issuer}:\${${client}}`, { issuer }] },
  },
];

/**
 * A role that only users of the identity pool get.
 *
 * @param {string} region
 * @param {'authenticated' | 'unauthenticated'} kind
 * @param {object} [name] CloudFormation makes one up otherwise
 * @returns {Resource}
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const role = (region, kind, name) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    ...(name && { RoleName: name }),
    AssumeRolePolicyDocument: identityTrust(region, { Ref: 'IdentityPool' }, kind),
  },
});
