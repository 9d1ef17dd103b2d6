// The guide's walk with the real command: in a pseudo-terminal, against the local Cognito, in a region of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Amplify } from 'aws-amplify';
import { startServer } from 'cognito-wasm-local';
import { createAuth, parseAmplifyConfig } from '../../dist/index.js';
import { enter, inTerminal } from './support/at-terminal.js';
import { filesOf, newFolder } from './support/folder.js';

const program = fileURLToPath(new URL('../bin/cognito-wasm.js', import.meta.url));
const region = 'eu-central-1';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let cognito;
let endpoint;
before(async () => {
  cognito = await startServer({ port: 0, seed: false, deterministic: true });
  endpoint = cognito.url.replace(/\/$/, '');
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

/** The command at a terminal, where somebody answers its questions in turn. */
async function atTerminal(cwd, line, steps = []) {
  const { code, left, screen } = await inTerminal(program, line.split(' '), { cwd, env, steps });
  assert.deepEqual(left, [], screen);
  return { code, screen };
}

/** The command without a terminal. */
async function inScript(cwd, line, input = '') {
  const child = spawn(process.execPath, [program, ...line.split(' ')], { cwd, env: { ...process.env, ...env } });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (part) => (said[stream] += part));
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  return { code, output: said.stdout, errors: said.stderr };
}

/** The requests so far. Those without a name were for IAM, which the local Cognito does not have. */
const journal = () =>
  cognito.cognito.journal
    .entries()
    .filter(({ operation }) => operation !== '')
    .map(({ operation, body }) => ({ operation, body }));

const writes = () => journal().filter(({ operation }) => !/^(Describe|Get|List)/.test(operation));

const threeEnters = [
  ['Do you want to use the default authentication and security configuration?', enter],
  ['How do you want users to be able to sign in?', enter],
  ['Do you want to configure advanced settings?', enter],
];

/** The auth resource of a folder, and its files without what names it. */
function resourceOf(cwd) {
  const files = filesOf(cwd);
  const [name] = Object.keys(JSON.parse(files['amplify/backend/backend-config.json']).auth);
  return { files, name, folder: `amplify/backend/auth/${name}` };
}

test('AC-70: init and add auth with three Enters', async () => {
  const cwd = newFolder();
  await atTerminal(cwd, `init --name shop --region ${region}`);
  assert.deepEqual(JSON.parse(filesOf(cwd)['amplifyconfiguration.json']), {
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
  });

  const { code, screen } = await atTerminal(cwd, 'add auth', threeEnters);
  assert.equal(code, 0);
  assert.match(screen, new RegExp(threeEnters.map(([question]) => question.replace('?', '\\?')).join('[^]*')));

  const { files, name, folder } = resourceOf(cwd);
  assert.match(name, /^shop[0-9a-f]{8}$/);
  assert.equal(JSON.parse(files[`${folder}/cli-inputs.json`]).version, '1');
  assert.ok(files[`${folder}/build/parameters.json`]);
  const { service } = JSON.parse(files['amplify/backend/amplify-meta.json']).auth[name];
  assert.equal(service, 'Cognito');
  const { Resources, Outputs } = JSON.parse(files[`${folder}/build/${name}-cloudformation-template.json`]);
  assert.deepEqual(Object.keys(Resources), [
    'UserPool',
    'UserPoolClientWeb',
    'UserPoolClient',
    'IdentityPool',
    'AuthRole',
    'UnauthRole',
    'IdentityPoolRoleMap',
  ]);
  assert.deepEqual(Object.keys(Outputs), [
    'IdentityPoolId',
    'IdentityPoolName',
    'UserPoolId',
    'UserPoolArn',
    'UserPoolName',
    'AppClientIDWeb',
    'AppClientID',
  ]);
});

/** A folder in which `init` and `add auth` have run. */
async function withAuth(formats) {
  const cwd = newFolder();
  await inScript(cwd, `init --name shop --region ${region} --formats ${formats}`);
  assert.equal((await inScript(cwd, 'add auth --defaults')).code, 0);
  return cwd;
}

/** Not of the guide: where the services are that are not AWS's. */
const withEndpoints = (members) => JSON.stringify(members, null, 4);

const mobileFile = ({ UserPoolId, AppClientID, IdentityPoolId }) =>
  withEndpoints({
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
    auth: {
      plugins: {
        awsCognitoAuthPlugin: {
          UserAgent: 'aws-amplify-cli/0.1.0',
          Version: '0.1.0',
          IdentityManager: { Default: {} },
          CredentialsProvider: {
            CognitoIdentity: {
              Default: { PoolId: IdentityPoolId, Region: region, identityPoolEndpoint: endpoint },
            },
          },
          CognitoUserPool: {
            Default: {
              PoolId: UserPoolId,
              AppClientId: AppClientID,
              Region: region,
              userPoolEndpoint: endpoint,
            },
          },
          Auth: {
            Default: {
              authenticationFlowType: 'USER_SRP_AUTH',
              socialProviders: [],
              usernameAttributes: [],
              signupAttributes: ['EMAIL'],
              passwordProtectionSettings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
              mfaConfiguration: 'OFF',
              mfaTypes: ['SMS'],
              verificationMechanisms: ['EMAIL'],
            },
          },
        },
      },
    },
  });

const flatFile = ({ UserPoolId, AppClientIDWeb, IdentityPoolId }) =>
  withEndpoints({
    aws_project_region: region,
    aws_cognito_identity_pool_id: IdentityPoolId,
    aws_cognito_region: region,
    aws_user_pools_id: UserPoolId,
    aws_user_pools_web_client_id: AppClientIDWeb,
    oauth: {},
    aws_cognito_username_attributes: [],
    aws_cognito_social_providers: [],
    aws_cognito_signup_attributes: ['EMAIL'],
    aws_cognito_mfa_configuration: 'OFF',
    aws_cognito_mfa_types: ['SMS'],
    aws_cognito_password_protection_settings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: [] },
    aws_cognito_verification_mechanisms: ['EMAIL'],
    userPoolEndpoint: endpoint,
    identityPoolEndpoint: endpoint,
  });

