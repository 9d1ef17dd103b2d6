/** @file Which role an identity gets. */
import { GetIdentityPoolRolesCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { orNull } from '../errors.js';
import { only } from '../settings.js';

/** @typedef {import('@aws-sdk/client-cognito-identity').SetIdentityPoolRolesInput} SetIdentityPoolRoles */

/**
 * @param {import('../../backend/backend.js').Backend} backend
 * @param {import('../../backend/engine.js').Pushed} pushed
 * @returns {import('../resource.js').Settings | null}
 */
function request({ identityPool, groups, region }, { outputs, roleArns = {} }) {
  if (!identityPool) return null;
  const provider = `cognito-idp.${region}.amazonaws.com/${outputs.userPoolId ?? ''}`;
  const clients = [...new Set([outputs.webClientId ?? '', outputs.nativeClientId ?? ''])];
  const byToken = { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' };
  return {
    Roles: { authenticated: roleArns['AuthRole'] ?? '', unauthenticated: roleArns['UnauthRole'] ?? '' },
    // With groups, the token says which role: that of the user's group, if the group has one.
    ...(groups.length > 0 && {
      RoleMappings: Object.fromEntries(clients.map((client) => [`${provider}:${client}`, byToken])),
    }),
  };
}

/** @returns {import('../resource.js').Resource} */
export const roleMap = () => {
  /** @param {Pick<import('../resource.js').Work, 'clients' | 'pushed'>} work */
  const read = async ({ clients: { identity }, pushed: { outputs } }) => {
    const { identityPoolId: IdentityPoolId } = outputs;
    if (IdentityPoolId === undefined) return null;
    const reply = await orNull(identity.send(new GetIdentityPoolRolesCommand({ IdentityPoolId })));
    return reply && Object.keys(reply.Roles ?? {}).length > 0 ? only(reply, ['RoleMappings', 'Roles']) : null;
  };
  /** @param {import('../resource.js').Work} work @param {import('../resource.js').Settings} settings */
  const set = async ({ clients: { identity }, pushed: { outputs } }, settings) => {
    const { identityPoolId: IdentityPoolId } = outputs;
    const input = /** @type {SetIdentityPoolRoles} */ (/** @type {unknown} */ ({ ...settings, IdentityPoolId }));
    await identity.send(new SetIdentityPoolRolesCommand(input));
  };
  return {
    resource: 'IdentityPoolRoleMap',
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    name: 'roles of the identity pool',
    fixed: {},
    wanted: request,
    find: async (work) => (await read(work)) !== null,
    read,
    create: set,
    update: set,
    // It ends with the identity pool.
    remove: () => Promise.resolve(),
  };
};
