import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { ConnectionLost, SEED } from '../src/index.js';
import { SEED_USER, call, confirmedUser, freshCognito, send, test, withClient } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const SIGN_UP = 'AWSCognitoIdentityProviderService.SignUp';
const poolRequest = { UserPoolId: SEED.userPoolId };
const get = (cognito, path) => cognito.handle(new Request(`http://127.0.0.1:9229${path}`));

describe('the outbox', () => {
  it('is read over HTTP, by name or address', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    await call(cognito, 'SignUp', withClient({ ...SEED_USER, Username: 'second' }));
    const all = await test(cognito, 'GET', 'outbox');
    assert.deepEqual(all, cognito.outbox.messages());
    assert.deepEqual(
      all.map(({ username }) => username),
      ['username', 'second'],
    );
    assert.deepEqual(await test(cognito, 'GET', 'outbox?username=second'), [all[1]]);
    assert.deepEqual(await test(cognito, 'GET', 'outbox?username=my%40email.com'), all);
    assert.deepEqual(await test(cognito, 'GET', 'outbox?username=third'), []);
  });

  it('waits for a message after those that the caller has seen', async () => {
    const cognito = freshCognito();
    await call(cognito, 'SignUp', withClient(SEED_USER));
    const [first] = await test(cognito, 'GET', 'outbox?username=username&after=0');
    assert.equal(first.code, cognito.outbox.messages()[0].code);
    const next = test(cognito, 'GET', 'outbox?username=username&after=1');
    await call(cognito, 'SignUp', withClient({ ...SEED_USER, Username: 'second' }));
    await call(cognito, 'ResendConfirmationCode', withClient({ Username: 'username' }));
    assert.deepEqual(await next, [cognito.outbox.messages()[2]]);
    for (const after of ['', '-1', 'two', '1e3']) {
      assert.match((await test(cognito, 'GET', `outbox?after=${after}`)).__type, /InvalidParameterException$/);
    }
  });

  it('is a page that shows messages as text', async () => {
    const cognito = freshCognito();
    assert.match(await (await get(cognito, '/')).text(), /No messages yet/);
    await call(cognito, 'SignUp', withClient({ ...SEED_USER, Username: '<img/src=x>' }));
    const response = await get(cognito, '/');
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    const page = await response.text();
    assert.match(page, /<code>123456<\/code>/);
    assert.match(page, /my@email\.com/);
    assert.ok(!page.includes('<img'));
  });
});

describe('the journal', () => {
  it('records requests and the status of replies', async () => {
    const cognito = freshCognito();
    const body = withClient(SEED_USER);
    await send(cognito, 'SignUp', body, { 'x-amz-user-agent': 'somebody/1' });
    await send(cognito, 'SignUp', body);
    const [first, second, ...rest] = await test(cognito, 'GET', 'journal');
    assert.deepEqual(rest, []);
    assert.deepEqual(first, {
      operation: 'SignUp',
      target: SIGN_UP,
      body,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': SIGN_UP,
        'x-amz-user-agent': 'somebody/1',
      },
      url: 'http://localhost:9229/',
      status: 200,
      at: cognito.clock.nowMs(),
    });
    assert.equal(second.status, 400);
    await test(cognito, 'DELETE', 'journal');
    assert.deepEqual(await test(cognito, 'GET', 'journal'), []);
  });

  it('waits until an operation has been called often enough', async () => {
    const cognito = freshCognito();
    const second = test(cognito, 'GET', 'journal?operation=SignUp&after=1');
    await send(cognito, 'SignUp', withClient(SEED_USER));
    await send(cognito, 'DescribeUserPool', poolRequest);
    await send(cognito, 'SignUp', withClient({ ...SEED_USER, Username: 'second' }));
    const [entry, ...others] = await second;
    assert.deepEqual(others, []);
    assert.equal(entry.body.Username, 'second');
  });

  it('shows no secrets outside deterministic mode', async () => {
    const cognito = freshCognito({ deterministic: false });
    await send(cognito, 'SignUp', withClient(SEED_USER));
    await send(cognito, 'InitiateAuth', withClient({ AuthParameters: { USERNAME: 'u', PASSWORD: 'secret' } }));
    const bodies = cognito.journal.entries().map(({ body }) => body);
    assert.deepEqual(bodies[0], withClient({ ...SEED_USER, Password: '[not shown]' }));
    assert.deepEqual(bodies[1].AuthParameters, { USERNAME: 'u', PASSWORD: '[not shown]' });
  });

  it('shows none of the members that hold a secret, and no body that is not JSON', async () => {
    const cognito = freshCognito({ deterministic: false });
    const secrets = [
      ...['Password', 'TemporaryPassword', 'PreviousPassword', 'ProposedPassword', 'PASSWORD', 'NEW_PASSWORD'],
      ...['ANSWER', 'AccessToken', 'RefreshToken', 'REFRESH_TOKEN', 'Token', 'Session', 'ClientSecret', 'Logins'],
    ];
    const all = (value) => Object.fromEntries(secrets.map((name) => [name, value]));
    await send(cognito, 'InitiateAuth', { ...all('secret'), within: { a: [all('secret')] }, USERNAME: 'u' });
    await send(cognito, 'InitiateAuth', '{"PASSWORD":"secret"');
    const [first, second] = cognito.journal.entries().map(({ body }) => body);
    const hidden = all('[not shown]');
    assert.deepEqual(first, { ...hidden, within: { a: [hidden] }, USERNAME: 'u' });
    assert.equal(second, '[not shown]');
  });

  it('never shows the credentials of an SDK', async () => {
    const cognito = freshCognito();
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA', 'x-amz-security-token': 'token' };
    await send(cognito, 'DescribeUserPool', poolRequest, headers);
    const [entry] = await test(cognito, 'GET', 'journal');
    assert.equal(entry.headers.authorization, '[not shown]');
    assert.equal(entry.headers['x-amz-security-token'], '[not shown]');
  });

  it('keeps the last thousand', async () => {
    const cognito = freshCognito();
    for (let i = 0; i < 1001; i += 1) await send(cognito, 'Nothing', { i });
    const entries = cognito.journal.entries();
    assert.deepEqual([entries.length, entries[0].body], [1000, { i: 1 }]);
  });
});

