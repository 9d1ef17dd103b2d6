/** Clients of AWS's SDK get credentials from an identity pool, and sign requests that are verified. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import * as identity from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { startServer } from '../../src/index.js';
import { IdentityPoolId, PROVIDER, role, signedIn } from '../support/identities.js';

const region = 'us-east-1';
let server;
let clientConfig;
let identityClient;
const clients = [];
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
  clientConfig = { endpoint: server.url, region };
  identityClient = new CognitoIdentityClient({
    ...clientConfig,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  clients.push(identityClient);
});
beforeEach(() => server.cognito.reset());
after(async () => {
  for (const client of clients) client.destroy();
  await server.close();
});

/** A client that the test ends. */
function client(Client, settings) {
  const made = new Client({ region, maxAttempts: 1, ...settings });
  clients.push(made);
  return made;
}

const idToken = async () => (await signedIn(server.cognito)).IdToken;

async function pooled() {
  const logins = { [PROVIDER]: await idToken() };
  return fromCognitoIdentityPool({ identityPoolId: IdentityPoolId, logins, clientConfig });
}

describe("AWS's SDK", () => {
  it('gets credentials of an identity pool, whose caller STS knows', async () => {
    const sts = client(STSClient, { endpoint: server.url, credentials: await pooled() });
    const { Arn, Account } = await sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, 'arn:aws:sts::000000000000:assumed-role/seed-authRole/CognitoIdentityCredentials');
    assert.equal(Account, '000000000000');
    server.cognito.expireCredentials();
    await assert.rejects(sts.send(new GetCallerIdentityCommand({})), { name: 'ExpiredToken' });
  });

  it("takes a role with the token of a developer's identity", async () => {
    const settings = { DeveloperProviderName: 'login.example' };
    const pool = await identityClient.send(new identity.DescribeIdentityPoolCommand({ IdentityPoolId }));
    await identityClient.send(new identity.UpdateIdentityPoolCommand({ ...pool, ...settings }));
    const { Token } = await identityClient.send(
      new identity.GetOpenIdTokenForDeveloperIdentityCommand({ IdentityPoolId, Logins: { 'login.example': 'bo' } }),
    );
    const credentials = fromWebToken({ roleArn: role('seed-authRole'), webIdentityToken: Token, clientConfig });
    const sts = client(STSClient, { endpoint: server.url, credentials });
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    assert.match(Arn, /assumed-role\/seed-authRole\//);
    assert.ok((await credentials()).expiration instanceof Date);
  });

  it('keeps files in a bucket', async () => {
    const s3 = client(S3Client, {
      endpoint: `${server.url}_api/s3`,
      forcePathStyle: true,
      credentials: await pooled(),
    });
    const Bucket = 'photos';
    const Key = "public/über (1)!*'+&=.txt";
    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'content', ContentType: 'text/plain' }));
    assert.equal(put.$metadata.httpStatusCode, 200);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    assert.equal(await got.Body.transformToString(), 'content');
    assert.equal(got.ContentType, 'text/plain');
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'public/' }));
    assert.deepEqual(
      Contents.map((one) => [one.Key, one.Size]),
      [[Key, 7]],
    );
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key: 'missing' })), { name: 'NoSuchKey' });
    server.cognito.expireCredentials();
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket, Key })), { name: 'ExpiredToken' });
  });

  it('uploads a stream in chunks', async () => {
    const s3 = client(S3Client, {
      endpoint: `${server.url}_api/s3`,
      forcePathStyle: true,
      credentials: await pooled(),
    });
    const target = { Bucket: 'photos', Key: 'public/stream' };
    const { Readable } = await import('node:stream');
    const Body = Readable.from([Buffer.from('one '), Buffer.from('two')]);
    await s3.send(new PutObjectCommand({ ...target, Body, ContentLength: 7 }));
    const { headers } = server.cognito.journal.entries().at(-1);
    assert.match(headers['x-amz-content-sha256'], /^STREAMING-/);
    const got = await s3.send(new GetObjectCommand(target));
    assert.equal(await got.Body.transformToString(), 'one two');
  });

  it('keeps items in a table', async () => {
    const dynamo = client(DynamoDBClient, { endpoint: `${server.url}_api/dynamodb`, credentials: await pooled() });
    const Item = { id: { S: 'first' }, text: { S: 'ä' }, count: { N: '3' } };
    await dynamo.send(new PutItemCommand({ TableName: 'notes', Item }));
    const got = await dynamo.send(new GetItemCommand({ TableName: 'notes', Key: { id: { S: 'first' } } }));
    assert.deepEqual(got.Item, Item);
    server.cognito.expireCredentials();
    const again = new GetItemCommand({ TableName: 'notes', Key: { id: { S: 'first' } } });
    await assert.rejects(dynamo.send(again), { name: 'ExpiredTokenException' });
  });

  it('describes, lists, links and deletes identities', async () => {
    const Logins = { [PROVIDER]: await idToken() };
    const { IdentityId } = await identityClient.send(new identity.GetIdCommand({ IdentityPoolId, Logins }));
    const described = await identityClient.send(new identity.DescribeIdentityCommand({ IdentityId }));
    assert.ok(described.CreationDate instanceof Date);
    const listed = await identityClient.send(new identity.ListIdentitiesCommand({ IdentityPoolId, MaxResults: 10 }));
    assert.deepEqual(listed.Identities[0].Logins, [PROVIDER]);
    const guestless = new identity.GetIdCommand({ IdentityPoolId });
    await assert.rejects(identityClient.send(guestless), identity.NotAuthorizedException);
    const ids = { IdentityIdsToDelete: [IdentityId] };
    await identityClient.send(new identity.DeleteIdentitiesCommand(ids));
    await assert.rejects(
      identityClient.send(new identity.DescribeIdentityCommand({ IdentityId })),
      identity.ResourceNotFoundException,
    );
  });
});
