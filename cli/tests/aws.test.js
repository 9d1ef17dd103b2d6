/** The clients of AWS, and what is said when a request fails. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { awsClients } from '../src/aws/clients.js';
import { problemOf } from '../src/aws/problems.js';
import { CliError } from '../src/errors.js';
import { clientsOf } from './support/aws.js';

const folder = await mkdtemp(join(tmpdir(), 'cognito-wasm-aws-'));
after(() => rm(folder, { recursive: true }));

/** A server that answers everything with one reply. */
async function startServer(t, { status = 200, body = '{}', headers = {} } = {}) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

const jsonError = (name, message, status = 400) => ({
  status,
  body: JSON.stringify({ __type: name, message }),
  headers: { 'content-type': 'application/x-amz-json-1.1' },
});

const list = ({ cognito }) => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));

/** The line that is shown for what a promise rejects with. */
async function lineOf(promise) {
  const error = await promise.then(
    () => assert.fail('nothing failed'),
    (reason) => problemOf(reason),
  );
  assert.ok(error instanceof CliError);
  assert.equal(error.exitCode, 1);
  assert.doesNotMatch(error.message, /\n/);
  return error.message;
}

describe('the clients', () => {
  const endpointOf = async ({ config }) => {
    if (!config.endpoint) return 'AWS';
    const { protocol, hostname, port } = await config.endpoint();
    return `${protocol}//${hostname}:${port}`;
  };

  it('go to AWS by default', async () => {
    const { cognito } = awsClients({ region: 'eu-west-1', env: {} });
    assert.equal(await endpointOf(cognito), 'AWS');
    assert.equal(await cognito.config.region(), 'eu-west-1');
  });

  it('go to the endpoint that is named, and each service to its own variable', async () => {
    const all = awsClients({
      region: 'eu-west-1',
      endpoint: 'http://localhost:9229',
      env: { AWS_ENDPOINT_URL: 'http://a:1' },
    });
    for (const client of Object.values(all)) assert.equal(await endpointOf(client), 'http://localhost:9229');
    const some = awsClients({
      region: 'eu-west-1',
      env: {
        AWS_ENDPOINT_URL: 'http://a:1',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://b:2',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY: 'http://c:3',
        AWS_ENDPOINT_URL_IAM: 'http://d:4',
      },
    });
    assert.deepEqual(await Promise.all([some.cognito, some.identity, some.iam, some.sts].map(endpointOf)), [
      'http://b:2',
      'http://c:3',
      'http://d:4',
      'http://a:1',
    ]);
  });

  it('refuse an endpoint that is no address, and name where it comes from', () => {
    assert.throws(
      () => awsClients({ endpoint: 'localhost:9229', env: {} }),
      /^CliError: --endpoint must be an address/,
    );
    assert.throws(
      () => awsClients({ env: { AWS_ENDPOINT_URL_IAM: 'nonsense' } }),
      /^CliError: AWS_ENDPOINT_URL_IAM must be an address .*"nonsense"/,
    );
  });

  it('need no credentials for an endpoint on this machine, and send none that they happen to find', async (t) => {
    const { url, requests } = await startServer(t, {
      body: '{"UserPools":[]}',
      headers: { 'content-type': 'application/x-amz-json-1.1' },
    });
    await list(clientsOf(url));
    assert.match(requests[0].headers.authorization, /Credential=local\//);
  });

  it('use the credentials of a profile that is named', async (t) => {
    const { url, requests } = await startServer(t, { headers: { 'content-type': 'application/x-amz-json-1.1' } });
    const file = join(folder, 'credentials');
    await writeFile(file, '[mine]\naws_access_key_id = AKIDMINE\naws_secret_access_key = secret\n');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    try {
      await list(clientsOf(url, { profile: 'mine' }));
    } finally {
      process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nonexistent/credentials';
    }
    assert.match(requests[0].headers.authorization, /Credential=AKIDMINE\//);
  });
});

describe('the line for a request that failed', () => {
  it('says that there are no credentials', async () => {
    const clients = awsClients({ region: 'eu-west-1', env: {} });
    assert.match(await lineOf(list(clients)), /^There are no AWS credentials\. Run "aws sso login" or "aws configure"/);
  });

  it('names a profile that has none', async () => {
    const clients = awsClients({ region: 'eu-west-1', profile: 'nobody', env: {} });
    assert.match(
      await lineOf(list(clients)),
      /^There are no AWS credentials in the profile nobody, or there is no such profile\. Run/,
    );
  });

  it('says that no region is set', async () => {
    assert.match(await lineOf(list(awsClients({ env: {} }))), /^No AWS region is set\./);
  });

  const replies = {
    'credentials have expired': [
      jsonError('ExpiredTokenException', 'The security token included in the request is expired'),
      /^The AWS credentials have expired\./,
    ],
    'AWS does not know the credentials': [
      jsonError('UnrecognizedClientException', 'The security token included in the request is invalid.'),
      /^AWS does not know these credentials in the region eu-west-1\./,
    ],
    'the secret is wrong': [
      jsonError('InvalidSignatureException', 'The request signature we calculated does not match', 403),
      /^The secret access key is wrong\./,
    ],
    'the clock is wrong': [
      jsonError('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier than …', 403),
      /^AWS refuses the time of this machine\./,
    ],
    'what is not allowed, by its action': [
      jsonError(
        'AccessDeniedException',
        'User: arn:aws:iam::1:user/me is not authorized to perform: cognito-idp:ListUserPools',
      ),
      /^These AWS credentials may not call cognito-idp:ListUserPools\./,
    ],
    'what is not allowed, by its operation': [
      jsonError('AccessDeniedException', 'Access denied'),
      /^These AWS credentials may not call ListUserPools\./,
    ],
    'too many requests': [
      jsonError('TooManyRequestsException', 'Rate exceeded'),
      /^AWS had too many requests for ListUserPools\. Wait a minute/,
    ],
    'AWS failed': [
      jsonError('InternalErrorException', 'Oops', 500),
      /^AWS failed at ListUserPools: Oops\. Try again later\./,
    ],
    'anything else, with its operation': [
      jsonError('InvalidParameterException', 'MaxResults\n is wrong'),
      /^ListUserPools failed: MaxResults is wrong$/,
    ],
    'this is not AWS': [
      { body: '<html>Welcome</html>', headers: { 'content-type': 'text/html' } },
      /^What answers at 127\.0\.0\.1 is not an AWS service, or does not know \w+\. Check --endpoint/,
    ],
  };
  for (const [what, [reply, expected]] of Object.entries(replies)) {
    it(`says that ${what}`, async (t) => {
      const { url } = await startServer(t, reply);
      assert.match(await lineOf(list(clientsOf(url))), expected);
    });
  }

  it('understands errors in XML too', async (t) => {
    const { url } = await startServer(t, {
      status: 403,
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>',
      headers: { 'content-type': 'text/xml' },
    });
    const { sts } = clientsOf(url);
    assert.match(await lineOf(sts.send(new GetCallerIdentityCommand({}))), /^The AWS credentials have expired\./);
  });

  it('says that nothing answers at an endpoint', async () => {
    assert.match(
      await lineOf(list(clientsOf('http://127.0.0.1:1'))),
      /^Nothing answers at the endpoint 127\.0\.0\.1 \(ECONNREFUSED\)\. Is it running\?/,
    );
  });

  it('says that there is no such endpoint', async () => {
    const clients = clientsOf('http://nowhere.invalid', { env: { AWS_ACCESS_KEY_ID: 'x' } });
    clients.cognito.config.credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
    assert.match(
      await lineOf(list(clients)),
      /^There is no host nowhere\.invalid \((ENOTFOUND|EAI_AGAIN)\)\. Check --endpoint/,
    );
  });

  it('doubts the region if the host of AWS is not found', async () => {
    const clients = clientsOf(undefined, { region: 'eu-wets-1' });
    clients.cognito.config.credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
    clients.cognito.config.requestHandler = {
      handle: async () => {
        throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      },
    };
    assert.match(
      await lineOf(list(clients)),
      /^cognito-idp\.eu-wets-1\.amazonaws\.com was not found \(ENOTFOUND\)\. Check the network, and that the region eu-wets-1 exists\./,
    );
  });

  it('leaves a line of our own as it is', () => {
    const error = new CliError('Mine.', { exitCode: 130 });
    assert.equal(problemOf(error), error);
  });

  it('says that the single sign-on has expired', () => {
    const error = Object.assign(new Error('The SSO session associated with this profile has expired.'), {
      name: 'CredentialsProviderError',
    });
    assert.match(problemOf(error).message, /^The sign-in to AWS has expired\. Run "aws sso login" again/);
  });

  it('reads the errors that Node collects for several addresses', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:443'), { code: 'ECONNREFUSED' });
    assert.match(problemOf(new AggregateError([refused])).message, /^No connection to AWS \(ECONNREFUSED\)/);
  });

  it('takes whatever is thrown', () => {
    assert.equal(problemOf('text').message, 'text');
    assert.equal(problemOf(undefined).message, 'undefined');
    assert.equal(problemOf({}).message, 'unknown error');
  });
});

describe('a profile beside keys of the environment', () => {
  it('is taken without a warning of the SDK', async (t) => {
    const warn = t.mock.method(console, 'warn', () => undefined);
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' });
    t.after(() => ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].forEach((name) => delete process.env[name]));
    const { cognito } = awsClients({ region: 'eu-west-1', profile: 'nope', endpoint: 'http://127.0.0.1:1', env: {} });
    const error = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })).catch(problemOf);
    assert.match(error.message, /^There are no AWS credentials in the profile nope, or there is no such profile\. Run/);
    assert.equal(warn.mock.callCount(), 0);
  });
});
