/** Clients of the AWS SDK for JavaScript with `credentialsProvider()`, and a server that verifies their signatures. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

import { AuthError, createAuth } from '../../dist/index.js';

const region = 'us-east-1';
const identityPoolId = `${region}:00000000-1111-4222-8333-444444444444`;
const sha256 = (value) => createHash('sha256').update(value).digest('hex');
const hmac = (key, value) => createHmac('sha256', key).update(value).digest();

/** By access key: what the identity pool has given out. */
const given = new Map();
/** How long the next credentials are valid, in seconds. */
let lifetimes;
/** The access keys with which requests were signed. */
let signedWith;
/** What the identity pool answers instead. */
let refusal;

/** Gives a guest credentials, as an identity pool does. */
function identityPool(operation) {
  if (refusal) return [400, { __type: refusal, message: 'refused' }];
  const IdentityId = `${region}:aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee`;
  if (operation === 'GetId') return [200, { IdentityId }];
  const number = given.size + 1;
  const keys = { AccessKeyId: `ASIA${number}`, SecretKey: `secret-${number}`, SessionToken: `session-${number}` };
  given.set(keys.AccessKeyId, keys);
  const Expiration = Math.floor(Date.now() / 1_000) + (lifetimes.shift() ?? 3_600);
  return [200, { IdentityId, Credentials: { ...keys, Expiration } }];
}

/** The access key of a request, if its signature is right (Signature Version 4). */
function verified({ method, url, headers }, body) {
  const [, key, day, scope, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const keys = given.get(key);
  if (!keys || headers['x-amz-security-token'] !== keys.SessionToken) return undefined;
  const lines = names.split(';').map((name) => `${name}:${headers[name].trim()}\n`);
  const canonical = [method, url, '', lines.join(''), names, sha256(body)].join('\n');
  const [of, service] = scope.split('/');
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${scope}`, sha256(canonical)].join('\n');
  const signingKey = [of, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${keys.SecretKey}`, day));
  return hmac(signingKey, toSign).toString('hex') === signature ? key : undefined;
}

async function answer(request, response) {
  const body = await text(request);
  const [service, operation] = (request.headers['x-amz-target'] ?? '').split('.');
  const reply = (status, type, content) => response.writeHead(status, { 'content-type': type }).end(content);
  if (service === 'AWSCognitoIdentityService') {
    const [status, content] = identityPool(operation);
    reply(status, 'application/x-amz-json-1.1', JSON.stringify(content));
    return;
  }
  const key = verified(request, body);
  if (!key) {
    reply(403, 'application/x-amz-json-1.1', '{"__type":"InvalidSignatureException"}');
    return;
  }
  signedWith.push(key);
  const xml =
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
  if (service === 'AWSCognitoIdentityProviderService') reply(200, 'application/x-amz-json-1.1', '{"Users":[]}');
  else reply(200, 'text/xml', xml);
}

const server = createServer((request, response) => {
  void answer(request, response);
});

let endpoint;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  given.clear();
  [lifetimes, signedWith, refusal] = [[], [], undefined];
});

const authOf = () => {
  const Cognito = { identityPoolId, identityPoolEndpoint: `${endpoint}/`, allowGuestAccess: true };
  return createAuth({ Auth: { Cognito } }, { storage: 'memory' });
};
const optionsWith = (credentials) => ({ region, endpoint, credentials, maxAttempts: 1 });

describe('a client of the AWS SDK', () => {
  it('signs with the credentials of the session, which are fetched once for all clients', async () => {
    const auth = authOf();
    const users = new CognitoIdentityProviderClient(optionsWith(auth.credentialsProvider()));
    const sts = new STSClient(optionsWith(auth.credentialsProvider()));
    const list = () => users.send(new ListUsersCommand({ UserPoolId: 'us-east-1_Pool' }));
    const [{ Users }, { Account }] = await Promise.all([list(), sts.send(new GetCallerIdentityCommand({}))]);
    assert.deepEqual([Users, Account], [[], '1']);
    await list();
    assert.deepEqual(signedWith, ['ASIA1', 'ASIA1', 'ASIA1']);
    assert.equal((await auth.fetchAuthSession()).credentials.accessKeyId, 'ASIA1');
  });

  it('gets new ones when less than five minutes are left', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    lifetimes = [302];
    const sts = new STSClient(optionsWith(authOf().credentialsProvider()));
    const call = () => sts.send(new GetCallerIdentityCommand({}));
    await call();
    await call();
    mock.timers.tick(3_000);
    await call();
    await call();
    assert.deepEqual(signedWith, ['ASIA1', 'ASIA1', 'ASIA2', 'ASIA2']);
    mock.timers.reset();
  });

  it('fails with the typed error of the session if there are none, and sends nothing', async () => {
    refusal = 'NotAuthorizedException';
    const sts = new STSClient(optionsWith(authOf().credentialsProvider()));
    await assert.rejects(sts.send(new GetCallerIdentityCommand({})), (error) => {
      assert.ok(error instanceof AuthError);
      return error.name === 'NotAuthorizedException' && error.metadata.httpStatusCode === 400;
    });
    assert.deepEqual(signedWith, []);
    refusal = undefined;
    await sts.send(new GetCallerIdentityCommand({}));
    assert.deepEqual(signedWith, ['ASIA1']);
  });
});
