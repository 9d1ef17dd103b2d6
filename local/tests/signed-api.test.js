/** The API that verifies: what it accepts, and how it refuses the rest. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, freshCognito, test, withClient } from './support/calls.js';
import { guest, member, role } from './support/identities.js';
import { API, presigned, signed } from './support/signing.js';

const MINUTE = 60_000;
const ITEMS = `${API}iam/prod/items`;

async function asMember() {
  const cognito = freshCognito();
  return { cognito, ...(await member(cognito)) };
}

async function answerOf(cognito, request) {
  const response = await cognito.handle(request);
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : text;
  return { status: response.status, body, headers: response.headers };
}

/** The name and the message of a refusal by API Gateway. */
async function refusal(cognito, request, status = 403) {
  const answer = await answerOf(cognito, request);
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.deepEqual(Object.keys(answer.body), ['message']);
  return [answer.headers.get('x-amzn-errortype'), answer.body.message];
}

describe('a signed request', () => {
  it('is answered with the user who signed it', async () => {
    const { cognito, IdentityId, Credentials } = await asMember();
    const init = { method: 'POST', body: '{"text":"ä"}', headers: { 'content-type': 'application/json' } };
    const address = `${ITEMS}/a%20b/(x)!*'?limit=10&tag=a%2Bb&tag=&q=ሴ+c`;
    const { status, body } = await answerOf(cognito, await signed(cognito, Credentials, address, init));
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.caller, {
      kind: 'user',
      identityId: IdentityId,
      roleArn: role('seed-authRole'),
      arn: 'arn:aws:sts::000000000000:assumed-role/seed-authRole/CognitoIdentityCredentials',
    });
    assert.deepEqual([body.request.method, body.request.body], ['POST', init.body]);
  });

  it('is answered with the guest who signed it', async () => {
    const cognito = freshCognito();
    const { IdentityId, Credentials } = await guest(cognito);
    const { body } = await answerOf(cognito, await signed(cognito, Credentials, ITEMS));
    assert.deepEqual([body.caller.kind, body.caller.identityId], ['guest', IdentityId]);
  });

  it('may have its signature in the query', async () => {
    const { cognito, Credentials } = await asMember();
    const request = await presigned(cognito, Credentials, `${ITEMS}?limit=10`);
    const { status, body } = await answerOf(cognito, request);
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body.request.query, { limit: '10' });
    cognito.clock.advance(6 * MINUTE);
    assert.match((await refusal(cognito, request.clone()))[1], /^Signature expired: /);
  });

  it('is refused if anything was changed', async () => {
    const { cognito, Credentials } = await asMember();
    const init = { method: 'POST', body: 'a', headers: { 'x-amz-meta': 'a' } };
    const good = await signed(cognito, Credentials, `${ITEMS}?a=b`, init);
    const headers = Object.fromEntries(good.headers);
    const changed = {
      path: new Request(`${ITEMS}x?a=b`, { ...init, headers }),
      query: new Request(`${ITEMS}?a=c`, { ...init, headers }),
      method: new Request(`${ITEMS}?a=b`, { ...init, method: 'PUT', headers }),
      body: new Request(`${ITEMS}?a=b`, { ...init, body: 'b', headers }),
      header: new Request(`${ITEMS}?a=b`, { ...init, headers: { ...headers, 'x-amz-meta': 'b' } }),
      host: new Request(`${ITEMS}?a=b`, { ...init, headers: { ...headers, host: '127.0.0.1:9229' } }),
      secret: await signed(cognito, { ...Credentials, SecretKey: 'other' }, `${ITEMS}?a=b`, init),
    };
    for (const [what, request] of Object.entries(changed)) {
      const [name, message] = await refusal(cognito, request);
      assert.equal(name, 'InvalidSignatureException', what);
      assert.match(message, /^The request signature we calculated does not match .*The Canonical String/s);
      assert.ok(!message.includes(Credentials.SecretKey));
    }
    assert.equal((await answerOf(cognito, good)).status, 200);
  });

  it('is refused with the name of the problem', async () => {
    const { cognito, tokens, Credentials } = await asMember();
    const plain = await signed(cognito, Credentials, ITEMS);
    const without = (name) => {
      const headers = new Headers(plain.headers);
      headers.delete(name);
      return new Request(ITEMS, { headers });
    };
    const bearer = new Request(ITEMS, { headers: { authorization: `Bearer ${tokens.AccessToken}` } });
    for (const [request, name, message] of [
      [new Request(ITEMS), 'MissingAuthenticationTokenException', /^Missing Authentication Token$/],
      [bearer, 'IncompleteSignatureException', /requires 'Credential' parameter.*'Signature'.*'SignedHeaders'/],
      [without('x-amz-date'), 'IncompleteSignatureException', /either a 'X-Amz-Date' or a 'Date' header/],
      [without('x-amz-security-token'), 'UnrecognizedClientException', /token included in the request is invalid\.$/],
      [
        await signed(cognito, { ...Credentials, AccessKeyId: 'ASIAUNKNOWN' }, ITEMS),
        'UnrecognizedClientException',
        /token included in the request is invalid\.$/,
      ],
      [
        await signed(cognito, Credentials, ITEMS, {}, { service: 'lambda' }),
        'InvalidSignatureException',
        /should be scoped to correct service: 'execute-api'/,
      ],
    ]) {
      const [seen, text] = await refusal(cognito, request);
      assert.equal(seen, name);
      assert.match(text, message);
      assert.ok(!text.includes(tokens.AccessToken));
    }
  });

  it('is refused with the time of the server if its date is more than five minutes off', async () => {
    const { cognito, Credentials } = await asMember();
    const now = cognito.clock.nowMs();
    const at = (ms) => signed(cognito, Credentials, ITEMS, {}, { at: now + ms });
    for (const ms of [5 * MINUTE, -5 * MINUTE]) assert.equal((await answerOf(cognito, await at(ms))).status, 200);
    const late = await refusal(cognito, await at(-5 * MINUTE - 1000));
    assert.deepEqual(late, [
      'InvalidSignatureException',
      'Signature expired: 20240102T025904Z is now earlier than 20240102T025905Z (20240102T030405Z - 5 min.)',
    ]);
    const [, early] = await refusal(cognito, await at(5 * MINUTE + 1000));
    assert.match(early, /^Signature not yet current: 20240102T030906Z is still later than 20240102T030905Z/);
    const { headers } = await answerOf(cognito, await at(20 * MINUTE));
    assert.equal(Date.parse(headers.get('date')), now);
    cognito.clock.advance(20 * MINUTE);
    assert.equal((await answerOf(cognito, await at(20 * MINUTE))).status, 200);
  });

  it('is refused once its credentials have expired', async () => {
    const { cognito, IdentityId, Credentials, tokens } = await asMember();
    const expected = ['ExpiredTokenException', 'The security token included in the request is expired'];
    assert.deepEqual(await test(cognito, 'POST', 'credentials', { expire: true, identityId: 'another' }), {
      expired: 0,
    });
    assert.equal((await answerOf(cognito, await signed(cognito, Credentials, ITEMS))).status, 200);
    assert.deepEqual(await test(cognito, 'POST', 'credentials', { expire: true, identityId: IdentityId }), {
      expired: 1,
    });
    assert.deepEqual(await refusal(cognito, await signed(cognito, Credentials, ITEMS)), expected);
    const Logins = { 'cognito-idp.us-east-1.amazonaws.com/us-east-1_SeedPool1': tokens.IdToken };
    const fresh = await call(cognito, 'GetCredentialsForIdentity', { IdentityId, Logins });
    assert.equal((await answerOf(cognito, await signed(cognito, fresh.Credentials, ITEMS))).status, 200);
    cognito.clock.advance(60 * MINUTE);
    assert.deepEqual(await refusal(cognito, await signed(cognito, fresh.Credentials, ITEMS)), expected);
  });

  it('is in the journal without what it was signed with, and can fail on demand', async () => {
    const cognito = freshCognito({ deterministic: false });
    const { Credentials } = await guest(cognito);
    await cognito.handle(await presigned(cognito, Credentials, ITEMS, { method: 'POST', body: 'text' }));
    await test(cognito, 'POST', 'faults', { operation: '/_api/iam/prod/items', kind: 'status', status: 503 });
    assert.equal((await answerOf(cognito, await signed(cognito, Credentials, ITEMS))).status, 503);
    const entries = cognito.journal.entries().filter(({ operation }) => operation === '/_api/iam/prod/items');
    assert.deepEqual(
      entries.map(({ status, body }) => [status, body]),
      [
        [200, '[not shown]'],
        [503, ''],
      ],
    );
    const shown = JSON.stringify(entries);
    for (const secret of [Credentials.SessionToken, Credentials.AccessKeyId]) {
      assert.ok(!shown.includes(secret) && !shown.includes(encodeURIComponent(secret)));
    }
  });
});

