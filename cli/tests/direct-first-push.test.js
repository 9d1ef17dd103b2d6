/** The calls that make a backend where there is no CloudFormation. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { IAMClient } from '@aws-sdk/client-iam';
import { backendWith, bodiesOf, changesOf, direct, engineAt, progress, push, writes } from './support/direct.js';
import { fakeIam } from './support/fake-iam.js';

describe('a first push of the default answers', () => {
  it('makes the calls that the CLI stands for, with the settings of "Default configuration"', async () => {
    const { outputs } = await push(backendWith());
    assert.deepEqual(await writes(), [
      ...['CreateUserPool', 'CreateUserPoolClient', 'CreateUserPoolClient'],
      ...['CreateIdentityPool', 'SetIdentityPoolRoles'],
    ]);
    assert.deepEqual(await bodiesOf('CreateUserPool'), [
      {
        PoolName: 'shop0a1b2c3d_userpool_0a1b2c3d-dev',
        Policies: {
          PasswordPolicy: {
            MinimumLength: 8,
            RequireLowercase: false,
            RequireUppercase: false,
            RequireNumbers: false,
            RequireSymbols: false,
            TemporaryPasswordValidityDays: 7,
          },
        },
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        UsernameConfiguration: { CaseSensitive: false },
        AutoVerifiedAttributes: ['email'],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
        EmailVerificationSubject: 'Your verification code',
        EmailVerificationMessage: 'Your verification code is {####}',
        MfaConfiguration: 'OFF',
      },
    ]);
    const both = { RefreshTokenValidity: 30, TokenValidityUnits: { RefreshToken: 'days' } };
    const { userPoolId: UserPoolId, webClientId, nativeClientId, identityPoolId: IdentityPoolId } = outputs;
    assert.deepEqual(await bodiesOf('CreateUserPoolClient'), [
      { ClientName: 'shop0a1b2c3d_app_clientWeb', ...both, UserPoolId },
      { ClientName: 'shop0a1b2c3d_app_client', GenerateSecret: false, ...both, UserPoolId },
    ]);
    const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    assert.deepEqual(await bodiesOf('CreateIdentityPool'), [
      {
        IdentityPoolName: 'shop0a1b2c3d_identitypool_0a1b2c3d__dev',
        AllowUnauthenticatedIdentities: false,
        CognitoIdentityProviders: [webClientId, nativeClientId].map((ClientId) => ({
          ProviderName,
          ClientId,
          ServerSideTokenCheck: false,
        })),
      },
    ]);
    const name = 'cognito-wasm-shop-dev-101010';
    assert.deepEqual(await bodiesOf('SetIdentityPoolRoles'), [
      {
        Roles: {
          authenticated: `arn:aws:iam::123456789012:role/${name}-authRole`,
          unauthenticated: `arn:aws:iam::123456789012:role/${name}-unauthRole`,
        },
        IdentityPoolId,
      },
    ]);
    assert.deepEqual([...direct.iam.roles.keys()], [`${name}-authRole`, `${name}-unauthRole`]);
    const { Statement } = JSON.parse(direct.iam.roles.get(`${name}-authRole`).trust);
    assert.deepEqual(Statement[0].Condition, {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    });
  });

  it('is shown before anything is made', async () => {
    const plan = await direct.engine.plan(backendWith(), { outputs: {} });
    assert.deepEqual(changesOf(plan), [
      ...['Create UserPool', 'Create UserPoolClientWeb', 'Create UserPoolClient'],
      ...['Create IdentityPool', 'Create AuthRole', 'Create UnauthRole', 'Create IdentityPoolRoleMap'],
    ]);
    assert.deepEqual(await writes(), []);
  });

  it('tells that an endpoint has no IAM, says of no role that it was made, and goes on', async () => {
    const { told, outputs } = await push(backendWith(), undefined, {
      at: engineAt(direct.server.url, fakeIam({ exists: false })),
    });
    assert.deepEqual(
      told.reports.filter((line) => /Role (done|skipped)/.test(line)),
      ['Create AuthRole skipped', 'Create UnauthRole skipped'],
    );
    assert.ok(outputs.identityPoolId);
    const [{ Roles }] = await bodiesOf('SetIdentityPoolRoles');
    assert.equal(Roles.authenticated, 'arn:aws:iam::000000000000:role/cognito-wasm-shop-dev-101010-authRole');
  });
});

describe('an endpoint without IAM', () => {
  it('is told from one that refuses, with the real client', async () => {
    const options = { endpoint: direct.server.url, region: 'us-east-1', maxAttempts: 1 };
    const roles = new IAMClient({ ...options, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    const at = engineAt(direct.server.url, roles);
    const { told, pushed } = await push(backendWith(), undefined, { at });
    assert.ok(told.reports.includes('Create AuthRole skipped'));
    assert.deepEqual(changesOf(await at.plan(backendWith(), pushed)), []);
    const removed = await push(null, pushed, { at });
    assert.equal(removed.outputs, null);
    assert.ok(removed.told.reports.includes('Delete AuthRole skipped'));
  });

  it('is known in advance if only the other services have an address of their own', async () => {
    const { told, pushed } = await push(backendWith(), undefined, { at: engineAt(direct.server.url, null) });
    assert.ok(told.reports.includes('Create UnauthRole skipped'));
    assert.equal(pushed.roleArns.UnauthRole, 'arn:aws:iam::000000000000:role/cognito-wasm-shop-dev-101010-unauthRole');
  });

  it('does not keep an interrupted push from continuing', async () => {
    const at = engineAt(direct.server.url, fakeIam({ exists: false }));
    const told = progress({ abortAfter: 4 });
    await assert.rejects(at.apply(await at.plan(backendWith(), { outputs: {} }), told), /continues here/);
    assert.ok((await push(backendWith(), told.saved.at(-1), { at })).outputs.identityPoolId);
  });
});
