/** Which role the credentials of an identity have. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { SEED } from '../src/index.js';
import { SEED_USER, call, confirmedUser, freshCognito, refused, test } from './support/calls.js';
import { IdentityPoolId, PROVIDER, UserPoolId, allowGuests, guest, loginsOf, role } from './support/identities.js';
import { signInWithSrp } from './support/srp-client.js';

const DENIED = 'NotAuthorizedException';
const KEY = `${PROVIDER}:${SEED.nativeClientId}`;
const named = { UserPoolId, Username: 'username' };

/** The seed's user, in groups with these roles and precedences. */
async function inGroups(groups, cognito = freshCognito()) {
  await confirmedUser(cognito);
  for (const [GroupName, RoleArn, Precedence] of groups) {
    await call(cognito, 'CreateGroup', { UserPoolId, GroupName, RoleArn, Precedence });
    await call(cognito, 'AdminAddUserToGroup', { ...named, GroupName });
  }
  return cognito;
}

const tokens = async (cognito) => (await signInWithSrp(cognito)).AuthenticationResult;

const setRoles = (cognito, mapping, Roles = { authenticated: role('users'), unauthenticated: role('guests') }) =>
  call(cognito, 'SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles,
    ...(mapping && { RoleMappings: { [KEY]: mapping } }),
  });

/** The request for the credentials of the seed's user. */
async function request(cognito, CustomRoleArn) {
  const Logins = loginsOf(await tokens(cognito));
  const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
  return { IdentityId, Logins, CustomRoleArn };
}

async function roleFor(cognito, CustomRoleArn) {
  await call(cognito, 'GetCredentialsForIdentity', await request(cognito, CustomRoleArn));
  return (await test(cognito, 'GET', 'credentials')).at(-1).roleArn;
}

const denied = async (cognito, CustomRoleArn) =>
  refused(cognito, 'GetCredentialsForIdentity', await request(cognito, CustomRoleArn), DENIED);

describe('the role of credentials', () => {
  it("is the pool's for guests and for users", async () => {
    const cognito = await inGroups([]);
    await setRoles(cognito);
    assert.equal(await roleFor(cognito), role('users'));
    assert.equal(await roleFor(cognito, role('users')), role('users'));
    await guest(cognito);
    const [, , credentials] = await test(cognito, 'GET', 'credentials');
    assert.deepEqual([credentials.roleArn, credentials.isGuest], [role('guests'), true]);
    assert.ok(!('secretKey' in credentials || 'sessionToken' in credentials));
  });

  it('has to be configured', async () => {
    const cognito = await inGroups([]);
    await setRoles(cognito, undefined, { authenticated: role('users') });
    await allowGuests(cognito);
    const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId });
    const type = 'InvalidIdentityPoolConfigurationException';
    assert.equal(
      await refused(cognito, 'GetCredentialsForIdentity', { IdentityId }, type),
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
    assert.equal(await roleFor(cognito), role('users'));
  });

  it('cannot be chosen without a mapping', async () => {
    const cognito = await inGroups([['admins', role('admins'), 1]]);
    assert.match(await denied(cognito, role('admins')), /is forbidden\.$/);
    await setRoles(cognito);
    assert.match(await denied(cognito, role('admins')), /is forbidden\.$/);
  });
});

describe('a mapping by token', () => {
  const mapping = { Type: 'Token', AmbiguousRoleResolution: 'Deny' };

  it('takes the preferred role, or the one that is asked for', async () => {
    const cognito = await inGroups([
      ['users', role('members'), 5],
      ['admins', role('admins'), 1],
    ]);
    await setRoles(cognito, mapping);
    assert.equal(await roleFor(cognito), role('admins'));
    assert.equal(await roleFor(cognito, role('members')), role('members'));
    assert.match(await denied(cognito, role('owners')), /is forbidden\.$/);
  });

  it('without a preferred role is resolved as configured', async () => {
    const cognito = await inGroups([
      ['users', role('members'), 1],
      ['admins', role('admins'), 1],
    ]);
    await setRoles(cognito, mapping);
    assert.equal(await denied(cognito), 'The ambiguous role mapping rules denied this request');
    assert.equal(await roleFor(cognito, role('members')), role('members'));
    await setRoles(cognito, { ...mapping, AmbiguousRoleResolution: 'AuthenticatedRole' });
    assert.equal(await roleFor(cognito), role('users'));
  });

  it('belongs to one client of the user pool', async () => {
    const cognito = await inGroups([['admins', role('admins'), 1]]);
    const RoleMappings = { [`${PROVIDER}:${SEED.webClientId}`]: mapping };
    await call(cognito, 'SetIdentityPoolRoles', {
      IdentityPoolId,
      Roles: { authenticated: role('users') },
      RoleMappings,
    });
    assert.equal(await roleFor(cognito), role('users'));
  });
});

