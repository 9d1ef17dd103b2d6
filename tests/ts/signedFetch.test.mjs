/** `signedFetch`: what it sends, and what it does about refusals. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';

import { AuthError } from '../../dist/index.js';
import { signedFetch, signRequest } from '../../dist/signing/signingFile.js';
import { hostWith, key, success, withReplies } from './signingHost.mjs';

const url = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items';
const noon = Date.parse('2026-11-28T12:00:00Z');
const fresh = { accessKeyId: 'ASIAFRESH', secretAccessKey: 'fresh', sessionToken: 'FRESH' };
const invalid = { name: 'InvalidParameterException', category: 'validation' };
const failed = (name, category, retryable = false) => new AuthError({ name, message: name, category, retryable });
/** A refusal of the service. */
const refused = (name, category) => new AuthError({ name, message: name, category, metadata: { httpStatusCode: 400 } });
const json = (status, body, headers) => new Response(JSON.stringify(body), { status, headers });
const expired = () => json(403, { message: 'The security token included in the request is expired' });
const skewed = () =>
  json(403, {
    message: 'Signature expired: 20261128T120000Z is now earlier than 20261128T121500Z (20261128T122000Z - 5 min.)',
  });

let now;

beforeEach(() => {
  ({ now } = Date);
  Date.now = () => noon;
});

afterEach(() => {
  Date.now = now;
});

const dates = (sent) => sent.map(({ headers }) => headers.get('x-amz-date'));
const keys = (sent) => sent.map(({ headers }) => /Credential=(\w+)/.exec(headers.get('authorization'))?.[1]);

