import { poolById } from '../clients.js';
import { ServiceError, notFound } from '../errors.js';
import { groupKey } from '../groups.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { integer, required, structure, text } from '../schema.js';
import { touch } from '../user-accounts.js';
import { listedUser, userOf } from './admin-users.js';
import { operation } from './operation.js';

const groupName = required(text({ min: 1, max: 128 }));
const ONE_GROUP = { UserPoolId: required(members.userPoolId), GroupName: groupName };
const SETTINGS = {
  Description: text({ max: 2048 }),
  Precedence: integer({ min: 0, max: 2 ** 31 - 1 }),
  RoleArn: members.roleArn,
};
const PAGE = { Limit: integer({ min: 0, max: 60 }), NextToken: members.pageToken };
const ONE_MEMBER = { ...ONE_GROUP, Username: required(members.username) };

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').Group} Group
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const CreateGroup = operation(
  structure({
    ...ONE_GROUP,
    ...SETTINGS,
  }),
  (context, { UserPoolId, GroupName, Description, Precedence, RoleArn }) => {
    const { store, clock } = context;
    const { id: poolId } = poolById(context, UserPoolId);
    const key = groupKey(poolId, GroupName);
    if (store.groups.has(key)) throw new ServiceError('GroupExistsException', 'A group with the name already exists.');
    const group = {
      poolId,
      name: GroupName,
      ...(Description !== undefined && { description: Description }),
      ...(Precedence !== undefined && { precedence: Precedence }),
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      createdAt: clock.nowMs(),
      modifiedAt: clock.nowMs(),
    };
    store.groups.set(key, group);
    return { Group: described(group) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
export const GetGroup = operation(structure(ONE_GROUP), (context, input) => ({
  Group: described(groupOf(context, input)),
}));

/**
 * Settings that are left out do not change.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html
 */
export const UpdateGroup = operation(
  structure({ ...ONE_GROUP, ...SETTINGS }),
  (context, { Description, Precedence, RoleArn, ...input }) => {
    const group = groupOf(context, input);
    if (Description !== undefined) group.description = Description;
    if (Precedence !== undefined) group.precedence = Precedence;
    if (RoleArn !== undefined) group.roleArn = RoleArn;
    group.modifiedAt = context.clock.nowMs();
    return { Group: described(group) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
export const ListGroups = operation(
  structure({ UserPoolId: required(members.userPoolId), ...PAGE }),
  (context, input) => {
    const { id } = poolById(context, input.UserPoolId);
    const groups = [...context.store.groups.values()].filter(({ poolId }) => poolId === id);
    const { items, next } = page(groups, input.Limit || undefined, input.NextToken);
    return { Groups: items.map(described), NextToken: next };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
export const ListUsersInGroup = operation(structure({ ...ONE_GROUP, ...PAGE }), (context, input) => {
  const { name } = groupOf(context, input);
  const users = context.store
    .usersOf(poolById(context, input.UserPoolId))
    .filter(({ groups }) => groups.includes(name));
  const { items, next } = page(users, input.Limit || undefined, input.NextToken);
  return { Users: items.map((user) => listedUser(user)), NextToken: next };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteGroup.html */
export const DeleteGroup = operation(structure(ONE_GROUP), (context, input) => {
  const { poolId, name } = groupOf(context, input);
  context.store.groups.delete(groupKey(poolId, name));
  for (const user of context.store.users) {
    if (user.poolId === poolId) user.groups = user.groups.filter((other) => other !== name);
  }
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
export const AdminAddUserToGroup = operation(structure(ONE_MEMBER), (context, input) => {
  const { name } = groupOf(context, input);
  const { user } = userOf(context, input);
  user.groups = [...new Set([...user.groups, name])];
  touch(context, user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRemoveUserFromGroup.html */
export const AdminRemoveUserFromGroup = operation(structure(ONE_MEMBER), (context, input) => {
  const { name } = groupOf(context, input);
  const { user } = userOf(context, input);
  user.groups = user.groups.filter((other) => other !== name);
  touch(context, user);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
export const AdminListGroupsForUser = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    Username: required(members.username),
    ...PAGE,
  }),
  (context, input) => {
    const { user } = userOf(context, input);
    const groups = user.groups.map((GroupName) => groupOf(context, { UserPoolId: user.poolId, GroupName }));
    const { items, next } = page(groups, input.Limit || undefined, input.NextToken);
    return { Groups: items.map(described), NextToken: next };
  },
);

/**
 * @param {Context} context
 * @param {{ UserPoolId: string, GroupName: string }} input
 */
function groupOf(context, { UserPoolId, GroupName }) {
  const pool = poolById(context, UserPoolId);
  const group = context.store.groups.get(groupKey(pool.id, GroupName));
  if (group === undefined) throw notFound('Group not found.');
  return group;
}

/** @param {Group} group */
const described = ({ poolId, name, description, precedence, roleArn, createdAt, modifiedAt }) => ({
  GroupName: name,
  UserPoolId: poolId,
  Description: description,
  Precedence: precedence,
  RoleArn: roleArn,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});