describe('a mapping by rules', () => {
  const rule = (Claim, MatchType, Value, name) => ({ Claim, MatchType, Value, RoleARN: role(name) });
  const byRules = (...Rules) => ({
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: { Rules },
  });

  it('takes the first rule that matches', async () => {
    const cognito = await inGroups([['admins', undefined, 1]]);
    for (const [rules, wanted] of [
      [[rule('email', 'Equals', 'my@email.com', 'a'), rule('email', 'Contains', 'my', 'b')], 'a'],
      [[rule('email', 'Equals', 'your@email.com', 'a'), rule('email', 'Contains', '@email', 'b')], 'b'],
      [[rule('email', 'StartsWith', 'your', 'a'), rule('email', 'NotEqual', 'your@email.com', 'b')], 'b'],
      [[rule('email', 'StartsWith', 'my@', 'a')], 'a'],
      [[rule('email', 'StartsWith', 'email', 'a'), rule('email', 'Contains', 'email', 'b')], 'b'],
      [[rule('email_verified', 'Equals', 'true', 'a')], 'a'],
      [[rule('cognito:groups', 'Equals', 'admins', 'a')], 'a'],
    ]) {
      await setRoles(cognito, byRules(...rules));
      assert.equal(await roleFor(cognito), role(wanted));
    }
  });

  it('is resolved as configured if none matches, and never by a claim that is missing', async () => {
    const cognito = await inGroups([]);
    await setRoles(cognito, byRules(rule('department', 'NotEqual', 'sales', 'a')));
    assert.equal(await denied(cognito), 'The ambiguous role mapping rules denied this request');
    await setRoles(cognito, {
      ...byRules(rule('department', 'Equals', 'sales', 'a')),
      AmbiguousRoleResolution: 'AuthenticatedRole',
    });
    assert.equal(await roleFor(cognito), role('users'));
  });

  it('allows to ask for the role of another rule that matches', async () => {
    const cognito = await inGroups([]);
    await setRoles(
      cognito,
      byRules(
        rule('email', 'Contains', 'my', 'a'),
        rule('email', 'Contains', 'email', 'b'),
        rule('email', 'Contains', 'you', 'c'),
      ),
    );
    assert.equal(await roleFor(cognito, role('b')), role('b'));
    assert.match(await denied(cognito, role('c')), /is forbidden\.$/);
  });
});

describe('mappings', () => {
  it('are checked when they are set', async () => {
    const cognito = freshCognito();
    const Roles = { authenticated: role('users') };
    const type = 'InvalidParameterException';
    for (const mapping of [
      { Type: 'Token' },
      { Type: 'Rules', AmbiguousRoleResolution: 'Deny' },
      { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [] } },
      { Type: 'Other', AmbiguousRoleResolution: 'Deny' },
    ]) {
      const input = { IdentityPoolId, Roles, RoleMappings: { [KEY]: mapping } };
      await refused(cognito, 'SetIdentityPoolRoles', input, type);
    }
  });
});

describe('the roles of groups', () => {
  it('are in the ID token, the preferred one being that of the lowest precedence', async () => {
    const groups = [
      ['none', role('none'), undefined],
      ['users', role('members'), 5],
      ['admins', role('admins'), 1],
      ['plain', undefined, 0],
    ];
    const cognito = await inGroups(groups);
    const { IdToken, AccessToken } = await tokens(cognito);
    const claims = decodeJwt(IdToken);
    assert.deepEqual(claims['cognito:roles'], [role('admins'), role('members'), role('none')]);
    assert.equal(claims['cognito:preferred_role'], role('admins'));
    assert.ok(!('cognito:roles' in decodeJwt(AccessToken)));
    const { Group } = await call(cognito, 'UpdateGroup', { UserPoolId, GroupName: 'admins', RoleArn: role('owners') });
    assert.equal(Group.RoleArn, role('owners'));
    assert.equal(decodeJwt((await tokens(cognito)).IdToken)['cognito:preferred_role'], role('owners'));
  });

  it('can be replaced by the trigger of tokens', async () => {
    const seen = [];
    const preTokenGeneration = (event) => {
      seen.push(event.request.groupConfiguration);
      const groupOverrideDetails = { iamRolesToOverride: [role('a'), role('b')], preferredRole: role('b') };
      event.response.claimsOverrideDetails = { groupOverrideDetails };
      return event;
    };
    const groups = [['admins', role('admins'), 1]];
    const cognito = await inGroups(groups, freshCognito({ triggers: { preTokenGeneration } }));
    const claims = decodeJwt((await tokens(cognito)).IdToken);
    assert.deepEqual(claims['cognito:roles'], [role('a'), role('b')]);
    assert.equal(claims['cognito:preferred_role'], role('b'));
    assert.deepEqual(claims['cognito:groups'], ['admins']);
    assert.deepEqual(seen, [
      { groupsToOverride: ['admins'], iamRolesToOverride: [role('admins')], preferredRole: role('admins') },
    ]);
  });

  it('are absent from the tokens of a user without any', async () => {
    const cognito = await inGroups([]);
    const claims = decodeJwt((await tokens(cognito)).IdToken);
    assert.ok(!('cognito:roles' in claims || 'cognito:preferred_role' in claims));
    assert.equal(claims['cognito:username'], SEED_USER.Username);
  });
});
