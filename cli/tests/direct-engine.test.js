/** The engine that makes a backend by the services' calls, against the local Cognito. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { IAMClient } from '@aws-sdk/client-iam';
import { startServer } from 'cognito-wasm-local';
import { defaultAnswers, defaultScopes } from '../src/answers/answers.js';
import { backendOf } from '../src/backend/backend.js';
import { createDirectEngine } from '../src/direct/direct-engine.js';
import { fakeIam } from './support/fake-iam.js';

const environment = { projectName: 'Shop', environment: 'dev', region: 'us-east-1', stamp: '101010' };
const reads = /^(Describe|Get|List)/;

let server;
let iam;
let engine;

beforeEach(async () => {
  server = await startServer({ port: 0, deterministic: true });
  iam = fakeIam();
  engine = engineAt(server.url);
});

afterEach(() => server.close());

/** An engine whose clients try once. */
function engineAt(endpoint, roles = iam, more = {}) {
  const options = {
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const cognito = new CognitoIdentityProviderClient(options);
  return createDirectEngine({ cognito, identity: new CognitoIdentityClient(options), iam: roles, ...more });
}

/** The default answers, changed. */
function answersWith(change = () => {}) {
  const answers = defaultAnswers('Shop', '0a1b2c3d');
  change(answers);
  return answers;
}

const backendWith = (change) => backendOf(answersWith(change), environment);

/** What a push tells, and what it has saved at last. */
function progress({ abortAfter = Infinity } = {}) {
  const controller = new AbortController();
  const told = { saved: [], reports: [], warnings: [], secrets: [] };
  const report = ({ operation, resource }, state) => {
    told.reports.push(`${operation} ${resource} ${state}`);
    if (told.reports.length >= abortAfter) controller.abort();
  };
  return Object.assign(told, {
    save: (pushed) => told.saved.push(structuredClone(pushed)),
    report,
    warn: (text) => told.warnings.push(text),
    secret: (provider) => {
      told.secrets.push(provider);
      return Promise.resolve('s3cret');
    },
    signal: controller.signal,
  });
}

async function push(backend, pushed = { outputs: {} }, { options = {}, at = engine } = {}) {
  const told = progress();
  const plan = await at.plan(backend, pushed, options);
  const outputs = await at.apply(plan, told);
  return { plan, outputs, told, pushed: told.saved.at(-1) };
}

async function journal() {
  const response = await fetch(`${server.url}_test/journal`);
  const entries = await response.json();
  return entries.map(({ operation, body }) => ({ operation, body }));
}

const operations = async () => (await journal()).map(({ operation }) => operation);

const clearJournal = () => fetch(`${server.url}_test/journal`, { method: 'DELETE' });

const changesOf = ({ changes }) =>
  changes
    .filter(({ operation }) => operation !== 'No change')
    .map(({ operation, resource }) => `${operation} ${resource}`);

const bodyOf = async (name) => (await journal()).filter(({ operation }) => operation === name).map(({ body }) => body);

describe('a first push of the default answers', () => {
  it('makes the calls that the CLI stands for, with the settings of "Default configuration"', async () => {
    const { outputs } = await push(backendWith());
    assert.deepEqual(await operations(), [
      ...['CreateUserPool', 'CreateUserPoolClient', 'CreateUserPoolClient'],
      ...['CreateIdentityPool', 'SetIdentityPoolRoles'],
    ]);
    assert.deepEqual(await bodyOf('CreateUserPool'), [
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
    assert.deepEqual(await bodyOf('CreateUserPoolClient'), [
      { ClientName: 'shop0a1b2c3d_app_clientWeb', ...both, UserPoolId },
      { ClientName: 'shop0a1b2c3d_app_client', GenerateSecret: false, ...both, UserPoolId },
    ]);
    const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${UserPoolId}`;
    assert.deepEqual(await bodyOf('CreateIdentityPool'), [
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
    assert.deepEqual(await bodyOf('SetIdentityPoolRoles'), [
      {
        Roles: {
          authenticated: `arn:aws:iam::123456789012:role/${name}-authRole`,
          unauthenticated: `arn:aws:iam::123456789012:role/${name}-unauthRole`,
        },
        IdentityPoolId,
      },
    ]);
    assert.deepEqual([...iam.roles.keys()], [`${name}-authRole`, `${name}-unauthRole`]);
    const { Statement } = JSON.parse(iam.roles.get(`${name}-authRole`).trust);
    assert.deepEqual(Statement[0].Condition, {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': IdentityPoolId },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
    });
  });

  it('is shown before anything is made', async () => {
    const plan = await engine.plan(backendWith(), { outputs: {} });
    assert.deepEqual(changesOf(plan), [
      ...['Create UserPool', 'Create UserPoolClientWeb', 'Create UserPoolClient'],
      ...['Create IdentityPool', 'Create AuthRole', 'Create UnauthRole', 'Create IdentityPoolRoleMap'],
    ]);
    assert.deepEqual(await operations(), []);
  });

  it('warns that an endpoint has no IAM, and goes on', async () => {
    const { told, outputs } = await push(backendWith(), undefined, {
      at: engineAt(server.url, fakeIam({ exists: false })),
    });
    assert.equal(told.warnings.length, 2);
    assert.ok(outputs.identityPoolId);
    const [{ Roles }] = await bodyOf('SetIdentityPoolRoles');
    assert.equal(Roles.authenticated, 'arn:aws:iam::000000000000:role/cognito-wasm-shop-dev-101010-authRole');
  });
});

describe('an endpoint without IAM', () => {
  it('is told from one that refuses, with the real client', async () => {
    const options = { endpoint: server.url, region: 'us-east-1', maxAttempts: 1 };
    const roles = new IAMClient({ ...options, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
    const at = engineAt(server.url, roles);
    const { told, pushed } = await push(backendWith(), undefined, { at });
    assert.equal(told.warnings.length, 2);
    assert.deepEqual(changesOf(await at.plan(backendWith(), pushed)), []);
    assert.equal((await push(null, pushed, { at })).outputs, null);
  });

  it('does not keep an interrupted push from continuing', async () => {
    const at = engineAt(server.url, fakeIam({ exists: false }));
    const told = progress({ abortAfter: 4 });
    await assert.rejects(at.apply(await at.plan(backendWith(), { outputs: {} }), told), /continues here/);
    assert.ok((await push(backendWith(), told.saved.at(-1), { at })).outputs.identityPoolId);
  });
});

describe('a second push', () => {
  it('of the same answers changes nothing, and only reads', async () => {
    const { pushed } = await push(backendWith());
    await clearJournal();
    const plan = await engine.plan(backendWith(), pushed);
    assert.deepEqual(changesOf(plan), []);
    assert.deepEqual(plan.drift, []);
    assert.deepEqual(
      (await operations()).filter((name) => !reads.test(name)),
      [],
    );
  });

  it('changes what can change, and repeats what others have set besides', async () => {
    const { pushed, outputs } = await push(backendWith());
    const { userPoolId: UserPoolId } = outputs;
    const cognito = new CognitoIdentityProviderClient({
      endpoint: server.url,
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
    assert.equal(second.outputs.domain, 'shop-dev.auth.us-east-1.amazoncognito.com');
    assert.ok(!JSON.stringify([second.told.saved, second.plan]).includes('s3cret'));
    assert.deepEqual(changesOf(await engine.plan(more, second.pushed)), []);
    const renewed = await push(more, second.pushed, { at: engineAt(server.url, iam, { newSecrets: ['Google'] }) });
    assert.deepEqual(changesOf(renewed.plan), ['Update UserPoolGoogle']);
    assert.deepEqual(renewed.told.secrets, ['Google']);
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
    assert.deepEqual(changesOf(await engine.plan(fewer, third.pushed)), []);
  });

  for (const [what, change, member] of [
    ['how users sign in', ({ userPool }) => (userPool.signInMethod = 'EMAIL'), 'UsernameAttributes'],
    ['aliases', ({ userPool }) => (userPool.aliases = ['EMAIL']), 'AliasAttributes'],
    ['required attributes', ({ userPool }) => userPool.requiredAttributes.push('name'), 'RequiredAttributes'],
  ])
    it(`refuses other ${what} before anything is touched, with the reason`, async () => {
      const { pushed } = await push(backendWith());
      await clearJournal();
      await assert.rejects(engine.plan(backendWith(change), pushed), ({ name, message }) => {
        assert.equal(name, 'CliError');
        assert.match(message, new RegExp(`cannot change in place \\(${member}`));
        return true;
      });
      assert.deepEqual(
        (await operations()).filter((operation) => !reads.test(operation)),
        [],
      );
    });

  it('refuses a custom attribute of another type', async () => {
    const withTeam = (type) =>
      backendWith(({ userPool }) => {
        userPool.customAttributes = [{ name: 'team', type, isMutable: true }];
      });
    const { pushed } = await push(withTeam('String'));
    await assert.rejects(engine.plan(withTeam('Number'), pushed), /Add one with another name/);
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
    const plan = await engine.plan(backendWith(), pushed);
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
    const bodies = await bodyOf('UpdateUserPool');
    assert.equal(bodies.at(-1).Policies.PasswordPolicy.MinimumLength, 20);
    assert.equal(bodies.at(-1).EmailVerificationSubject, 'Hello');
  });

  it('is overwritten if one asks for it', async () => {
    const pushed = await drifted();
    const { plan } = await push(backendWith(), pushed, { options: { overwritesDrift: true } });
    assert.deepEqual(changesOf(plan), ['Update UserPool']);
    assert.equal((await bodyOf('UpdateUserPool')).at(-1).Policies.PasswordPolicy.MinimumLength, 8);
  });
});

describe('an interrupted push', () => {
  it('continues where it stopped, at every step', async () => {
    const whole = (await push(backendWith())).told.reports.length;
    for (let step = 1; step <= whole; step += 1) {
      await server.close();
      server = await startServer({ port: 0, deterministic: true });
      iam = fakeIam();
      engine = engineAt(server.url);
      const told = progress({ abortAfter: step });
      const plan = await engine.plan(backendWith(), { outputs: {} });
      const outcome = await engine.apply(plan, told).catch((error) => error);
      if (outcome instanceof Error) assert.equal(outcome.exitCode, 130);
      const { outputs, pushed } = await push(backendWith(), told.saved.at(-1));
      const made = await operations();
      for (const name of ['CreateUserPool', 'CreateIdentityPool', 'SetIdentityPoolRoles'])
        assert.equal(made.filter((one) => one === name).length, 1, `${name} after ${step}`);
      assert.equal(made.filter((one) => one === 'CreateUserPoolClient').length, 2);
      assert.deepEqual(Object.keys(outputs).sort(), [
        ...['identityPoolId', 'identityPoolName', 'nativeClientId', 'region'],
        ...['userPoolArn', 'userPoolId', 'userPoolName', 'webClientId'],
      ]);
      assert.equal(pushed.unfinished, undefined);
    }
  });

  for (const operation of ['CreateUserPool', 'CreateUserPoolClient', 'CreateIdentityPool', 'SetIdentityPoolRoles'])
    it(`finds what ${operation} has made if its reply was lost`, async () => {
      await fetch(`${server.url}_test/faults`, {
        method: 'POST',
        body: JSON.stringify({ operation, kind: 'lose-reply' }),
      });
      const told = progress();
      const plan = await engine.plan(backendWith(), { outputs: {} });
      await assert.rejects(engine.apply(plan, told));
      await fetch(`${server.url}_test/faults`, { method: 'DELETE' });
      const { pushed } = await push(backendWith(), told.saved.at(-1));
      const made = (await operations()).filter((one) => one === operation).length;
      const usual = operation === 'CreateUserPoolClient' ? 2 : 1;
      assert.equal(made, usual);
      assert.deepEqual(changesOf(await engine.plan(backendWith(), pushed)), []);
    });
});

describe('what is no longer wanted', () => {
  it('is taken out of settings at any depth', async () => {
    const passwordless = backendWith(({ userPool }) => {
      userPool.firstFactors = ['PASSWORD', 'EMAIL_OTP'];
    });
    const { pushed } = await push(passwordless);
    const { plan } = await push(backendWith(), pushed);
    const [{ details }] = plan.changes.filter(({ resource }) => resource === 'UserPool');
    assert.match(details.join(), /Policies\.SignInPolicy/);
    assert.equal((await bodyOf('UpdateUserPool')).at(-1).Policies.SignInPolicy, undefined);
  });

  it('is removed if only an interrupted push has made it', async () => {
    const told = progress({ abortAfter: 4 });
    await assert.rejects(engine.apply(await engine.plan(backendWith(), { outputs: {} }), told));
    const { plan, pushed } = await push(null, told.saved.at(-1));
    assert.deepEqual(changesOf(plan), ['Delete UserPoolClientWeb', 'Delete UserPool']);
    assert.deepEqual(pushed, { outputs: {} });
    assert.ok((await operations()).includes('DeleteUserPool'));
  });

  it('is removed with its roles: text messages, and the identity pool', async () => {
    const texting = backendWith(({ userPool }) => {
      userPool.mfa = { ...userPool.mfa, mode: 'OPTIONAL', types: ['SMS', 'TOTP'] };
    });
    const { pushed } = await push(texting);
    assert.deepEqual(changesOf(await engine.plan(texting, pushed)), []);
    assert.equal(iam.roles.get('shop0a1b2c3d-sns-role-dev').policies.size, 1);
    const plain = backendWith((answers) => {
      answers.identityPool = null;
    });
    const { plan, pushed: left } = await push(plain, pushed);
    assert.deepEqual(changesOf(plan), [
      ...['Update UserPool', 'Delete IdentityPoolRoleMap', 'Delete UnauthRole', 'Delete AuthRole'],
      ...['Delete IdentityPool', 'Delete UserPoolMfa', 'Delete SNSRole'],
    ]);
    assert.ok(plan.changes.every(({ name }) => name !== ''));
    assert.equal(iam.roles.size, 0);
    assert.deepEqual(changesOf(await engine.plan(plain, left)), []);
  });
});

describe('a removal', () => {
  it('deletes everything, in the opposite order, and forgets it', async () => {
    const { pushed } = await push(backendWith());
    await clearJournal();
    const { plan, outputs, pushed: left } = await push(null, pushed);
    assert.equal(outputs, null);
    assert.deepEqual(left, { outputs: {} });
    assert.deepEqual(changesOf(plan), [
      ...['Delete IdentityPoolRoleMap', 'Delete UnauthRole', 'Delete AuthRole', 'Delete IdentityPool'],
      ...['Delete UserPoolClient', 'Delete UserPoolClientWeb', 'Delete UserPool'],
    ]);
    assert.deepEqual(iam.roles.size, 0);
    const deletions = (await operations()).filter((operation) => operation.startsWith('Delete'));
    assert.deepEqual(deletions, [
      'DeleteIdentityPool',
      'DeleteUserPoolClient',
      'DeleteUserPoolClient',
      'DeleteUserPool',
    ]);
  });
});