describe('the clock', () => {
  it('can be read, moved, set and reset', async () => {
    let real = 1_000_000;
    const cognito = freshCognito({ now: () => real });
    const move = async (body) => (await test(cognito, 'POST', 'clock', body)).nowMs;
    assert.equal(await move({}), 1_000_000);
    assert.equal(await move({ advanceMs: 5000 }), 1_005_000);
    assert.equal(await move({ advanceMs: -1000 }), 1_004_000);
    assert.equal(await move({ nowMs: 77 }), 77);
    real += 10;
    assert.deepEqual(await test(cognito, 'GET', 'clock'), { nowMs: 87 });
    assert.equal(await move({ reset: true }), 1_000_010);
  });

  it('determines the time in every reply and token', async () => {
    const cognito = freshCognito();
    cognito.clock.set(Date.UTC(2030, 0, 1));
    const { headers } = await send(cognito, 'DescribeUserPool', poolRequest);
    assert.equal(headers.get('date'), 'Tue, 01 Jan 2030 00:00:00 GMT');
    await confirmedUser(cognito);
    const { AccessToken, IdToken } = (await signInWithSrp(cognito)).AuthenticationResult;
    for (const token of [AccessToken, IdToken]) {
      const { iat, auth_time } = decodeJwt(token);
      assert.deepEqual([iat, auth_time], [1_893_456_000, 1_893_456_000]);
    }
  });

  it('stays within the years that a date can represent', async () => {
    const cognito = freshCognito();
    for (const advanceMs of [8.64e15, 8.64e15, -8.64e15, -8.64e15, -8.64e15]) {
      await test(cognito, 'POST', 'clock', { advanceMs });
      const { headers } = await send(cognito, 'DescribeUserPool', poolRequest);
      assert.ok(Number.isFinite(Date.parse(headers.get('date'))));
    }
  });
});

