/** Clients of the AWS SDK with the credentials of a user, against a local Cognito that verifies their signatures. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SEED, startServer } from 'cognito-wasm-local';

import { createAuth } from '../../dist/index.js';

const region = 'us-east-1';
const password = 'Password123!';
let server;
let auth;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
  const { userPoolId, nativeClientId: userPoolClientId, identityPoolId } = SEED;
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  auth = createAuth(
    { Auth: { Cognito: { ...Cognito, identityPoolId, identityPoolEndpoint: server.url } } },
    { storage: 'memory' },
  );
  await server.cognito.handle(
    new Request(`${server.url}_test/triggers`, { method: 'POST', body: '{"preSignUp":"confirm-and-verify"}' }),
  );
  await auth.signUp({ username: 'jane', password, options: { userAttributes: { email: 'jane@example.com' } } });
  await auth.signIn({ username: 'jane', password });
});
after(() => server.close());

const optionsFor = (path) => ({
  region,
  endpoint: `${server.url}_api/${path}`,
  credentials: auth.credentialsProvider(),
  maxAttempts: 1,
});

describe('the credentials of a user', () => {
  it('are accepted by S3, and new ones after they have expired', async () => {
    const s3 = new S3Client({ ...optionsFor('s3'), forcePathStyle: true });
    const target = { Bucket: 'photos', Key: 'public/sea (1).txt' };
    await s3.send(new PutObjectCommand({ ...target, Body: 'waves' }));
    const { credentials, identityId } = await auth.fetchAuthSession();
    assert.ok(credentials.expiration instanceof Date);
    server.cognito.expireCredentials(identityId);
    await assert.rejects(s3.send(new GetObjectCommand(target)), { name: 'ExpiredToken' });
    await auth.invalidateCachedCredentials();
    const renewed = new S3Client({ ...optionsFor('s3'), forcePathStyle: true });
    const { Body } = await renewed.send(new GetObjectCommand(target));
    assert.equal(await Body.transformToString(), 'waves');
    assert.notEqual((await auth.fetchAuthSession()).credentials.accessKeyId, credentials.accessKeyId);
  });

  it('are accepted by DynamoDB', async () => {
    const client = new DynamoDBClient(optionsFor('dynamodb/'));
    const Item = { id: { S: '1' }, text: { S: 'note' } };
    await client.send(new PutItemCommand({ TableName: 'notes', Item }));
    const { Item: read } = await client.send(new GetItemCommand({ TableName: 'notes', Key: { id: Item.id } }));
    assert.deepEqual(read, Item);
  });
});
