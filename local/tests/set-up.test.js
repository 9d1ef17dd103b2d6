/** What a test prepares with: pools, clients, groups and users, and lists of them. */
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
  it('are told in both tokens', async () => {
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

  it('are deleted with all that is in them', async () => {
    const cognito = await switched({});
    const other = await newPool(cognito, {});
    await call(cognito, 'CreateGroup', { UserPoolId, GroupName: 'admins' });
    const AccessToken = await accessToken(cognito);
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

  it('change, but not what they are made of', async () => {
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
  it('are listed with the attributes that are asked for', async () => {
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

  it('lose the proof of an address that an administrator changes', async () => {
    const cognito = await switched({});
    await setAttributes(cognito, { email: 'new@email.com' });
    const { attributes } = cognito.dump().users[0];
    assert.deepEqual([attributes.email, attributes.email_verified], ['new@email.com', 'false']);
  });

  it('are signed out everywhere by an administrator', async () => {
    const cognito = await switched({});
    const AccessToken = await accessToken(cognito);
    await call(cognito, 'AdminUserGlobalSignOut', NAMED);
    await refused(cognito, 'GetUser', { AccessToken }, 'NotAuthorizedException');
  });
});