describe('a fault', () => {
  const fault = (cognito, body) => test(cognito, 'POST', 'faults', body);
  const describePool = (cognito) => send(cognito, 'DescribeUserPool', poolRequest);

  it('of kind status replies with it, as often as told', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'status', status: 503, times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await describePool(cognito)).status);
    assert.deepEqual(statuses, [503, 503, 200]);
    assert.deepEqual(
      cognito.journal.entries().map(({ status }) => status),
      statuses,
    );
  });

  it('affects only its operation', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'status', operation: 'SignUp' });
    assert.equal((await describePool(cognito)).status, 200);
    assert.equal((await send(cognito, 'SignUp', withClient(SEED_USER))).status, 500);
    assert.equal((await send(cognito, 'SignUp', withClient(SEED_USER))).status, 200);
  });

  it('of kind error replies like AWS', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'error', type: 'TooManyRequestsException', message: 'Rate exceeded', status: 429 });
    const { status, headers, body } = await describePool(cognito);
    assert.equal(status, 429);
    assert.equal(headers.get('x-amzn-errortype'), 'TooManyRequestsException:');
    assert.deepEqual(body, { __type: 'TooManyRequestsException', message: 'Rate exceeded' });
  });

  it('of kind html replies like a proxy', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'html' });
    const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPool' };
    const request = new Request('http://localhost:9229/', { method: 'POST', headers: target, body: '{}' });
    const response = await cognito.handle(request);
    assert.equal(response.status, 503);
    assert.match(response.headers.get('content-type'), /^text\/html/);
    assert.match(await response.text(), /^<!doctype html>/);
  });

  it('of kind drop does nothing and does not reply', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'drop' });
    await assert.rejects(send(cognito, 'SignUp', withClient(SEED_USER)), ConnectionLost);
    assert.deepEqual(cognito.dump().users, []);
    assert.equal(cognito.journal.entries()[0].status, 0);
  });

  it('of kind lose-reply does the work but does not reply', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'lose-reply' });
    await assert.rejects(send(cognito, 'SignUp', withClient(SEED_USER)), ConnectionLost);
    assert.equal(cognito.dump().users.length, 1);
  });

  it('of kind delay holds the reply until the faults are cleared', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'delay', operation: 'DescribeUserPool' });
    let answered = false;
    const held = describePool(cognito).then((answer) => {
      answered = true;
      return answer;
    });
    assert.equal((await send(cognito, 'SignUp', withClient(SEED_USER))).status, 200);
    assert.equal(answered, false);
    await test(cognito, 'DELETE', 'faults');
    assert.equal((await held).status, 200);
  });

  it('of kind delay can be released as soon as the request has arrived', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'delay', operation: 'SignUp' });
    const held = send(cognito, 'SignUp', withClient(SEED_USER));
    await cognito.journal.after(0, 'SignUp');
    cognito.faults.clear();
    assert.equal((await held).status, 200);
  });

  it('of kind delay ends by itself if it has a time', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'delay', delayMs: 0 });
    assert.equal((await describePool(cognito)).status, 200);
  });

  it('can be cleared', async () => {
    const cognito = freshCognito();
    await fault(cognito, { kind: 'status', times: 100 });
    await test(cognito, 'DELETE', 'faults');
    assert.equal((await describePool(cognito)).status, 200);
  });

  it('must be of a known kind', async () => {
    const cognito = freshCognito();
    for (const body of [{}, { kind: 'flood' }, { kind: 'status', status: 204 }]) {
      assert.equal((await fault(cognito, body)).__type, 'InvalidParameterException', JSON.stringify(body));
    }
    assert.equal((await fault(cognito, { kind: 'drop', often: 3 })).__type, 'SerializationException');
    assert.equal((await describePool(cognito)).status, 200);
  });
});

describe('other endpoints', () => {
  it('report the health and the configuration of the server', async () => {
    const cognito = freshCognito();
    assert.deepEqual(await (await get(cognito, '/health')).json(), { status: 'ok' });
    const { auth } = await (await get(cognito, '/amplifyconfiguration.json')).json();
    const plugin = auth.plugins.awsCognitoAuthPlugin;
    assert.deepEqual(plugin.CognitoUserPool.Default, {
      PoolId: SEED.userPoolId,
      AppClientId: SEED.nativeClientId,
      Region: 'us-east-1',
      userPoolEndpoint: 'http://127.0.0.1:9229/',
    });
    assert.deepEqual(plugin.CredentialsProvider.CognitoIdentity.Default, {
      PoolId: SEED.identityPoolId,
      Region: 'us-east-1',
      identityPoolEndpoint: 'http://127.0.0.1:9229/',
    });
  });

  it('describe the issuer', async () => {
    const path = `/${SEED.userPoolId}/.well-known/openid-configuration`;
    const document = await (await get(freshCognito(), path)).json();
    assert.equal(document.issuer, `https://cognito-idp.us-east-1.amazonaws.com/${SEED.userPoolId}`);
    assert.equal(document.jwks_uri, `http://127.0.0.1:9229/${SEED.userPoolId}/.well-known/jwks.json`);
  });

  it('do not exist', async () => {
    const cognito = freshCognito();
    for (const path of ['/nothing', '/_test/nothing', '/us-east-1_None/.well-known/jwks.json']) {
      assert.equal((await get(cognito, path)).status, 404, path);
    }
    const put = new Request('http://localhost:9229/', { method: 'PUT' });
    assert.equal((await cognito.handle(put)).status, 404);
  });
});