describe('a signed request', () => {
  it('has the signature of signRequest, and what the application gave', async () => {
    const host = hostWith();
    const init = { method: 'put', body: 'text', headers: { 'X-Own': 'a' }, cache: 'no-store' };
    const { result, sent } = await withReplies([], () => signedFetch(host, new URL(url), init));
    assert.equal(await result.text(), 'ok');
    const [{ init: given, headers, body, url: address }] = sent;
    assert.deepEqual(
      [address, given.method, given.cache, given.redirect, body],
      [url, 'PUT', 'no-store', 'error', 'text'],
    );
    const type = 'text/plain;charset=UTF-8';
    const expected = await signRequest(host, {
      ...init,
      url,
      headers: { ...init.headers, 'content-type': type },
      date: new Date(noon),
    });
    assert.deepEqual(Object.fromEntries(headers), expected);
  });

  it('has the content type that fetch would give to its body', async () => {
    const form = new FormData();
    form.append('name', 'value');
    const cases = [
      [new URLSearchParams({ a: 'b c' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
      [new Blob(['x'], { type: 'image/png' }), 'image/png', 'x'],
      [new TextEncoder().encode('x'), null, 'x'],
      [new Blob(['a', 'b']).stream(), null, 'ab'],
    ];
    for (const [body, type, text] of cases) {
      const { sent } = await withReplies([], () => signedFetch(hostWith(), url, { method: 'POST', body }));
      assert.deepEqual([sent[0].headers.get('content-type'), sent[0].body], [type, text]);
    }
    const { sent } = await withReplies([], () => signedFetch(hostWith(), url, { method: 'POST', body: form }));
    const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(sent[0].headers.get('content-type'));
    assert.ok(sent[0].body.startsWith(`--${boundary}\r\n`) && sent[0].body.includes('value'));
  });

  it('may be a Request', async () => {
    const request = new Request(url, { method: 'POST', body: 'text', headers: { 'x-own': 'a' } });
    const { sent } = await withReplies([], () => signedFetch(hostWith(), request));
    const [{ init, headers, body }] = sent;
    assert.deepEqual([init.method, body, headers.get('x-own'), init.redirect], ['POST', 'text', 'a', 'error']);
    assert.match(headers.get('authorization'), /SignedHeaders=[^,]*content-type;host;[^,]*x-own/);
  });
});

describe('a request that is refused', () => {
  it('is sent once more with new credentials if they have expired', async () => {
    const host = hostWith({ credentials: [key, fresh] });
    const replies = [expired(), new Response('ok')];
    const { result, sent } = await withReplies(replies, () => signedFetch(host, url, { method: 'POST', body: 'text' }));
    assert.equal(result.status, 200);
    assert.deepEqual(keys(sent), ['AKIDEXAMPLE', 'ASIAFRESH']);
    assert.equal(sent[1].headers.get('x-amz-security-token'), 'FRESH');
    assert.deepEqual(
      sent.map(({ body }) => body),
      ['text', 'text'],
    );
  });

  it('renews the credentials alone, and leaves the tokens as they are', async () => {
    const host = hostWith({ credentials: [key, fresh] });
    await withReplies([expired()], () => signedFetch(host, url));
    assert.deepEqual(host.asked, [
      ['getCredentials', { signal: undefined }],
      ['getCredentials', { forceRefresh: false, signal: undefined }],
      ['getCredentials', { forceRefresh: true, signal: undefined }],
    ]);
  });

  it('shares the new credentials with others that were refused', async () => {
    const host = hostWith({ credentials: [key, fresh, { ...fresh, accessKeyId: 'ASIATWICE' }] });
    const both = () => Promise.all([signedFetch(host, url), signedFetch(host, url)]);
    // The second refusal arrives when the credentials have been renewed for the first.
    let renewed;
    const isRenewed = new Promise((resolve) => (renewed = resolve));
    const replies = [
      expired,
      () => isRenewed.then(expired),
      () => {
        renewed();
        return new Response('ok');
      },
    ];
    const { result, sent } = await withReplies(replies, both);
    assert.deepEqual(
      result.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(keys(sent), ['AKIDEXAMPLE', 'AKIDEXAMPLE', 'ASIAFRESH', 'ASIAFRESH']);
    assert.equal(host.asked.filter(([, { forceRefresh }]) => forceRefresh).length, 1);
  });

  it('is given back after a while, with what has come of it, if its body does not end', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      for (const [text, count] of [
        ['<Code>AccessDenied</Code>', 1],
        ['<Code>ExpiredToken</Code>', 2],
      ]) {
        let waiting;
        const isRead = new Promise((resolve) => (waiting = resolve));
        const body = new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
          // What has been enqueued is taken, and nothing more comes.
          pull: () => new Promise(() => waiting()),
        });
        const host = hostWith({ credentials: [key, fresh] });
        const work = withReplies([new Response(body, { status: 403 })], () => signedFetch(host, url));
        await isRead;
        // What has come is read by now.
        await new Promise(setImmediate);
        mock.timers.tick(3_000);
        const { result, sent } = await work;
        assert.deepEqual([sent.length, result.status], [count, count === 1 ? 403 : 200]);
      }
    } finally {
      mock.timers.reset();
    }
  });

  it('is sent once more with the time of the service, which later requests have at once', async () => {
    const host = hostWith();
    const { result, sent } = await withReplies([skewed()], () => signedFetch(host, url));
    assert.equal(result.status, 200);
    assert.deepEqual(dates(sent), ['20261128T120000Z', '20261128T122000Z']);
    const later = await withReplies([], () => signedFetch(host, url));
    assert.deepEqual(dates(later.sent), ['20261128T122000Z']);
    const other = await withReplies([], () => signedFetch(hostWith(), url));
    assert.deepEqual(dates(other.sent), ['20261128T120000Z']);
  });

  it('is read for the header with the time, too', async () => {
    const late = () => json(403, {}, { date: 'Sat, 28 Nov 2026 11:00:00 GMT' });
    const { sent } = await withReplies([late()], () => signedFetch(hostWith(), url));
    assert.deepEqual(dates(sent), ['20261128T120000Z', '20261128T110000Z']);
  });

  it('is not sent again for the time that sending it took, or with a date that is not why', async () => {
    const date = 'Sat, 28 Nov 2026 12:10:00 GMT';
    const afterLong = () => {
      Date.now = () => noon + 600_000;
      return json(403, {}, { date });
    };
    for (const reply of [() => json(403, { code: 'AccessDenied' }, { date }), afterLong]) {
      const { result, sent } = await withReplies([reply], () => signedFetch(hostWith(), url));
      assert.deepEqual([sent.length, result.status], [1, 403]);
    }
  });

  it('is not sent again and again: each remedy is tried once', async () => {
    const cases = [
      [[expired, expired], 2],
      [[skewed, skewed], 2],
      [[skewed, expired, skewed, expired], 3],
      [[() => json(403, { message: 'Forbidden' })], 1],
      [[() => json(404, { code: 'ExpiredToken' })], 1],
      [[() => json(500, {})], 1],
    ];
    for (const [replies, count] of cases) {
      const made = replies.map((each) => each());
      const { result, sent } = await withReplies(made, () => signedFetch(hostWith({ credentials: [key, fresh] }), url));
      assert.equal(sent.length, count);
      assert.notEqual(result.status, 200);
      // The reply can still be read.
      assert.ok((await result.text()).length > 1);
    }
  });

  it('is reported as a reply, and what is no reply as an error', async () => {
    const lost = await withReplies([new TypeError('Failed to fetch')], () => signedFetch(hostWith(), url));
    assert.ok(lost.error instanceof AuthError);
    assert.deepEqual([lost.error.name, lost.error.category, lost.error.retryable], ['NetworkError', 'network', true]);
    assert.ok(lost.error.cause instanceof TypeError);
    const signal = AbortSignal.abort('enough');
    const aborted = await withReplies([new Error('aborted')], () => signedFetch(hostWith(), url, { signal }));
    assert.deepEqual([aborted.error.name, aborted.error.cause], ['AbortError', 'enough']);
  });
});

