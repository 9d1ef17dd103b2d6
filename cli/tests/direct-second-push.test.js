/** What later pushes change by the services' calls, and what they refuse. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { defaultScopes } from '../src/answers/answers.js';
import {
  backendWith,
  bodiesOf,
  changesOf,
  clearJournal,
  clientOptions,
  direct,
  engineAt,
  push,
  writes,
} from './support/direct.js';

describe('a second push', () => {
  it('of the same answers changes nothing, and only reads', async () => {
    const { pushed } = await push(backendWith());
    await clearJournal();
    const plan = await direct.engine.plan(backendWith(), pushed);
    assert.deepEqual(changesOf(plan), []);
    assert.deepEqual(plan.drift, []);
    assert.deepEqual(await writes(), []);
  });

  it('changes what can change, and repeats what others have set besides', async () => {
    const { pushed, outputs } = await push(backendWith());
    const { userPoolId: UserPoolId } = outputs;
    const cognito = new CognitoIdentityProviderClient({
      endpoint: direct.server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const before = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { PoolName, Policies, AutoVerifiedAttributes, UserAttributeUpdateSettings } = backendWith().userPool;
    const { EmailVerificationMessage, EmailVerificationSubject } = backendWith().userPool;
    await cognito.send(
      new UpdateUserPoolCommand({
        ...{ UserPoolId, PoolName, Policies, AutoVerifiedAttributes, UserAttributeUpdateSettings },
        ...{ EmailVerificationMessage, EmailVerificationSubject, DeletionProtection: 'ACTIVE' },
      }),
    );
    const longer = backendWith(({ userPool }) => {
      userPool.passwordPolicy.minimumLength = 12;
    });
    const { plan } = await push(longer, pushed);
    assert.deepEqual(changesOf(plan), ['Update UserPool']);
    const [{ details }] = plan.changes.filter(({ operation }) => operation === 'Update');
    assert.deepEqual(details, ['Policies.PasswordPolicy.MinimumLength: 8 → 12']);
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    assert.equal(UserPool.Policies.PasswordPolicy.MinimumLength, 12);
    assert.equal(UserPool.DeletionProtection, 'ACTIVE');
    assert.deepEqual(UserPool.AutoVerifiedAttributes, before.UserPool.AutoVerifiedAttributes);
  });

  it('shows what MFA becomes, and not that it ends', async () => {
    const { pushed, outputs } = await push(backendWith());
    const { plan } = await push(
      backendWith(({ userPool }) => Object.assign(userPool.mfa, { mode: 'OPTIONAL', types: ['TOTP'] })),
      pushed,
    );
    const shown = plan.changes.filter(({ operation }) => operation !== 'No change');
    assert.deepEqual(
      shown.map(({ operation, resource, details }) => [operation, resource, ...details]),
      [
        [
          'Update',
          'UserPoolMfa',
          'MfaConfiguration: OFF → OPTIONAL',
          'SoftwareTokenMfaConfiguration.Enabled: false → true',
        ],
      ],
    );
    const { userPoolId: UserPoolId } = outputs;
    const cognito = new CognitoIdentityProviderClient(clientOptions(direct.server.url));
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    assert.equal(UserPool.MfaConfiguration, 'OPTIONAL');
  });

  it('adds groups, custom attributes and Cognito’s own pages, and removes them again', async () => {
    const { pushed } = await push(backendWith());
    const more = backendWith(({ userPool }) => {
      userPool.groups = ['editors', 'readers'];
      userPool.customAttributes = [{ name: 'team', type: 'String', isMutable: true }];
      userPool.hostedUI = {
        domainPrefix: 'shop',
        signInUrls: ['http://localhost:3000/'],
        signOutUrls: ['http://localhost:3000/'],
        grant: 'CODE',
        scopes: defaultScopes,
        socialProviders: [{ type: 'Google', clientId: 'google-app' }],
      };
    });
    const second = await push(more, pushed);
    assert.deepEqual(changesOf(second.plan), [
      ...['Update UserPool', 'Create UserPoolDomain', 'Create UserPoolGoogle', 'Update UserPoolClientWeb'],
      ...['Update UserPoolClient', 'Create editorsGroupRole', 'Create editorsGroup', 'Create readersGroupRole'],
      ...['Create readersGroup', 'Update IdentityPoolRoleMap'],
    ]);
    assert.deepEqual(second.told.secrets, ['Google']);
    assert.deepEqual(second.plan.secrets, [{ provider: 'Google', member: 'client_secret' }]);
    assert.equal(second.outputs.domain, 'shop-dev.auth.us-east-1.amazoncognito.com');
    assert.ok(!JSON.stringify([second.told.saved, second.plan]).includes('s3cret'));
    const again = await direct.engine.plan(more, second.pushed);
    assert.deepEqual([changesOf(again), again.secrets], [[], []]);
    const renewed = await push(more, second.pushed, {
      at: engineAt(direct.server.url, direct.iam, { newSecrets: ['Google'] }),
    });
    assert.deepEqual(changesOf(renewed.plan), ['Update UserPoolGoogle']);
    assert.deepEqual(renewed.told.secrets, ['Google']);
    assert.deepEqual(renewed.plan.secrets, second.plan.secrets);
    assert.ok(!JSON.stringify([renewed.told.saved, renewed.plan]).includes('s3cret'));
    const fewer = backendWith(({ userPool }) => {
      userPool.customAttributes = [{ name: 'team', type: 'String', isMutable: true }];
    });
    const third = await push(fewer, second.pushed);
    assert.deepEqual(changesOf(third.plan), [
      ...['Update UserPoolClientWeb', 'Update UserPoolClient', 'Update IdentityPoolRoleMap'],
      ...['Delete readersGroup', 'Delete readersGroupRole', 'Delete editorsGroup', 'Delete editorsGroupRole'],
      ...['Delete UserPoolGoogle', 'Delete UserPoolDomain'],
    ]);
    assert.equal(third.outputs.domain, undefined);
    assert.deepEqual(changesOf(await direct.engine.plan(fewer, third.pushed)), []);
  });

  for (const [what, change, member] of [
    ['how users sign in', ({ userPool }) => (userPool.signInMethod = 'EMAIL'), 'UsernameAttributes'],
    ['aliases', ({ userPool }) => (userPool.aliases = ['EMAIL']), 'AliasAttributes'],
    ['required attributes', ({ userPool }) => userPool.requiredAttributes.push('name'), 'RequiredAttributes'],
  ])
    it(`refuses other ${what} before anything is touched, with the reason`, async () => {
      const { pushed } = await push(backendWith());
      await clearJournal();
      await assert.rejects(direct.engine.plan(backendWith(change), pushed), ({ name, message }) => {
        assert.equal(name, 'CliError');
        assert.match(message, new RegExp(`cannot change in place \\(${member}`));
        assert.match(message, /run "remove auth", "push", "add auth" and "push"; the first push deletes the users\.$/);
        return true;
      });
      assert.deepEqual(await writes(), []);
    });

  it('refuses a custom attribute of another type', async () => {
    const withTeam = (type) =>
      backendWith(({ userPool }) => {
        userPool.customAttributes = [{ name: 'team', type, isMutable: true }];
      });
    const { pushed } = await push(withTeam('String'));
    await assert.rejects(direct.engine.plan(withTeam('Number'), pushed), /Add one with another name/);
  });
});

describe('what somebody has changed by hand', () => {
  async function drifted() {
    const { pushed } = await push(backendWith());
    const other = backendWith(({ userPool }) => {
      userPool.passwordPolicy.minimumLength = 20;
    });
    await push(other, { outputs: pushed.outputs, roleArns: pushed.roleArns, backend: backendWith() });
    return pushed;
  }

  it('is shown, and stays', async () => {
    const pushed = await drifted();
    const plan = await direct.engine.plan(backendWith(), pushed);
    assert.deepEqual(changesOf(plan), []);
    assert.deepEqual(
      plan.drift.map(({ resource, details }) => [resource, details]),
      [['UserPool', ['Policies.PasswordPolicy.MinimumLength: 8 → 20']]],
    );
    const subject = backendWith(({ userPool }) => {
      userPool.verificationSubject = 'Hello';
    });
    const { plan: second } = await push(subject, pushed);
    assert.equal(second.drift.length, 1);
    const bodies = await bodiesOf('UpdateUserPool');
    assert.equal(bodies.at(-1).Policies.PasswordPolicy.MinimumLength, 20);
    assert.equal(bodies.at(-1).EmailVerificationSubject, 'Hello');
  });

  it('is overwritten if one asks for it', async () => {
    const pushed = await drifted();
    const { plan } = await push(backendWith(), pushed, { options: { overwritesDrift: true } });
    assert.deepEqual(changesOf(plan), ['Update UserPool']);
    assert.equal((await bodiesOf('UpdateUserPool')).at(-1).Policies.PasswordPolicy.MinimumLength, 8);
  });
});
