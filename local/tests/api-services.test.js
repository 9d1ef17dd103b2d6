/** What stands in for S3, DynamoDB and AppSync: each refuses in its own way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshCognito } from './support/calls.js';
import { guest, member } from './support/identities.js';
import { API, presigned, signed } from './support/signing.js';

const MINUTE = 60_000;

async function asMember() {
  const cognito = freshCognito();
  return { cognito, ...(await member(cognito)) };
}

const textOf = async (cognito, request) => {
  const response = await cognito.handle(request);
  return [response.status, await response.text(), response.headers];
};

describe('a bucket', () => {
  const s3 = { service: 's3' };
  const file = `${API}s3/bucket/notes/a%20b%2Bc%281%29.txt`;

  it('keeps files under any name, and lists them', async () => {
    const { cognito, Credentials } = await asMember();
    const put = { method: 'PUT', body: 'content', headers: { 'content-type': 'text/plain' } };
    const [status] = await textOf(cognito, await signed(cognito, Credentials, file, put, s3));
    assert.equal(status, 200);
    const [found, content, headers] = await textOf(cognito, await signed(cognito, Credentials, file, {}, s3));
    assert.deepEqual([found, content, headers.get('content-type')], [200, 'content', 'text/plain']);
    const another = `${API}s3/bucket/other.txt`;
    await textOf(cognito, await signed(cognito, Credentials, another, put, s3));
    const list = `${API}s3/bucket?list-type=2&prefix=notes%2F`;
    const [, xml] = await textOf(cognito, await signed(cognito, Credentials, list, {}, s3));
    assert.match(xml, /<KeyCount>1<\/KeyCount>.*<Key>notes\/a b\+c\(1\)\.txt<\/Key>.*<Size>7<\/Size>/);
    const gone = await signed(cognito, Credentials, file, { method: 'DELETE' }, s3);
    assert.equal((await textOf(cognito, gone))[0], 204);
    const [missing, error] = await textOf(cognito, await signed(cognito, Credentials, file, {}, s3));
    assert.equal(missing, 404);
    assert.match(error, /<Code>NoSuchKey<\/Code>/);
  });

  it('can be read and written at signed addresses', async () => {
    const { cognito, Credentials } = await asMember();
    const put = { method: 'PUT', body: 'content' };
    const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const upload = await presigned(cognito, Credentials, file, { ...put, headers: unsigned }, s3);
    assert.equal((await textOf(cognito, new Request(upload.url, put)))[0], 200);
    const read = await presigned(cognito, Credentials, file, { headers: unsigned }, { ...s3, seconds: 60 });
    assert.equal((await textOf(cognito, new Request(read.url)))[1], 'content');
    cognito.clock.advance(2 * MINUTE);
    const [status, error] = await textOf(cognito, new Request(read.url));
    assert.equal(status, 403);
    assert.match(error, /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
  });

  it('accepts an unsigned payload, and no other than the one that was hashed', async () => {
    const { cognito, Credentials } = await asMember();
    const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const open = await signed(cognito, Credentials, file, { method: 'PUT', body: 'a', headers: unsigned }, s3);
    const { headers } = open;
    assert.equal((await textOf(cognito, new Request(file, { method: 'PUT', body: 'b', headers })))[0], 200);
    const hashed = await signed(cognito, Credentials, file, { method: 'PUT', body: 'a' }, s3);
    const changed = new Request(file, { method: 'PUT', body: 'b', headers: hashed.headers });
    const [status, error] = await textOf(cognito, changed);
    assert.equal(status, 400);
    assert.match(error, /<Code>XAmzContentSHA256Mismatch</);
  });

  it('refuses like S3', async () => {
    const { cognito, Credentials } = await asMember();
    const now = cognito.clock.nowMs();
    const at = (ms) => signed(cognito, Credentials, file, {}, { ...s3, at: now + ms });
    assert.equal((await textOf(cognito, await at(15 * MINUTE)))[0], 404);
    const unsignedHeader = await at(0);
    unsignedHeader.headers.set('x-amz-acl', 'public-read');
    const other = { ...Credentials, SecretKey: 'other' };
    for (const [request, status, code] of [
      [await at(15 * MINUTE + 1000), 403, 'RequestTimeTooSkewed'],
      [await signed(cognito, other, file, {}, s3), 403, 'SignatureDoesNotMatch'],
      [await signed(cognito, { ...Credentials, AccessKeyId: 'ASIAX' }, file, {}, s3), 403, 'InvalidAccessKeyId'],
      [await signed(cognito, { ...Credentials, SessionToken: 'x' }, file, {}, s3), 400, 'InvalidToken'],
      [new Request(file), 403, 'AccessDenied'],
      [unsignedHeader, 403, 'AccessDenied'],
      [await signed(cognito, Credentials, file, {}, { ...s3, applyChecksum: false }), 400, 'InvalidRequest'],
    ]) {
      const [seen, error] = await textOf(cognito, request);
      assert.match(error, new RegExp(`<Code>${code}</Code>`));
      assert.equal(seen, status);
    }
    cognito.expireCredentials();
    const [status, error] = await textOf(cognito, await at(0));
    assert.equal(status, 400);
    assert.match(error, /<Code>ExpiredToken<\/Code>/);
  });

  it('leaves private folders to their identity, and protected ones to be read', async () => {
    const { cognito, IdentityId, Credentials } = await asMember();
    const other = await guest(cognito);
    const folder = (level) => `${API}s3/bucket/${level}/${encodeURIComponent(IdentityId)}/a.txt`;
    for (const [level, method, credentials, status] of [
      ['private', 'PUT', Credentials, 200],
      ['private', 'GET', other.Credentials, 403],
      ['protected', 'PUT', Credentials, 200],
      ['protected', 'GET', other.Credentials, 200],
      ['protected', 'PUT', other.Credentials, 403],
      ['public', 'PUT', other.Credentials, 200],
    ]) {
      const init = { method, ...(method === 'PUT' && { body: 'a' }) };
      const [seen] = await textOf(cognito, await signed(cognito, credentials, folder(level), init, s3));
      assert.equal(seen, status, `${method} ${level}`);
    }
  });
});

describe('a table', () => {
  it('refuses like DynamoDB', async () => {
    const { cognito, Credentials } = await asMember();
    const address = `${API}dynamodb/`;
    const init = (name, body) => ({
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${name}` },
    });
    const ask = async (name, body, service = 'dynamodb') =>
      textOf(cognito, await signed(cognito, Credentials, address, init(name, body), { service }));
    for (const [answer, type] of [
      [await ask('Query', {}), 'com.amazon.coral.service#UnknownOperationException'],
      [await ask('PutItem', { TableName: 't', Item: {} }), 'com.amazon.coral.validate#ValidationException'],
      [await ask('PutItem', { TableName: 7 }), 'com.amazon.coral.validate#ValidationException'],
      [await ask('GetItem', {}, 's3'), 'com.amazon.coral.service#InvalidSignatureException'],
      [
        await textOf(cognito, new Request(address, init('GetItem', {}))),
        'com.amazon.coral.service#MissingAuthenticationTokenException',
      ],
    ]) {
      assert.equal(answer[0], 400);
      assert.equal(JSON.parse(answer[1]).__type, type);
    }
  });
});

describe('a GraphQL API', () => {
  const address = `${API}graphql`;
  const query = { method: 'POST', body: JSON.stringify({ query: 'query { me { kind } }' }) };

  it('answers signed requests, and those with a token', async () => {
    const { cognito, tokens, IdentityId, Credentials } = await asMember();
    const request = await signed(cognito, Credentials, address, query, { service: 'appsync' });
    const [, text] = await textOf(cognito, request);
    assert.equal(JSON.parse(text).data.me.identityId, IdentityId);
    const withToken = new Request(address, { ...query, headers: { authorization: tokens.AccessToken } });
    assert.equal(JSON.parse((await textOf(cognito, withToken))[1]).data.me.username, 'username');
  });

  it('refuses like AppSync', async () => {
    const { cognito, tokens, Credentials } = await asMember();
    const withToken = (authorization) => new Request(address, { ...query, headers: { authorization } });
    const other = await signed(cognito, { ...Credentials, SecretKey: 'x' }, address, query, { service: 'appsync' });
    for (const [request, status, type] of [
      [other, 403, 'InvalidSignatureException'],
      [new Request(address, query), 401, 'UnauthorizedException'],
      [withToken('nonsense'), 401, 'UnauthorizedException'],
    ]) {
      const [seen, text] = await textOf(cognito, request);
      assert.deepEqual([seen, JSON.parse(text).errors[0].errorType], [status, type]);
    }
    cognito.clock.advance(60 * MINUTE);
    const [, late] = await textOf(cognito, withToken(tokens.AccessToken));
    assert.equal(JSON.parse(late).errors[0].message, 'Token has expired.');
  });

  it('says what is wrong with a query', async () => {
    const { cognito, tokens } = await asMember();
    for (const [body, type] of [
      ['{', 'MalformedHttpRequestException'],
      [JSON.stringify({ query: '{ you }' }), 'ValidationError'],
    ]) {
      const init = { method: 'POST', body, headers: { authorization: tokens.AccessToken } };
      const [status, text] = await textOf(cognito, new Request(address, init));
      assert.deepEqual([status, JSON.parse(text).errors[0].errorType], [200, type]);
    }
  });
});