describe('the modes', () => {
  it('send tokens as they are, without Bearer', async () => {
    for (const [authMode, token] of [
      ['userPool', 'ACCESS'],
      ['idToken', 'ID'],
    ]) {
      const host = hostWith();
      const { sent } = await withReplies([], () => signedFetch(host, url, {}, { authMode }));
      assert.deepEqual(Object.fromEntries(sent[0].headers), { authorization: token });
      // The identity pool is not asked for credentials.
      assert.deepEqual(host.asked, [['getTokens', { signal: undefined }]]);
      assert.equal(sent[0].init.redirect, 'error');
    }
  });

  it('send nothing if what they need is missing', async () => {
    const failure = failed('NotAuthorizedException', 'notAuthorized');
    const signedOut = failed('SignedOutException', 'signedOut');
    const host = hostWith({ failure, tokens: { type: 'FAILURE', error: signedOut } });
    for (const [authMode, error] of [
      [undefined, failure],
      ['iam', failure],
      ['userPool', signedOut],
      ['idToken', signedOut],
    ]) {
      const tried = await withReplies([], () => signedFetch(host, url, {}, { authMode }));
      assert.equal(tried.error, error);
      assert.equal(tried.sent.length, 0);
    }
    const tokens = success({ accessToken: 'ACCESS' });
    const { error } = await withReplies([], () => signedFetch(hostWith({ tokens }), url, {}, { authMode: 'idToken' }));
    assert.deepEqual(
      [error.name, error.category, error.recoverySuggestion],
      ['InvalidIdTokenException', 'invalidState', 'Sign in with the scope openid.'],
    );
  });

  it('sign with "auto" if there can be credentials and the request shows nothing else', async () => {
    const auto = (host, init) => withReplies([], () => signedFetch(host, url, init, { authMode: 'auto' }));
    assert.deepEqual(keys((await auto(hostWith())).sent), ['AKIDEXAMPLE']);
    for (const failure of [
      failed('NotAuthorizedException', 'notAuthorized'),
      failed('InvalidAccountTypeException', 'configuration'),
    ]) {
      const { sent } = await auto(hostWith({ failure }));
      assert.deepEqual(Object.fromEntries(sent[0].headers), {});
    }
    const presigned = `${url}?X-Amz-Signature=0`;
    const open = await withReplies([], () => signedFetch(hostWith(), presigned, {}, { authMode: 'auto' }));
    assert.deepEqual([...open.sent[0].headers], []);
    const twice = await withReplies([], () => signedFetch(hostWith(), presigned));
    assert.deepEqual([twice.error.name, twice.sent.length], ['InvalidParameterException', 0]);
    for (const name of ['Authorization', 'x-api-key']) {
      const host = hostWith();
      const { sent } = await auto(host, { headers: { [name]: 'own' } });
      assert.deepEqual([...sent[0].headers], [[name.toLowerCase(), 'own']]);
      assert.deepEqual(host.asked, []);
    }
    // Credentials that cannot be fetched now, or are refused, do not make the request one of nobody.
    for (const failure of [
      failed('NetworkError', 'network', true),
      refused('NotAuthorizedException', 'notAuthorized'),
      refused('InvalidIdentityPoolConfigurationException', 'configuration'),
      failed('UserUnAuthenticatedException', 'signedOut'),
    ]) {
      const { error, sent } = await auto(hostWith({ failure }));
      assert.equal(error, failure);
      assert.equal(sent.length, 0);
    }
  });

  it('send as fetch does with "none", wherever it is', async () => {
    const host = hostWith();
    const work = () => signedFetch(host, 'http://api.example.com/', { redirect: 'follow' }, { authMode: 'none' });
    const { sent } = await withReplies([], work);
    assert.deepEqual([sent[0].init.redirect, [...sent[0].headers], host.asked], ['follow', [], []]);
  });
});

