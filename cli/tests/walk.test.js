// The guide's walk with the real program: in a pseudo-terminal, against the local Cognito.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from 'cognito-wasm-local';
import { enter, inTerminal } from './support/at-terminal.js';
import { filesOf, newFolder } from './support/folder.js';

const program = fileURLToPath(new URL('../bin/cognito-wasm.js', import.meta.url));

/** @type {Awaited<ReturnType<typeof startServer>>} */
let cognito;
before(async () => {
  cognito = await startServer({ port: 0 });
});
after(() => cognito.close());

/** A shell without credentials of AWS. */
const env = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
  AWS_CONFIG_FILE: '/nowhere',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_PROFILE: '',
};

/** @param {string} cwd */
const run = async (cwd, args, steps = []) => {
  const { code, left, screen } = await inTerminal(program, args, { cwd, env, steps });
  assert.deepEqual(left, [], screen);
  return { code, screen };
};

/** @param {string} cwd */
const configuration = (cwd) => JSON.parse(filesOf(cwd)['amplifyconfiguration.json']);

const seed = [
  ['Do you want to use the default authentication and security configuration?', enter],
  ['How do you want users to be able to sign in?', enter],
  ['Do you want to configure advanced settings?', enter],
];

test('add, push, push again, import elsewhere', async () => {
  const cwd = newFolder();
  await run(cwd, ['init', '--name', 'shop', '--region', 'eu-central-1']);
  assert.deepEqual(configuration(cwd), { UserAgent: 'aws-amplify-cli/2.0', Version: '1.0' });

  assert.equal((await run(cwd, ['add', 'auth'], seed)).code, 0);
  const [, template] = Object.entries(filesOf(cwd)).find(([name]) => name.endsWith('-cloudformation-template.json'));
  const { Resources, Outputs } = JSON.parse(template);
  assert.deepEqual(Object.keys(Resources).sort(), [
    'AuthRole',
    'IdentityPool',
    'IdentityPoolRoleMap',
    'UnauthRole',
    'UserPool',
    'UserPoolClient',
    'UserPoolClientWeb',
  ]);
  assert.equal(Object.keys(Outputs).length, 7);

  const unpushed = filesOf(cwd);
  const alone = await run(cwd, ['push']);
  assert.equal(alone.code, 1);
  assert.match(alone.screen, /^Error: There are no AWS credentials\.[^\n]*\n$/);
  assert.deepEqual(filesOf(cwd), unpushed);

  const endpoint = ['--endpoint', cognito.url];
  const pushed = await run(cwd, ['push', ...endpoint], [['Are you sure you want to continue?', enter]]);
  assert.equal(pushed.code, 0, pushed.screen);
  assert.match(pushed.screen, /The backend is ready\.\nWritten: amplifyconfiguration\.json\n$/);
  const { CognitoUserPool, CredentialsProvider } = configuration(cwd).auth.plugins.awsCognitoAuthPlugin;
  const { PoolId, AppClientId } = CognitoUserPool.Default;
  const meta = JSON.parse(filesOf(cwd)['amplify/backend/amplify-meta.json']);
  const [{ output }] = Object.values(meta.auth);
  assert.deepEqual(
    [PoolId, AppClientId, CredentialsProvider.CognitoIdentity.Default.PoolId],
    [output.UserPoolId, output.AppClientID, output.IdentityPoolId],
  );
  assert.equal(Object.keys(output).length, 7);

  const made = filesOf(cwd);
  const again = await run(cwd, ['push', ...endpoint]);
  assert.deepEqual(again, { code: 0, screen: 'No changes: everything has been pushed.\n' });
  assert.deepEqual(filesOf(cwd), made);

  const other = newFolder();
  await run(other, ['init', '--name', 'other', '--region', 'eu-central-1']);
  const ids = ['--user-pool-id', PoolId, '--web-client-id', output.AppClientIDWeb, '--native-client-id', AppClientId];
  const imported = await run(other, [
    'import',
    'auth',
    ...ids,
    '--identity-pool-id',
    output.IdentityPoolId,
    ...endpoint,
  ]);
  assert.equal(imported.code, 0, imported.screen);
  const { plugins } = configuration(other).auth;
  assert.deepEqual(plugins.awsCognitoAuthPlugin.Auth, configuration(cwd).auth.plugins.awsCognitoAuthPlugin.Auth);
  assert.equal(plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.PoolId, PoolId);
  assert.match((await run(other, ['push', ...endpoint])).screen, /there is nothing to push/);

  assert.equal((await run(cwd, ['remove', 'auth', '--yes'])).code, 0);
  const deleted = await run(cwd, ['push', '--yes', ...endpoint]);
  assert.match(deleted.screen, /The backend has been deleted\./);
  assert.equal(configuration(cwd).auth, undefined);
});