/** What the push of the default answers sends. */
function requestsOf(name, { UserPoolId, AppClientIDWeb, AppClientID, IdentityPoolId }, stamp) {
  const suffix = name.slice(-8);
  const client = { RefreshTokenValidity: 30, TokenValidityUnits: { RefreshToken: 'days' } };
  const role = (kind) => `arn:aws:iam::000000000000:role/cognito-wasm-shop-dev-${stamp}-${kind}`;
  const classes = { RequireLowercase: false, RequireUppercase: false, RequireNumbers: false, RequireSymbols: false };
  const bodies = {
    CreateUserPool: {
      PoolName: `${name}_userpool_${suffix}-dev`,
      Policies: { PasswordPolicy: { MinimumLength: 8, ...classes, TemporaryPasswordValidityDays: 7 } },
      Schema: [{ Name: 'email', Required: true, Mutable: true }],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      EmailVerificationSubject: 'Your verification code',
      EmailVerificationMessage: 'Your verification code is {####}',
      MfaConfiguration: 'OFF',
    },
    CreateUserPoolClient: { ClientName: `shop${suffix}_app_clientWeb`, ...client, UserPoolId },
    'CreateUserPoolClient again': {
      ClientName: `shop${suffix}_app_client`,
      GenerateSecret: false,
      ...client,
      UserPoolId,
    },
    CreateIdentityPool: {
      IdentityPoolName: `${name}_identitypool_${suffix}__dev`,
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: [AppClientIDWeb, AppClientID].map((ClientId) => ({
        ProviderName: `cognito-idp.${region}.amazonaws.com/${UserPoolId}`,
        ClientId,
        ServerSideTokenCheck: false,
      })),
    },
    SetIdentityPoolRoles: {
      Roles: { authenticated: role('authRole'), unauthenticated: role('unauthRole') },
      IdentityPoolId,
    },
  };
  return Object.entries(bodies).map(([operation, body]) => ({ operation: operation.split(' ')[0], body }));
}

test('AC-71: a push makes the backend, writes the files, and the next one only reads', async () => {
  const cwd = await withAuth('mobile,flat,exports,outputs');
  cognito.cognito.journal.clear();
  const { code, screen } = await atTerminal(cwd, `push --endpoint ${endpoint}`, [
    ['Are you sure you want to continue?', enter],
  ]);
  assert.equal(code, 0, screen);

  const { name, files } = resourceOf(cwd);
  const ids = JSON.parse(files['amplify/backend/amplify-meta.json']).auth[name].output;
  const { stamp } = JSON.parse(files['amplify/.config/project-config.json']).environments.dev;
  assert.deepEqual(writes(), requestsOf(name, ids, stamp));
  assert.match(ids.UserPoolId, /^eu-central-1_/);
  assert.match(ids.IdentityPoolId, /^eu-central-1:/);

  assert.equal(files['amplifyconfiguration.json'], `${mobileFile(ids)}\n`);
  assert.equal(files['amplifyconfiguration.flat.json'], `${flatFile(ids)}\n`);
  assert.ok(files['aws-exports.js'].includes(`const awsmobile = ${flatFile(ids)};`));

  cognito.cognito.journal.clear();
  const again = await atTerminal(cwd, `push --endpoint ${endpoint}`);
  assert.deepEqual(again, { code: 0, screen: 'No changes: everything has been pushed.\n' });
  assert.deepEqual(writes(), []);
  assert.deepEqual(filesOf(cwd), files);
});

