/** @file A group of the user pool. */
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { orNull } from '../errors.js';
import { only } from '../settings.js';
import { groupRoleResource } from './role.js';

/**
 * @param {string} GroupName
 * @returns {(backend: import('../../backend/backend.js').Backend) => import('../resource.js').Resource}
 */
export const group = (GroupName) => () => {
  /** @param {Pick<import('../resource.js').Work, 'clients' | 'pushed'>} work */
  const read = async ({ clients: { cognito }, pushed: { outputs } }) => {
    const { userPoolId: UserPoolId } = outputs;
    if (UserPoolId === undefined) return null;
    const { Group } = (await orNull(cognito.send(new GetGroupCommand({ UserPoolId, GroupName })))) ?? {};
    return Group ? only(Group, ['Description', 'GroupName', 'Precedence', 'RoleArn']) : null;
  };
  return {
    resource: `${GroupName}Group`,
    type: 'AWS::Cognito::UserPoolGroup',
    name: GroupName,
    fixed: {},
    wanted: (backend, { roleArns = {} }) => {
      const wanted = backend.groups.find((one) => one.GroupName === GroupName);
      if (!wanted) return null;
      return { ...wanted, ...(backend.identityPool && { RoleArn: roleArns[groupRoleResource(GroupName)] ?? '' }) };
    },
    find: async (work) => (await read(work)) !== null,
    read,
    create: async ({ clients: { cognito }, pushed: { outputs } }, settings) => {
      const { userPoolId: UserPoolId } = outputs;
      await cognito.send(new CreateGroupCommand({ ...settings, UserPoolId, GroupName }));
    },
    update: async ({ clients: { cognito }, pushed: { outputs } }, settings) => {
      const { userPoolId: UserPoolId } = outputs;
      await cognito.send(new UpdateGroupCommand({ ...settings, UserPoolId, GroupName }));
    },
    remove: async ({ clients: { cognito }, pushed: { outputs } }) => {
      const { userPoolId: UserPoolId } = outputs;
      await orNull(cognito.send(new DeleteGroupCommand({ UserPoolId, GroupName })));
    },
  };
};
