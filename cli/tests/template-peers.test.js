/** The templates before judges that others have written: cfn-lint, and moto's CloudFormation. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListGroupsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { backendOf } from '../src/backend/backend.js';
import { createStackEngine } from '../src/cloudformation/engine.js';
import { templateOf } from '../src/template/template.js';
import { answersOf, answersWith, choices, coveringCombinations, environment } from './support/answers.js';
import { clientsOf } from './support/aws.js';
import { installTools, lint, startMoto } from './support/python.js';

const bin = await installTools();

describe('cfn-lint', () => {
  let folder;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'cognito-wasm-templates-'))));
  after(() => rm(folder, { recursive: true }));

  it('finds nothing in templates with every pair of choices', async () => {
    const files = await Promise.all(
      coveringCombinations().map(async (combination) => {
        const file = join(folder, `${combination.join('-')}.json`);
        await writeFile(file, JSON.stringify(templateOf(backendOf(answersOf(combination), environment)), null, 2));
        return file;
      }),
    );
    assert.ok(files.length > 40);
    const found = await lint(bin, files);
    assert.deepEqual(
      found.map(
        ({ Filename, Level, Message, Rule }) => `${Level} ${Rule.Id} ${Filename.slice(folder.length)} ${Message}`,
      ),
      [],
    );
  });

  it('does find a property that does not exist, and a reference that leads nowhere', async () => {
    const template = templateOf(backendOf(answersWith(), environment));
    template.Resources.UserPool.Properties.Nonsense = true;
    template.Resources.UserPoolClient.Properties.UserPoolId = { Ref: 'Nowhere' };
    const file = join(folder, 'wrong.json');
    await writeFile(file, JSON.stringify(template));
    const rules = new Set((await lint(bin, [file])).map(({ Rule }) => Rule.Id));
    assert.ok(rules.has('E3002') && rules.has('E1020'), [...rules].join());
  });
});

describe('moto', () => {
  let moto;
  before(async () => (moto = await startMoto(bin)));
  after(() => moto.stop());

  /** Deploys answers into a stack of their own. */
  async function deployed(stackName, ...changes) {
    const place = { ...environment, stamp: stackName };
    const clients = clientsOf(moto.url);
    const saved = [];
    const progress = {
      save: (pushed) => saved.push(pushed),
      report: () => undefined,
      secret: async (provider) => `secret-of-${provider}`,
      signal: new AbortController().signal,
    };
    const engine = createStackEngine({ clients, environment: place, stackName, wait: async () => undefined });
    const push = async (backend, pushed) => engine.apply(await engine.plan(backend, pushed), progress);
    const outputs = await push(backendOf(answersWith(...changes), place), { outputs: {} });
    const { UserPool: pool } = await clients.cognito.send(
      new DescribeUserPoolCommand({ UserPoolId: outputs.userPoolId }),
    );
    const clientOf = async (ClientId) => {
      const command = new DescribeUserPoolClientCommand({ UserPoolId: outputs.userPoolId, ClientId });
      return (await clients.cognito.send(command)).UserPoolClient;
    };
    return { clients, place, push, saved, outputs, pool, clientOf };
  }

  it('makes a pool with the default settings', async () => {
    const { pool, outputs } = await deployed('defaults');
    assert.equal(pool.Name, 'myshop0a1b2c3d_userpool_0a1b2c3d-dev');
    assert.equal(pool.Arn, outputs.userPoolArn);
    assert.deepEqual(pool.Policies.PasswordPolicy, {
      MinimumLength: 8,
      RequireLowercase: false,
      RequireUppercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
    assert.deepEqual(pool.AutoVerifiedAttributes, ['email']);
    assert.deepEqual(pool.UserAttributeUpdateSettings, { AttributesRequireVerificationBeforeUpdate: ['email'] });
    assert.deepEqual(pool.UsernameConfiguration, { CaseSensitive: false });
    assert.equal(pool.EmailVerificationSubject, 'Your verification code');
    assert.equal(pool.EmailVerificationMessage, 'Your verification code is {####}');
    assert.equal(pool.MfaConfiguration, 'OFF');
    const email = pool.SchemaAttributes.find(({ Name }) => Name === 'email');
    assert.deepEqual([email.Required, email.Mutable], [true, true]);
  });

  it('makes two app clients without a secret, with tokens for 30 days', async () => {
    const { outputs, clientOf } = await deployed('app-clients');
    const web = await clientOf(outputs.webClientId);
    const native = await clientOf(outputs.nativeClientId);
    assert.deepEqual(
      [web.ClientName, native.ClientName],
      ['myshop0a1b2c3d_app_clientWeb', 'myshop0a1b2c3d_app_client'],
    );
    for (const client of [web, native]) {
      assert.deepEqual([client.RefreshTokenValidity, client.TokenValidityUnits], [30, { RefreshToken: 'days' }]);
      assert.deepEqual([client.ClientSecret, client.ExplicitAuthFlows], [undefined, undefined]);
    }
  });

  it('makes an identity pool for both app clients, whose roles trust its users only', async () => {
    const { clients, outputs } = await deployed('identity-pool');
    const pool = await clients.identity.send(
      new DescribeIdentityPoolCommand({ IdentityPoolId: outputs.identityPoolId }),
    );
    const ProviderName = `cognito-idp.eu-west-1.amazonaws.com/${outputs.userPoolId}`;
    assert.equal(pool.AllowUnauthenticatedIdentities, false);
    assert.deepEqual(pool.CognitoIdentityProviders, [
      { ProviderName, ClientId: outputs.webClientId },
      { ProviderName, ClientId: outputs.nativeClientId },
    ]);
    const roles = {};
    for (const kind of ['auth', 'unauth']) {
      const RoleName = `cognito-wasm-myshop-dev-identity-pool-${kind}Role`;
      const { Role } = await clients.iam.send(new GetRoleCommand({ RoleName }));
      const [{ Effect, Condition }] = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument)).Statement;
      roles[`${kind}enticated`] = Role.Arn;
      assert.deepEqual(
        [Effect, Condition],
        [
          'Allow',
          {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': outputs.identityPoolId },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': `${kind}enticated` },
          },
        ],
      );
    }
    const { StackResourceDetail } = await clients.cloudFormation.send(
      new DescribeStackResourceCommand({ StackName: 'identity-pool', LogicalResourceId: 'IdentityPoolRoleMap' }),
    );
    assert.deepEqual(JSON.parse(StackResourceDetail.PhysicalResourceId), {
      IdentityPoolId: outputs.identityPoolId,
      Roles: roles,
    });
  });

  it('makes everything of a pool with hosted pages, social providers, MFA and groups', async () => {
    const { clients, outputs, pool, clientOf } = await deployed(
      'everything',
      choices.pages[3],
      choices.mfa[3],
      choices.groups[1],
      choices.details[1],
    );
    const UserPoolId = outputs.userPoolId;
    assert.equal(pool.Domain, 'shop-0a1b2c3d-dev');
    assert.equal(outputs.domain, 'shop-0a1b2c3d-dev.auth.eu-west-1.amazoncognito.com');
    assert.equal(pool.SmsConfiguration.ExternalId, 'myshop0a1b2c3d_role_external_id');
    assert.match(pool.SmsConfiguration.SnsCallerArn, /:role\/myshop0a1b2c3d-sns-role-dev$/);
    const mfa = await clients.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    assert.deepEqual(
      [mfa.MfaConfiguration, mfa.SoftwareTokenMfaConfiguration, mfa.SmsMfaConfiguration.SmsAuthenticationMessage],
      ['ON', { Enabled: true }, 'Your code: {####}'],
    );
    const web = await clientOf(outputs.webClientId);
    assert.deepEqual(web.SupportedIdentityProviders, [
      'Google',
      'SignInWithApple',
      'Facebook',
      'LoginWithAmazon',
      'COGNITO',
    ]);
    assert.deepEqual([web.AllowedOAuthFlows, web.AccessTokenValidity], [['code'], 15]);
    const { IdentityProvider } = await clients.cognito.send(
      new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: 'SignInWithApple' }),
    );
    assert.deepEqual(IdentityProvider.ProviderDetails, {
      client_id: 'org.example.shop',
      team_id: 'TEAM',
      key_id: 'KEY',
      authorize_scopes: 'email',
      private_key: 'secret-of-SignInWithApple',
    });
    const { Groups } = await clients.cognito.send(new ListGroupsCommand({ UserPoolId }));
    assert.deepEqual(
      Groups.map(({ GroupName, Precedence, RoleArn }) => [GroupName, Precedence, RoleArn.includes(':role/')]),
      [
        ['Admins', 1, true],
        ['shop-keepers', 2, true],
        ['shopkeepers', 3, true],
      ],
    );
  });

  it('updates a pool in place, and deletes it', async () => {
    const { clients, place, push, saved, outputs } = await deployed('life');
    const wanted = backendOf(
      answersWith({ passwordPolicy: { minimumLength: 10, requires: [] }, groups: ['Admins'] }),
      place,
    );
    const after = await push(wanted, saved.at(-1));
    assert.deepEqual(after, outputs);
    const { UserPool } = await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId: outputs.userPoolId }));
    assert.equal(UserPool.Policies.PasswordPolicy.MinimumLength, 10);
    assert.equal(await push(null, saved.at(-1)), null);
    const { UserPools } = await clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    assert.ok(UserPools.every(({ Id }) => Id !== outputs.userPoolId));
  });
});