test('AC-71: this package and Amplify read the files, of another region than the usual one, too', async () => {
  const cwd = await withAuth('mobile,flat,outputs');
  assert.equal((await inScript(cwd, `push --yes --endpoint ${endpoint}`)).code, 0);
  const { name, files } = resourceOf(cwd);
  const { UserPoolId, AppClientID, AppClientIDWeb, IdentityPoolId } = JSON.parse(
    files['amplify/backend/amplify-meta.json'],
  ).auth[name].output;
  for (const [file, client] of [
    ['amplifyconfiguration.json', AppClientID],
    ['amplifyconfiguration.flat.json', AppClientIDWeb],
    ['amplify_outputs.json', AppClientIDWeb],
  ]) {
    const ours = parseAmplifyConfig(JSON.parse(files[file])).Auth.Cognito;
    assert.deepEqual(
      [ours.userPoolId, ours.userPoolClientId, ours.identityPoolId],
      [UserPoolId, client, IdentityPoolId],
    );
    await createAuth(JSON.parse(files[file])).ready();
    // Amplify JavaScript does not know the form of the mobile libraries.
    if (file === 'amplifyconfiguration.json') continue;
    Amplify.configure(JSON.parse(files[file]));
    const { userPoolEndpoint, identityPoolEndpoint, ...known } = ours;
    const theirs = JSON.parse(JSON.stringify(Amplify.getConfig().Auth.Cognito));
    assert.deepEqual(theirs, JSON.parse(JSON.stringify(known)));
    assert.deepEqual([userPoolEndpoint, identityPoolEndpoint], [endpoint, endpoint]);
  }
});

const seedRequest = {
  version: 2,
  resourceName: 'shop0a1b2c3d',
  serviceConfiguration: {
    serviceName: 'Cognito',
    includeIdentityPool: true,
    userPoolConfiguration: { signinMethod: 'USERNAME', requiredSignupAttributes: ['EMAIL'] },
  },
};

/** The files of `add auth`, without what is random in them: the suffix, the stamp, and the name that is made of the suffix. */
function comparable({ files, name, folder }) {
  const { suffix } = JSON.parse(files[`${folder}/cli-inputs.json`]).cognitoConfig;
  const { stamp } = JSON.parse(files['amplify/.config/project-config.json']).environments.dev;
  const texts = Object.entries(files).filter(([path]) => path.startsWith('amplify/backend/'));
  const plain = [name, `shop${suffix}`].reduce((text, one) => text.replaceAll(one, 'R'), JSON.stringify(texts));
  return JSON.parse(plain.replaceAll(suffix, 'H').replaceAll(stamp, 'S'));
}

test('AC-73: JSON on standard input, an import, and a push without anywhere to go', async () => {
  const asked = newFolder();
  await inScript(asked, `init --name shop --region ${region}`);
  await atTerminal(asked, 'add auth', threeEnters);
  const told = newFolder();
  await inScript(told, `init --name shop --region ${region}`);
  assert.equal((await inScript(told, 'add auth --headless', JSON.stringify(seedRequest))).code, 0);
  assert.deepEqual(comparable(resourceOf(told)), comparable(resourceOf(asked)));

  const before = filesOf(told);
  const alone = await inScript(told, 'push --yes');
  assert.equal(alone.code, 1);
  assert.match(alone.errors, /^Error: There are no AWS credentials\.[^\n]*\n$/);
  assert.equal(alone.output, '');
  assert.deepEqual(filesOf(told), before);

  assert.equal((await inScript(told, `push --yes --endpoint ${endpoint}`)).code, 0);
  const { UserPoolId, AppClientIDWeb, AppClientID, IdentityPoolId } = JSON.parse(
    filesOf(told)['amplify/backend/amplify-meta.json'],
  ).auth.shop0a1b2c3d.output;
  const importing = newFolder();
  await inScript(importing, `init --name other --region ${region}`);
  const ids = { userPoolId: UserPoolId, webClientId: AppClientIDWeb, nativeClientId: AppClientID };
  const request = JSON.stringify({ version: 1, ...ids, identityPoolId: IdentityPoolId });
  const imported = await inScript(importing, `import auth --headless --endpoint ${endpoint}`, request);
  assert.equal(imported.code, 0, imported.errors);
  assert.equal(filesOf(importing)['amplifyconfiguration.json'], filesOf(told)['amplifyconfiguration.json']);

  cognito.cognito.journal.clear();
  const pushed = await inScript(importing, `push --yes --endpoint ${endpoint}`);
  assert.deepEqual([pushed.code, journal()], [0, []]);

  assert.equal((await inScript(told, 'remove auth --yes')).code, 0);
  assert.match((await inScript(told, `push --yes --endpoint ${endpoint}`)).output, /The backend has been deleted\./);
  assert.equal(JSON.parse(filesOf(told)['amplifyconfiguration.json']).auth, undefined);
});
