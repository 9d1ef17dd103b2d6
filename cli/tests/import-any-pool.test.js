// Pools that others have made, on AWS or in an emulator: what this tool would not make can be imported, and no later command refuses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { writeOutputs } from '../src/outputs/files.js';
import { readExisting } from '../src/outputs/existing.js';
import { Project } from '../src/project/project.js';
import { filesOf } from './support/folder.js';
import { newProject } from './support/project.js';
import { command } from './support/run.js';

/** The services of a command, at a Cognito that gives these replies. */
function servicesFor({ pool = {}, client = {}, mfa = {}, groups = [] }) {
  const replies = {
    DescribeUserPool: { UserPool: { Name: 'theirs', ...pool } },
    DescribeUserPoolClient: { UserPoolClient: { ClientId: 'web', ...client } },
    GetUserPoolMfaConfig: mfa,
    ListGroups: { Groups: groups.map((GroupName) => ({ GroupName })) },
    ListIdentityProviders: { Providers: [] },
  };
  const cognito = Object.assign(Object.create(sdk.CognitoIdentityProviderClient.prototype), {
    config: {
      region: async () => 'eu-central-1',
      isCustomEndpoint: true,
      endpoint: async () => ({ protocol: 'http:', hostname: 'localhost', port: 9229, path: '/' }),
    },
    send: async ({ constructor: { name } }) => replies[name.replace(/Command$/, '')],
  });
  return { writeOutputs, readExisting: ({ ids }) => readExisting({ cognito, identity: cognito }, ids) };
}

const importing = (id) => `import auth --user-pool-id ${id} --web-client-id web --endpoint http://localhost:9229`;

const pages = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: Array.from({ length: 60 }, (_, index) => `server/scope-${index}`),
  CallbackURLs: ['https://shop.test/', 'https://shop.test/'],
  LogoutURLs: [],
};

for (const [what, replies, id = 'eu-central-1_Theirs'] of [
  ['101 groups', { groups: Array.from({ length: 101 }, (_, index) => `group-${index}`) }],
  ['an ID without a region of AWS', {}, 'local_1a2b3c'],
  ['a client that reads `identities`', { client: { ReadAttributes: ['email', 'identities', 'dev:custom:note'] } }],
  [
    'attributes that other tools require and verify',
    {
      pool: {
        SchemaAttributes: [{ Name: 'email_verified', AttributeDataType: 'Boolean', Required: true }],
        AutoVerifiedAttributes: ['email', 'phone_number', 'nickname'],
        AliasAttributes: ['nickname'],
      },
    },
  ],
  [
    'tokens that last a minute',
    { client: { AccessTokenValidity: 60, TokenValidityUnits: { AccessToken: 'seconds' } } },
  ],
  ['short passwords', { pool: { Policies: { PasswordPolicy: { MinimumLength: 1 } } } }],
  ['first factors of the future', { pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['TELEPATHY'] } } } }],
  ['many scopes and an address twice', { pool: { Domain: 'shop' }, client: pages }],
]) {
  test(`a pool with ${what} is imported, and no later command refuses it`, async () => {
    const cwd = newProject();
    const services = servicesFor(replies);
    for (const line of [importing(id), 'status', importing(id), 'init --directory src', 'push --yes']) {
      const { code, errors } = await command(line, { cwd, services });
      assert.deepEqual([line, code, errors], [line, 0, '']);
      assert.equal(Project.find(cwd).imported().userPoolId, id);
    }
    const { code, errors } = await command('remove auth --yes', { cwd, services });
    assert.deepEqual([code, errors], [0, '']);
    assert.equal(Project.find(cwd).answers(), null);
  });
}

test('an import and a pull ask the region that the ID names, whoever has it', async () => {
  const seen = [];
  const { readExisting: read, ...others } = servicesFor({});
  const services = { ...others, readExisting: (what) => (seen.push(what.region), read(what)) };
  const cwd = newProject();
  for (const line of [importing('local_1a2b3c'), 'pull'])
    assert.equal((await command(line, { cwd, services })).code, 0);
  assert.deepEqual(seen, ['local', 'local']);
});

test('an import that no later command could read is refused, and writes nothing', async () => {
  const cwd = newProject();
  const before = filesOf(cwd);
  const services = servicesFor({ mfa: { MfaConfiguration: 'SOMETIMES' } });
  const { code, output, errors } = await command(importing('local_1a2b3c'), { cwd, services });
  assert.deepEqual([code, output], [1, '']);
  assert.equal(
    errors,
    'Error: The user pool cannot be imported: userPool.mfa.mode: "SOMETIMES" does not fit; use OFF, ON, OPTIONAL. Nothing was changed.\n',
  );
  assert.deepEqual(filesOf(cwd), before);
  assert.equal((await command('remove auth --yes', { cwd })).errors, 'Error: The project has no auth.\n');
});
