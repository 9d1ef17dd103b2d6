/** The Security Token Service, as far as clients of identity pools need it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { call, freshCognito, test } from './support/calls.js';
import { IdentityPoolId, allowGuests, guest, loginsOf, member, role, signedIn } from './support/identities.js';
import { signed } from './support/signing.js';

const ENDPOINT = 'http://localhost:9229/';
const VERSION = '2011-06-15';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const form = (Action, members) => String(new URLSearchParams({ Action, Version: VERSION, ...members }));

async function answerOf(cognito, request) {
  const response = await cognito.handle(request);
  const xml = await response.text();
  assert.equal(response.headers.get('content-type'), 'text/xml');
  const member = (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return { status: response.status, xml, member };
}

const post = (cognito, Action, members) =>
  answerOf(cognito, new Request(ENDPOINT, { method: 'POST', headers: FORM, body: form(Action, members) }));

async function identityToken(cognito) {
  const Logins = loginsOf(await signedIn(cognito));
  const { IdentityId } = await call(cognito, 'GetId', { IdentityPoolId, Logins });
  return call(cognito, 'GetOpenIdToken', { IdentityId, Logins });
}

const assume = (cognito, WebIdentityToken, rest = {}) =>
  post(cognito, 'AssumeRoleWithWebIdentity', {
    RoleArn: role('seed-authRole'),
    RoleSessionName: 'app',
    WebIdentityToken,
    ...rest,
  });

describe('AssumeRoleWithWebIdentity', () => {
  it("gives the identity's token credentials of a role that trusts it", async () => {
    const cognito = freshCognito();
    const { IdentityId, Token } = await identityToken(cognito);
    const { status, member: read } = await assume(cognito, Token, { DurationSeconds: '900' });
    assert.equal(status, 200);
    assert.equal(read('SubjectFromWebIdentityToken'), IdentityId);
    assert.equal(read('Expiration'), '2024-01-02T03:19:05Z');
    assert.equal(read('Arn'), 'arn:aws:sts::000000000000:assumed-role/seed-authRole/app');
    const [issued] = await test(cognito, 'GET', 'credentials');
    assert.deepEqual([issued.accessKeyId, issued.identityId], [read('AccessKeyId'), IdentityId]);
  });

  it('refuses roles that do not trust the identity', async () => {
    const cognito = freshCognito();
    await allowGuests(cognito);
    const identity = await call(cognito, 'GetId', { IdentityPoolId });
    const { Token } = await call(cognito, 'GetOpenIdToken', identity);
    const { status, member: read } = await assume(cognito, Token);
    assert.deepEqual([status, read('Code')], [403, 'AccessDenied']);
    const own = await assume(cognito, Token, { RoleArn: role('seed-unauthRole') });
    assert.equal(own.status, 200);
  });

  it('accepts any role for a pool that has none', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SetIdentityPoolRoles', { IdentityPoolId, Roles: {} });
    const { Token } = await identityToken(cognito);
    assert.equal((await assume(cognito, Token, { RoleArn: role('another') })).status, 200);
  });

  it('refuses other tokens and wrong parameters', async () => {
    const cognito = freshCognito();
    const { Token } = await identityToken(cognito);
    const { IdToken } = (
      await member(cognito, {
        Username: 'second',
        Password: 'Password123',
        UserAttributes: [{ Name: 'email', Value: 'a@b.cc' }],
      })
    ).tokens;
    const [header, , signature] = Token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(Token), exp: 9e9 })).toString('base64url');
    for (const [token, members, code, message] of [
      ['undefined', {}, 'InvalidIdentityToken', /not a valid JWT/],
      [IdToken, {}, 'InvalidIdentityToken', /No OpenIDConnect provider found.*SeedPool1/],
      [`${header}.${claims}.${signature}`, {}, 'InvalidIdentityToken', /Couldn't verify/],
      [Token, { RoleArn: 'users' }, 'ValidationError', /roleArn/],
      [Token, { RoleSessionName: 'a b' }, 'ValidationError', /roleSessionName/],
      [Token, { DurationSeconds: '60' }, 'ValidationError', /durationSeconds/],
    ]) {
      const { status, member: read } = await assume(cognito, token, members);
      assert.deepEqual([status, read('Code')], [400, code]);
      assert.match(read('Message'), message);
    }
    cognito.clock.advance(10 * 60_000);
    assert.equal((await assume(cognito, Token)).member('Code'), 'ExpiredTokenException');
  });
});

describe('GetCallerIdentity', () => {
  const body = form('GetCallerIdentity', {});
  const ask = async (cognito, Credentials, options) =>
    answerOf(
      cognito,
      await signed(
        cognito,
        Credentials,
        ENDPOINT,
        { method: 'POST', headers: FORM, body },
        { service: 'sts', ...options },
      ),
    );

  it('says whose credentials signed the request', async () => {
    const cognito = freshCognito();
    const { Credentials } = await guest(cognito);
    const { status, member: read } = await ask(cognito, Credentials);
    assert.equal(status, 200);
    assert.equal(read('Arn'), 'arn:aws:sts::000000000000:assumed-role/seed-unauthRole/CognitoIdentityCredentials');
    assert.match(read('UserId'), /^AROA[A-Z2-7]{17}:CognitoIdentityCredentials$/);
    assert.equal(read('Account'), '000000000000');
  });

  it('refuses unknown, expired and missing ones', async () => {
    const cognito = freshCognito();
    const { Credentials } = await guest(cognito);
    const unknown = await ask(cognito, { ...Credentials, AccessKeyId: 'AKIAUNKNOWN' });
    assert.deepEqual([unknown.status, unknown.member('Code')], [403, 'InvalidClientTokenId']);
    const wrong = await ask(cognito, { ...Credentials, SecretKey: 'x' });
    assert.deepEqual([wrong.status, wrong.member('Code')], [403, 'SignatureDoesNotMatch']);
    cognito.expireCredentials();
    const late = await ask(cognito, Credentials);
    assert.deepEqual([late.status, late.member('Code')], [403, 'ExpiredToken']);
    const none = await post(cognito, 'GetCallerIdentity', {});
    assert.deepEqual([none.status, none.member('Code')], [403, 'MissingAuthenticationToken']);
  });
});

describe('the endpoint', () => {
  it('has an error for other actions, and leaves other services alone', async () => {
    const cognito = freshCognito();
    const { status, member: read } = await post(cognito, 'AssumeRole<', {});
    assert.deepEqual([status, read('Code')], [400, 'InvalidAction']);
    const iam = new URLSearchParams({ Action: 'GetRole', Version: '2010-05-08' });
    const response = await cognito.handle(new Request(ENDPOINT, { method: 'POST', headers: FORM, body: iam }));
    assert.equal((await response.json()).__type, 'UnknownOperationException');
  });

  it('is in the journal without tokens, and can fail on demand', async () => {
    const cognito = freshCognito({ deterministic: false });
    await assume(cognito, 'some-token');
    await test(cognito, 'POST', 'faults', { operation: 'GetCallerIdentity', kind: 'error', type: 'Throttling' });
    const { status, member: read } = await post(cognito, 'GetCallerIdentity', {});
    assert.deepEqual([status, read('Code')], [400, 'Throttling']);
    const [first, second] = cognito.journal.entries();
    assert.deepEqual([first.operation, first.status], ['AssumeRoleWithWebIdentity', 400]);
    assert.equal(first.body.WebIdentityToken, '[not shown]');
    assert.deepEqual([second.operation, second.status], ['GetCallerIdentity', 400]);
  });
});
