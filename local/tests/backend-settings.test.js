/** The operations with which a backend is set up and changed, beyond pools and clients: roles, tags, custom attributes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { call, freshCognito, newPool, refused } from './support/calls.js';

const { userPoolId: UserPoolId, identityPoolId: IdentityPoolId } = SEED;
const authenticated = 'arn:aws:iam::000000000000:role/users';
const unauthenticated = 'arn:aws:iam::000000000000:role/guests';

describe('the roles of an identity pool', () => {
  it('are described as they were set, and replaced as a whole', async () => {
    const cognito = freshCognito();
    const Roles = { authenticated, unauthenticated };
    const RoleMappings = { 'a:b': { Type: 'Token', AmbiguousRoleResolution: 'Deny' } };
    await call(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles, RoleMappings });
    const described = await call(cognito, 'GetIdentityPoolRoles', { IdentityPoolId });
    assert.deepEqual(described, { IdentityPoolId, Roles, RoleMappings });
    await call(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated } });
    const replaced = await call(cognito, 'GetIdentityPoolRoles', { IdentityPoolId });
    assert.deepEqual(replaced, { IdentityPoolId, Roles: { authenticated } });
  });

  it('stay when the pool is updated', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: { authenticated } });
    const pool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId });
    await call(cognito, 'UpdateIdentityPool', { ...pool, AllowUnauthenticatedIdentities: true });
    const { Roles } = await call(cognito, 'GetIdentityPoolRoles', { IdentityPoolId });
    assert.deepEqual(Roles, { authenticated });
  });

  it('are ARNs of roles, for identities that are signed in or not', async () => {
    const cognito = freshCognito();
    for (const Roles of [{ admin: authenticated }, { authenticated: 'users' }]) {
      await refused(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles }, 'InvalidParameterException');
    }
  });
});

describe('identity pools', () => {
  it('are listed by pages, and described with all of their settings', async () => {
    const cognito = freshCognito();
    const settings = {
      IdentityPoolName: 'second',
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: { 'accounts.google.com': 'app' },
      AllowClassicFlow: true,
    };
    const { IdentityPoolId: id } = await call(cognito, 'CreateIdentityPool', settings);
    const described = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId: id });
    assert.deepEqual(described, { IdentityPoolId: id, CognitoIdentityProviders: [], ...settings });
    const first = await call(cognito, 'ListIdentityPools', { MaxResults: 1 });
    assert.equal(first.IdentityPools[0].IdentityPoolId, IdentityPoolId);
    const { IdentityPools } = await call(cognito, 'ListIdentityPools', { MaxResults: 1, NextToken: first.NextToken });
    assert.deepEqual(IdentityPools, [{ IdentityPoolId: id, IdentityPoolName: 'second' }]);
  });

  it('end with their identities', async () => {
    const cognito = freshCognito();
    const settings = { IdentityPoolName: 'guests', AllowUnauthenticatedIdentities: true };
    const { IdentityPoolId: id } = await call(cognito, 'CreateIdentityPool', settings);
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId: id });
    await call(cognito, 'DeleteIdentityPool', { IdentityPoolId: id });
    await refused(cognito, 'DescribeIdentityPool', { IdentityPoolId: id }, 'ResourceNotFoundException');
    await refused(cognito, 'GetCredentialsForIdentity', { IdentityId }, 'ResourceNotFoundException');
  });
});

describe('custom attributes', () => {
  it('can be added, but not twice and not as required ones', async () => {
    const cognito = freshCognito();
    const { UserPoolId: Id } = await newPool(cognito, {
      Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
    });
    const add = (attribute) => ({ UserPoolId: Id, CustomAttributes: [{ AttributeDataType: 'String', ...attribute }] });
    await call(cognito, 'AddCustomAttributes', add({ Name: 'level', Mutable: true }));
    const described = await call(cognito, 'DescribeUserPool', { UserPoolId: Id });
    const names = described.UserPool.SchemaAttributes.map(({ Name }) => Name);
    assert.deepEqual(names, ['custom:team', 'custom:level']);
    await refused(cognito, 'AddCustomAttributes', add({ Name: 'team' }), 'InvalidParameterException');
    await refused(cognito, 'AddCustomAttributes', add({ Name: 'new', Required: true }), 'InvalidParameterException');
  });
});

describe('the tags of a user pool', () => {
  it('are added and removed by their names', async () => {
    const cognito = freshCognito();
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId });
    const ResourceArn = UserPool.Arn;
    await call(cognito, 'TagResource', { ResourceArn, Tags: { app: 'shop', team: 'a' } });
    await call(cognito, 'TagResource', { ResourceArn, Tags: { team: 'b' } });
    await call(cognito, 'UntagResource', { ResourceArn, TagKeys: ['app'] });
    assert.deepEqual(await call(cognito, 'ListTagsForResource', { ResourceArn }), { Tags: { team: 'b' } });
    const other = `${ResourceArn}x`;
    await refused(cognito, 'ListTagsForResource', { ResourceArn: other }, 'ResourceNotFoundException');
  });
});