describe('an API with an authorizer', () => {
  const address = `${API}user-pool/prod/me`;
  const withToken = (token, path = address, method = 'GET') =>
    new Request(path, { method, headers: token === undefined ? {} : { authorization: token } });

  it('accepts the access token and the ID token of a user', async () => {
    const { cognito, tokens } = await asMember();
    for (const [token, tokenUse] of [
      [tokens.AccessToken, 'access'],
      [tokens.IdToken, 'id'],
      [`Bearer ${tokens.AccessToken}`, 'access'],
    ]) {
      const { status, body } = await answerOf(cognito, withToken(token));
      assert.equal(status, 200);
      const { kind, username, groups } = body.caller;
      assert.deepEqual([kind, username, groups, body.caller.tokenUse], ['user', 'username', [], tokenUse]);
    }
  });

  it('refuses other tokens, and none', async () => {
    const { cognito, tokens } = await asMember();
    const [header, payload] = tokens.AccessToken.split('.');
    const [, , signature] = tokens.IdToken.split('.');
    for (const token of [undefined, 'nonsense', `${header}.${payload}.${signature}`, tokens.RefreshToken]) {
      const expected = ['UnauthorizedException', 'Unauthorized'];
      assert.deepEqual(await refusal(cognito, withToken(token), 401), expected);
    }
    cognito.clock.advance(60 * MINUTE);
    const late = await refusal(cognito, withToken(tokens.AccessToken), 401);
    assert.deepEqual(late, ['UnauthorizedException', 'The incoming token has expired']);
  });

  it('does not ask whether the session still exists, as at AWS', async () => {
    const { cognito, tokens } = await asMember();
    await call(cognito, 'RevokeToken', withClient({ Token: tokens.RefreshToken }));
    assert.equal((await answerOf(cognito, withToken(tokens.AccessToken))).status, 200);
  });

  it('can ask for a scope', async () => {
    const { cognito, tokens } = await asMember();
    for (const token of [tokens.AccessToken, tokens.IdToken]) {
      await refusal(cognito, withToken(token, `${API}user-pool/notes/1`), 401);
    }
  });
});

