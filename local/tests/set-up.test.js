/** The set-up of tests: pools, clients, groups and users, and lists of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { SEED } from '../src/index.js';
import { SEED_USER, call, confirmedUser, freshCognito, newPool, refused } from './support/calls.js';
import { NAMED, accessToken, setAttributes, switched } from './support/sign-ins.js';
import { signInWithSrp } from './support/srp-client.js';

const { userPoolId: UserPoolId } = SEED;
const GONE = 'ResourceNotFoundException';

describe('groups', () => {
  it('are in both tokens', async () => {
    const cognito = await switched({});
    const group = { UserPoolId, GroupName: 'admins' };
    await refused(cognito, 'AdminAddUserToGroup', { ...NAMED, ...group }, GONE);
    await call(cognito, 'CreateGroup', { ...group, Description: 'those who may', Precedence: 1 });
    await refused(cognito, 'CreateGroup', group, 'GroupExistsException');
    await call(cognito, 'AdminAddUserToGroup', { ...NAMED, ...group });
    const claims = async () => {
      const { AccessToken, IdToken } = (await signInWithSrp(cognito)).AuthenticationResult;
      return [decodeJwt(AccessToken)['cognito:groups'], decodeJwt(IdToken)['cognito:groups']];
    };
    assert.deepEqual(await claims(), [['admins'], ['admins']]);
    const { Groups } = await call(cognito, 'AdminListGroupsForUser', NAMED);
    assert.deepEqual(
      Groups.map(({ GroupName, Precedence }) => [GroupName, Precedence]),
      [['admins', 1]],
    );
    await call(cognito, 'AdminRemoveUserFromGroup', { ...NAMED, ...group });
    assert.deepEqual(await claims(), [undefined, undefined]);
    await call(cognito, 'AdminAddUserToGroup', { ...NAMED, ...group });
    await call(cognito, 'DeleteGroup', group);
    assert.deepEqual(await claims(), [undefined, undefined]);
  });
});

describe('an administrator of groups', () => {
  const named = (list) => list.map(({ GroupName }) => GroupName);

  it('finds, changes and lists them', async () => {
    const cognito = freshCognito();
    const group = { UserPoolId, GroupName: 'admins' };
    for (const operation of ['GetGroup', 'UpdateGroup', 'ListUsersInGroup']) {
      await refused(cognito, operation, group, GONE);
    }
    const { Group: made } = await call(cognito, 'CreateGroup', { ...group, Description: 'those who may' });
    const role = { RoleArn: 'arn:aws:iam::000000000000:role/guests' };
    const { Group: guests } = await call(cognito, 'CreateGroup', { UserPoolId, GroupName: 'guests', ...role });
    assert.equal(guests.RoleArn, role.RoleArn);
    cognito.clock.advance(1000);
    const RoleArn = 'arn:aws:iam::000000000000:role/admins';
    const { Group: changed } = await call(cognito, 'UpdateGroup', { ...group, Precedence: 7, RoleArn });
    assert.deepEqual(changed, { ...made, Precedence: 7, RoleArn, LastModifiedDate: made.LastModifiedDate + 1 });
    assert.deepEqual((await call(cognito, 'GetGroup', group)).Group, changed);

    const first = await call(cognito, 'ListGroups', { UserPoolId, Limit: 1 });
    const second = await call(cognito, 'ListGroups', { UserPoolId, Limit: 1, NextToken: first.NextToken });
    assert.deepEqual([named(first.Groups), named(second.Groups)], [['admins'], ['guests']]);
    assert.equal(second.NextToken, undefined);
    const { UserPoolId: other } = await newPool(cognito, {});
    assert.deepEqual((await call(cognito, 'ListGroups', { UserPoolId: other })).Groups, []);
  });

  it('lists the users in a group', async () => {
    const cognito = await switched({});
    await confirmedUser(cognito, { ...SEED_USER, Username: 'other' });
    const group = { UserPoolId, GroupName: 'admins' };
    await call(cognito, 'CreateGroup', group);
    assert.deepEqual((await call(cognito, 'ListUsersInGroup', group)).Users, []);
    await call(cognito, 'AdminAddUserToGroup', { ...NAMED, ...group });
    const { Users } = await call(cognito, 'ListUsersInGroup', group);
    assert.deepEqual(
      Users.map(({ Username, UserStatus }) => [Username, UserStatus]),
      [['username', 'CONFIRMED']],
    );
    assert.ok(Users[0].Attributes.some(({ Name }) => Name === 'email'));
  });
});

describe('pools and clients', () => {
  it('are listed page by page', async () => {
    const cognito = freshCognito();
    const other = await newPool(cognito, {});
    const first = await call(cognito, 'ListUserPools', { MaxResults: 1 });
    const second = await call(cognito, 'ListUserPools', { MaxResults: 1, NextToken: first.NextToken });
    assert.deepEqual([first.UserPools[0].Id, second.UserPools[0].Id], [UserPoolId, other.UserPoolId]);
    assert.equal(second.NextToken, undefined);
    const { UserPoolClients } = await call(cognito, 'ListUserPoolClients', { UserPoolId });
    assert.deepEqual(
      UserPoolClients.map(({ ClientId }) => ClientId),
      [SEED.nativeClientId, SEED.webClientId],
    );
  });

  it('are deleted with everything in them', async () => {
    const cognito = await switched({});
    const other = await newPool(cognito, {});
    await call(cognito, 'CreateGroup', { UserPoolId, GroupName: 'admins' });
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'seed' });
    await call(cognito, 'DeleteUserPool', { UserPoolId });
    await refused(cognito, 'DescribeUserPool', { UserPoolId }, GONE);
    await refused(cognito, 'GetUser', { AccessToken }, 'NotAuthorizedException');
    const { users, sessions, groups, clients } = cognito.dump();
    assert.deepEqual([users, sessions, groups], [[], [], []]);
    assert.deepEqual(
      clients.map(({ id }) => id),
      [other.ClientId],
    );
    const one = { UserPoolId: other.UserPoolId, ClientId: other.ClientId };
    await call(cognito, 'DeleteUserPoolClient', one);
    await refused(cognito, 'DescribeUserPoolClient', one, GONE);
  });

  it('change, except for settings that are fixed at creation', async () => {
    const cognito = await switched({ mfa: 'OPTIONAL' });
    await call(cognito, 'UpdateUserPool', {
      UserPoolId,
      AutoVerifiedAttributes: ['phone_number'],
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId });
    assert.deepEqual(UserPool.AutoVerifiedAttributes, ['phone_number']);
    assert.deepEqual(UserPool.SchemaAttributes, [{ Name: 'email', Required: true, Mutable: true }]);
    assert.deepEqual(UserPool.UsernameConfiguration, { CaseSensitive: false });
    assert.equal(UserPool.MfaConfiguration, 'OPTIONAL');
    const [pool] = cognito.dump().userPools;
    assert.deepEqual(pool.devices, { always: false, replacesMfa: true });
    assert.deepEqual(pool.firstFactors, ['PASSWORD', 'WEB_AUTHN']);
    const schema = { UserPoolId, Schema: [{ Name: 'name', Required: true }] };
    await refused(cognito, 'UpdateUserPool', schema, 'SerializationException');
  });
});

describe('users', () => {
  it('are listed with the requested attributes', async () => {
    const cognito = freshCognito();
    for (const Username of ['one', 'two', 'three']) await confirmedUser(cognito, { ...SEED_USER, Username });
    const first = await call(cognito, 'ListUsers', { UserPoolId, Limit: 2, AttributesToGet: ['email'] });
    const { PaginationToken } = first;
    const second = await call(cognito, 'ListUsers', { UserPoolId, Limit: 2, PaginationToken });
    assert.deepEqual(
      [...first.Users, ...second.Users].map(({ Username }) => Username),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(first.Users[0].Attributes, [{ Name: 'email', Value: 'my@email.com' }]);
  });

  it('have to verify an address again after an administrator changes it', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { email: 'new@email.com' });
    const { attributes } = cognito.dump().users[0];
    assert.deepEqual([attributes.email, attributes.email_verified], ['new@email.com', 'false']);
  });

  it('lose attributes that an administrator deletes, unless the pool requires them', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { name: 'A', phone_number: '+15555550123', phone_number_verified: 'true' });
    const remove = (...UserAttributeNames) => ({ ...NAMED, UserAttributeNames });
    await call(cognito, 'AdminDeleteUserAttributes', remove('name', 'phone_number'));
    const { UserAttributes } = await call(cognito, 'AdminGetUser', NAMED);
    assert.deepEqual(UserAttributes.map(({ Name }) => Name).sort(), ['email', 'email_verified', 'sub']);
    await refused(cognito, 'AdminDeleteUserAttributes', remove('email'), 'InvalidParameterException');
    await refused(cognito, 'AdminDeleteUserAttributes', remove('sub'), 'InvalidParameterException');
    const nobody = { ...remove('name'), Username: 'nobody' };
    await refused(cognito, 'AdminDeleteUserAttributes', nobody, 'UserNotFoundException');
  });

  it('are signed out everywhere by an administrator', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'AdminUserGlobalSignOut', NAMED);
    await refused(cognito, 'GetUser', { AccessToken }, 'NotAuthorizedException');
  });
});