describe('credentials and tokens', () => {
  it('go to https and to this machine only, and do not follow redirects', async () => {
    for (const authMode of ['iam', 'userPool', 'idToken', 'auto']) {
      for (const [address, init] of [
        ['http://api.example.com/'],
        ['http://localhost.example.com/'],
        [url, { redirect: 'follow' }],
      ]) {
        const { error, sent } = await withReplies([], () => signedFetch(hostWith(), address, init, { authMode }));
        assert.deepEqual([error.name, sent.length], ['InvalidParameterException', 0], `${authMode} ${address}`);
      }
      for (const address of ['http://localhost:9230/prod', 'http://127.0.0.1/']) {
        const { sent } = await withReplies([], () =>
          signedFetch(hostWith(), address, { redirect: 'manual' }, { authMode }),
        );
        assert.equal(sent[0].init.redirect, 'manual');
      }
    }
  });

  it('are not mixed with those of the application', async () => {
    for (const authMode of ['iam', 'userPool', 'idToken']) {
      const init = { headers: { authorization: 'own' } };
      const { error, sent } = await withReplies([], () => signedFetch(hostWith(), url, init, { authMode }));
      assert.deepEqual([error.name, sent.length], ['InvalidParameterException', 0]);
    }
  });
});

describe('wrong input', () => {
  it('is refused before anything is sent', async () => {
    for (const [input, init, options] of [
      [undefined],
      [1],
      [{}],
      ['http://['],
      [url, 'x'],
      [url, []],
      [url, { method: 1 }],
      [url, { authMode: 'userPool' }],
      [url, { service: 's3' }],
      [url, { headers: { 'a b': 'c' } }],
      [url, { body: {} }],
      [url, { body: new ReadableStream({ pull: (controller) => controller.enqueue('text') }) }],
      [url, {}, null],
      [url, {}, { authMode: 'IAM' }],
      [url, {}, { payload: 1 }],
      [url, {}, { service: 1 }],
      [url, {}, { onSigned: 1 }],
    ]) {
      const { error, sent } = await withReplies([], () => signedFetch(hostWith(), input, init, options));
      assert.deepEqual(
        [error?.name, error?.category, sent.length],
        [...Object.values(invalid), 0],
        String([input, init, options]),
      );
    }
  });
});
