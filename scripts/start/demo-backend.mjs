/** The backend of the demo page: the command line makes it on the local Cognito, as it makes one on AWS. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../run/command.mjs';
import { printLine } from '../run/output.mjs';
import { inRoot } from '../run/paths.mjs';

/**
 * What is asked of the backend besides the defaults, as flags of `add auth` and `update auth`: Cognito's own pages,
 * Google, and AWS credentials for guests, with whom the page calls an API.
 *
 * @param {string} page the address of the page
 */
const answers = (page) => [
  '--domain-prefix',
  'demo',
  '--sign-in-urls',
  page,
  '--sign-out-urls',
  page,
  '--google',
  'demo',
  '--identity-pool',
  '--guests',
];

/** A provider that the command line does not make. */
const company = {
  ProviderName: 'Company',
  ProviderType: 'SAML',
  ProviderDetails: { MetadataURL: 'https://company.example/metadata.xml' },
  AttributeMapping: { email: 'email', name: 'name' },
  IdpIdentifiers: ['company.example'],
};

/**
 * Makes the backend, or brings an earlier one up to date.
 *
 * @param {object} place
 * @param {string} place.folder where its project is, or begins
 * @param {string} place.cognito the address of the local Cognito
 * @param {string} place.page the address of the page, to which Cognito's own pages return
 * @returns {Promise<string>} the folder of `amplifyconfiguration.json`, which the page reads
 */
export async function makeDemoBackend({ folder, cognito, page }) {
  const files = join(folder, 'public');
  mkdirSync(files, { recursive: true });
  const hasProject = existsSync(join(folder, 'amplify', '.config', 'project-config.json'));
  if (!hasProject) {
    await cognitoWasm(folder, ['init', '--name', 'demo', '--region', 'us-east-1', '--directory', 'public']);
  }
  const hasAuth = existsSync(join(folder, 'amplify', 'backend', 'auth'));
  await cognitoWasm(folder, [hasAuth ? 'update' : 'add', 'auth', ...answers(page)]);
  await cognitoWasm(folder, ['push', '--endpoint', cognito, '--yes']);
  await addCompany(cognito, join(files, 'amplifyconfiguration.json'));
  return files;
}

/**
 * Shows a command and what it says.
 *
 * @param {string} folder
 * @param {string[]} args
 */
async function cognitoWasm(folder, args) {
  printLine(`\n$ npx cognito-wasm ${args.join(' ')}`);
  await run(process.execPath, [inRoot('cli', 'bin', 'cognito-wasm.js'), ...args], {
    cwd: folder,
    env: {
      // So it names the next command with npx, as people in this checkout run it.
      npm_command: 'exec',
      COGNITO_WASM_GOOGLE_SECRET: 'demo',
      // The person's own credentials are for AWS.
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: '',
      AWS_PROFILE: '',
    },
    otherwise: `The demo's backend could not be made. Delete ${folder} to begin anew.`,
  });
}

/**
 * Adds the provider that the command line does not make, and lets the page's app client use it.
 *
 * @param {string} cognito
 * @param {string} configuration the file that the push has written
 */
async function addCompany(cognito, configuration) {
  const { auth } = JSON.parse(readFileSync(configuration, 'utf8'));
  const { PoolId: UserPoolId, AppClientId: ClientId } = auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default;
  /**
   * @param {string} operation
   * @param {object} input
   */
  const ask = async (operation, input) => {
    const response = await fetch(`${cognito}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ UserPoolId, ...input }),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return response.json();
  };
  await ask('CreateIdentityProvider', company);
  const { UserPoolClient } = await ask('DescribeUserPoolClient', { ClientId });
  const {
    CreationDate: _,
    LastModifiedDate: __,
    ClientSecret: ___,
    SupportedIdentityProviders,
    ...client
  } = UserPoolClient;
  await ask('UpdateUserPoolClient', {
    ...client,
    SupportedIdentityProviders: [...SupportedIdentityProviders, company.ProviderName],
  });
}