describe('the API', () => {
  it('answers anybody at its public part, and explains unknown addresses like API Gateway', async () => {
    const cognito = freshCognito();
    const { body } = await answerOf(cognito, new Request(`${API}public/health`));
    assert.equal(body.caller.kind, 'anonymous');
    const unknown = await refusal(cognito, new Request(`${API}nowhere`));
    assert.deepEqual(unknown, ['MissingAuthenticationTokenException', 'Missing Authentication Token']);
  });

  it('can be called by pages', async () => {
    const { cognito, Credentials } = await asMember();
    const origin = 'http://localhost:3000';
    const preflight = await cognito.handle(new Request(ITEMS, { method: 'OPTIONS', headers: { origin } }));
    assert.match(preflight.headers.get('access-control-allow-methods'), /PUT, PATCH, DELETE/);
    assert.match(preflight.headers.get('access-control-allow-headers'), /authorization.*x-amz-security-token/);
    const request = await signed(cognito, Credentials, ITEMS, { headers: { 'x-own': '1' } });
    request.headers.set('origin', origin);
    const { status, headers } = await answerOf(cognito, request);
    assert.deepEqual([status, headers.get('access-control-allow-origin')], [200, origin]);
    assert.match(headers.get('access-control-expose-headers'), /Date/);
    request.headers.set('origin', 'https://elsewhere.test');
    assert.equal((await answerOf(cognito, request.clone())).status, 403);
  });

  it('survives whatever it receives', async () => {
    const cognito = freshCognito();
    const odd = [
      '',
      'AWS4-HMAC-SHA256',
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request',
      'AWS4-HMAC-SHA256 ,=,==',
      '💥'
        .repeat(40)
        .normalize()
        .replace(/[^ -~]/g, '?'),
      'a.b.c',
    ];
    const query = [
      '',
      '?X-Amz-Algorithm=x',
      '?X-Amz-Signature=&X-Amz-Expires=-1',
      '?%ff=%&&=',
      '?__proto__=x',
      `?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20240102/r/execute-api/aws4_request&X-Amz-Date=20249902T030405Z&X-Amz-SignedHeaders=host&X-Amz-Signature=a`,
    ];
    for (const area of ['iam', 'user-pool', 's3', 's3/bucket/%ff', 'dynamodb/', 'graphql', 'public', '__proto__', '']) {
      for (const authorization of odd) {
        for (const search of query) {
          for (const method of ['GET', 'POST']) {
            const init = { method, headers: { authorization, 'x-amz-date': '20240102T030405Z' } };
            const body = method === 'POST' ? '{"a":' : undefined;
            const { status } = await answerOf(cognito, new Request(`${API}${area}${search}`, { ...init, body }));
            assert.ok(status < 500, `${area} ${authorization} ${search}: ${status}`);
          }
        }
      }
    }
  });
});
