// Profiles of the shared configuration of AWS: a code of MFA is asked for, and the reason why a profile gives no credentials is told.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { problemOf } from '../src/aws/problems.js';
import { CliError } from '../src/errors.js';
import { clientsOf } from './support/aws.js';
import { fakeEngine, madeOutputs } from './support/fake-engine.js';
import { newFolder } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const folder = newFolder();
const device = 'arn:aws:iam::123456789012:mfa/me';

/** Cognito and the service that gives credentials for a role, at one address. */
const aws = { url: '', requests: [], refusal: '' };
const server = createServer(async (request, response) => {
  const body = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
  const action = body.get('Action') ?? request.headers['x-amz-target'];
  aws.requests.push({ action, body, authorization: request.headers.authorization });
  if (action !== 'AssumeRole') {
    return response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"UserPools":[]}');
  }
  response.setHeader('content-type', 'text/xml');
  if (aws.refusal !== '') {
    const error = `<Type>Sender</Type><Code>AccessDenied</Code><Message>${aws.refusal}</Message>`;
    return response.writeHead(403).end(`<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
  }
  const keys =
    '<AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>';
  return response.end(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials>${keys}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );
});

/** A program that writes to standard error, and fails. Its command line has a secret. */
const failing = `"${process.execPath}" -e "console.error('The vault is locked.', 'k'.repeat(40)); process.exit(3)" -- --token hush`;

const config = `[profile work]
role_arn = arn:aws:iam::123456789012:role/work
source_profile = base
mfa_serial = ${device}
region = eu-west-1

[profile locked]
credential_process = ${failing}

[profile broken]
credential_process = "${process.execPath}" -e "console.log('hush')"

[profile plain]
region = eu-west-1
`;

const outside = {};
before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  aws.url = `http://127.0.0.1:${server.address().port}`;
  await writeFile(join(folder, 'config'), config);
  await writeFile(
    join(folder, 'credentials'),
    '[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n',
  );
  const inside = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_ENDPOINT_URL_STS: aws.url,
  };
  for (const name of Object.keys(inside)) outside[name] = process.env[name];
  Object.assign(process.env, inside);
});
after(async () => {
  for (const [name, value] of Object.entries(outside)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});
beforeEach(() => Object.assign(aws, { requests: [], refusal: '' }));

const list = ({ cognito }) => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));

/** The line for a request with the credentials of a profile. */
async function lineFor(profile, options = {}) {
  const error = await list(clientsOf(aws.url, { profile, ...options })).then(
    () => assert.fail('nothing failed'),
    problemOf,
  );
  assert.ok(error instanceof CliError);
  assert.doesNotMatch(error.message, /\n|hush|kkkk/);
  return error.message;
}

describe('a profile with MFA', () => {
  it('asks for the code of its device, once for all requests', async () => {
    const asked = [];
    const askMfaCode = async (name) => (asked.push(name), '123456');
    const clients = clientsOf(aws.url, { profile: 'work', askMfaCode });
    await Promise.all([list(clients), list(clients), list(clients)]);
    assert.deepEqual(asked, [device]);
    const roles = aws.requests.filter(({ action }) => action === 'AssumeRole');
    assert.deepEqual(
      roles.map(({ body }) => [body.get('SerialNumber'), body.get('TokenCode')]),
      [[device, '123456']],
    );
    const others = aws.requests.filter(({ action }) => action !== 'AssumeRole');
    assert.equal(others.length, 3);
    for (const { authorization } of others) assert.match(authorization, /Credential=AKIDROLE\//);
  });

  it('is named where nobody can answer', async () => {
    assert.equal(
      await lineFor('work'),
      'The profile work needs an MFA code, and there is no terminal to ask for it at. Run this at a terminal, or name another profile with --profile.',
    );
    assert.deepEqual(aws.requests, []);
  });

  it('says that AWS refuses the code', async () => {
    aws.refusal = 'MultiFactorAuthentication failed with invalid MFA one time pass code. ';
    assert.equal(
      await lineFor('work', { askMfaCode: async () => '000000' }),
      'AWS refuses the MFA code: MultiFactorAuthentication failed with invalid MFA one time pass code. Run this again with the next code.',
    );
  });

  for (const [line, start] of [
    ['push --yes', projectWithAuth],
    ['status', projectWithAuth],
    ['pull', projectWithAuth],
    ['import auth --user-pool-id eu-central-1_Fake00001 --web-client-id webclient', newProject],
    ['pull --user-pool-id eu-central-1_Fake00001 --web-client-id webclient', newProject],
  ]) {
    it(`is asked for its code by ${line}, at a terminal only`, async () => {
      const seen = [];
      const services = {
        chooseEngine: async ({ askMfaCode }) => {
          seen.push(await askMfaCode?.(device));
          return { engine: { ...fakeEngine(), existing: async () => madeOutputs }, target: 'aws' };
        },
        readExisting: async ({ askMfaCode }) => {
          if (seen.length === 0) seen.push(await askMfaCode?.(device));
          return { outputs: madeOutputs, answers: answers(), warnings: [] };
        },
      };
      const script = [[`MFA code of ${device}:`, '123456']];
      const { code, errors, unanswered } = await command(line, { cwd: start(), services, answers: script });
      assert.deepEqual([code, errors, unanswered, seen], [0, '', [], ['123456']]);
      seen.length = 0;
      assert.equal((await command(line, { cwd: start(), services })).code, 0);
      assert.deepEqual(seen, [undefined]);
    });
  }

  it('ends with the code of Ctrl-C if somebody presses it at the question', async () => {
    const askMfaCode = async () => {
      throw Object.assign(new Error('User force closed the prompt with SIGINT'), { name: 'ExitPromptError' });
    };
    const error = await list(clientsOf(aws.url, { profile: 'work', askMfaCode })).catch(problemOf);
    assert.deepEqual([error.message, error.exitCode], ['Interrupted. Nothing was written.', 130]);
  });

  it('takes no code of another form', async () => {
    const services = { chooseEngine: ({ askMfaCode }) => askMfaCode(device) };
    const { errors } = await command('status', {
      cwd: projectWithAuth(),
      services,
      answers: [['MFA code', '12345']],
    });
    assert.match(errors, /"12345" was not taken: Use the six digits that the device shows/);
  });
});

describe('a profile that gives no credentials', () => {
  it('has a program that fails: what it says is told, without its command line', async () => {
    assert.equal(
      await lineFor('locked'),
      'There are no AWS credentials: Profile locked credential_process failed: The vault is locked. …. Run "aws sso login" or "aws configure", or name a profile with --profile.',
    );
  });

  it('has a program that answers something else', async () => {
    assert.match(
      await lineFor('broken'),
      /^There are no AWS credentials: Profile broken credential_process returned invalid JSON\. Run "aws sso login"/,
    );
  });

  it('has none, or does not exist', async () => {
    for (const profile of ['plain', 'nobody']) {
      assert.match(
        await lineFor(profile),
        new RegExp(`^There are no AWS credentials in the profile ${profile}, or there is no such profile\\. Run`),
      );
    }
  });

  it('keeps the reason of the SDK', () => {
    const message = 'Profile is configured with invalid SSO credentials.';
    const error = Object.assign(new Error(message), { name: 'CredentialsProviderError', tryNextLink: false });
    assert.match(
      problemOf(error).message,
      /^There are no AWS credentials: Profile is configured with [^.]*\. Run "aws/,
    );
  });
});
