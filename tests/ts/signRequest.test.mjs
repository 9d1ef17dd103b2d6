/** Signatures of the built signing module: known ones, and the same as `@smithy/signature-v4` makes. */
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';

import { SignatureV4 } from '@smithy/signature-v4';
import { presignUrl, signRequest } from '../../dist/signing/signingFile.js';
import { seeded } from '../glance/random.mjs';
import { hostWith, key } from './signingHost.mjs';

const date = new Date('2015-08-30T12:36:00Z');
const token = { ...key, sessionToken: 'SESSIONTOKEN' };
const host = hostWith();
const signatureOf = ({ authorization }) => /Signature=(\w{64})$/.exec(authorization)[1];
const invalid = { name: 'InvalidParameterException', category: 'validation' };

/** The hash that smithy's signer asks for. */
class Sha256 {
  constructor(secret) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(part) {
    this.hash.update(part);
  }

  async digest() {
    return new Uint8Array(this.hash.digest());
  }
}

describe('signRequest', () => {
  it('gives the signatures of API Gateway and AppSync, by the host', async () => {
    const cases = [
      [
        { url: 'https://example.amazonaws.com/', service: 'service', region: 'us-east-1', credentials: key },
        '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
      ],
      [
        { url: 'https://abc123.execute-api.us-east-1.amazonaws.com/prod/items?limit=10', credentials: token },
        'b7d3518592d56a58c036d8d8481ddfa8717af741fc7da5d7233983f60c1f1064',
      ],
      [
        {
          method: 'post',
          url: new URL('https://xyz.appsync-api.us-east-1.amazonaws.com/graphql'),
          headers: { 'Content-Type': 'application/json' },
          body: '{"query":"query { me }"}',
          credentials: token,
        },
        '7460ebb96578610f594897902f72a4d6a3099358eb142f5b7ff4eb9decdded5a',
      ],
    ];
    for (const [input, signature] of cases) {
      const headers = await signRequest(host, { ...input, date });
      assert.equal(signatureOf(headers), signature);
      assert.equal(headers['x-amz-security-token'], input.credentials.sessionToken);
      assert.equal(headers['content-type'], input.headers?.['Content-Type']);
    }
  });

  it('signs and returns headers as the class Headers has them, whichever kind of object they are given as', async () => {
    const { below, pick } = seeded(61);
    const names = ['b', 'a-1', 'x_y', 'X-Up', '0', '!'];
    const values = ['', 'a', ' a', 'a ', 'a b', 'a  b', 'a\tb', '\t', '~!"', 'a/b;c="d  e"', 7, true, null];
    const list = () => {
      // Half of them have nothing to change.
      const [name, value] = pick([
        [
          ['c', 'b', 'a-1'],
          ['a', 'a b'],
        ],
        [names, values],
      ]);
      return Array.from({ length: below(5) }, () => [pick(name), pick(value)]);
    };
    const bare = { url: 'https://api.example.com/', date };
    for (let round = 0; round < 200; round += 1) {
      const given = Object.fromEntries(list());
      const expected = await signRequest(host, { ...bare, headers: new Headers(given) });
      assert.deepEqual(await signRequest(host, { ...bare, headers: given }), expected, JSON.stringify(given));
      assert.deepEqual(Object.keys(await signRequest(host, { ...bare, headers: given })), Object.keys(expected));
    }
    for (const headers of [{ 'x\n': 'y' }, { x: 'y\nz' }, { x: 'y\0' }, { [Symbol('x')]: 'y' }, { '': 'x' }])
      await assert.rejects(signRequest(host, { ...bare, headers }), invalid, inspect(headers));
  });

  it('shows what was signed', async () => {
    const shown = [];
    const headers = await signRequest(host, {
      url: 'https://api.example.com/a',
      date,
      onSigned: (details) => shown.push(details),
    });
    const [{ canonicalRequest, stringToSign, signature }] = shown;
    assert.match(canonicalRequest, /^GET\n\/a\n\nhost:api\.example\.com\n/);
    assert.match(stringToSign, /^AWS4-HMAC-SHA256\n20150830T123600Z\n20150830\/eu-west-1\/execute-api\/aws4_request\n/);
    assert.equal(signature, signatureOf(headers));
  });

  it('signs the bytes of every kind of body', async () => {
    const bytes = new Uint8Array(3_000_001).map((_, index) => index * 7);
    const text = 'a=b c&d=é';
    const hashOf = (data) => createHash('sha256').update(data).digest('hex');
    const bodies = [
      [undefined, ''],
      [null, ''],
      [text, text],
      [bytes, bytes],
      [bytes.buffer, bytes],
      [bytes.subarray(5, 99), bytes.subarray(5, 99)],
      [new DataView(bytes.buffer, 7, 70_000), bytes.subarray(7, 70_007)],
      [new Blob([bytes]), bytes],
      [new Blob(['']), ''],
      [new File([text], 'x', { type: 'text/plain' }), text],
      [new URLSearchParams({ a: 'b c' }), 'a=b+c'],
    ];
    const url = 'https://bucket.s3.eu-west-1.amazonaws.com/key';
    // At once, since they share an instance of the module.
    const all = bodies.map(
      async ([body]) => (await signRequest(host, { url, method: 'PUT', body }))['x-amz-content-sha256'],
    );
    assert.deepEqual(
      await Promise.all(all),
      bodies.map(([, data]) => hashOf(data)),
    );
    const unsigned = { url, method: 'PUT', payload: 'unsigned' };
    for (const body of [new FormData(), new ReadableStream(), 'x'])
      assert.equal((await signRequest(host, { ...unsigned, body }))['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
    for (const body of [new FormData(), new ReadableStream(), 1, {}, [], () => {}, Symbol('x')])
      await assert.rejects(signRequest(host, { url, body }), invalid);
  });

  it('refuses what is wrong in its input', async () => {
    const url = 'https://api.example.com/';
    for (const input of [
      undefined,
      null,
      'x',
      {},
      { url: 1 },
      { url: 'http://[' },
      { url: 'http://api.example.com/' },
      { url, method: 1 },
      { url, method: 'G ET' },
      { url, headers: 1 },
      { url, headers: { 'a b': 'c' } },
      { url, headers: { authorization: 'Bearer x' } },
      { url, headers: { x: 'é' } },
      { url, date: 'today' },
      { url, date: new Date(NaN) },
      { url, service: 1 },
      { url, service: 'A/b' },
      { url, region: '' },
      { url, payload: 'x' },
      { url, onSigned: 1 },
      { url, credentials: {} },
      { url, credentials: { ...key, sessionToken: 1 } },
      { url, credentials: { ...key, secretAccessKey: 'a\nb' } },
      { url: `${url}${'a'.repeat(70_000)}` },
    ])
      await assert.rejects(signRequest(host, input), invalid, JSON.stringify(input));
    await assert.doesNotReject(signRequest(host, { url }));
    // What is wrong is told, also of what is not ASCII.
    const long = { ...invalid, message: /too long/ };
    await assert.rejects(signRequest(host, { url, method: 'é'.repeat(40_000) }), long);
    await assert.rejects(signRequest(host, { url, headers: { x: 'é' } }), { ...invalid, message: /header's value/ });
  });

  it('rejects with the reason why the session has no credentials', async () => {
    const failure = Object.assign(new Error('guest access is off'), { name: 'NotAuthorizedException' });
    await assert.rejects(signRequest(hostWith({ failure }), { url: 'https://api.example.com/' }), failure);
  });
});

describe('presignUrl', () => {
  it('refuses a time that AWS would not accept, and a URL that is signed', async () => {
    const url = 'https://bucket.s3.eu-west-1.amazonaws.com/key';
    for (const expiresIn of [0, -1, 1.5, 604_801, 2 ** 40, '60', NaN])
      await assert.rejects(presignUrl(host, { url, expiresIn }), invalid, String(expiresIn));
    const signed = await presignUrl(host, { url, date });
    assert.match(signed, /X-Amz-Expires=900&/);
    await assert.rejects(presignUrl(host, { url: signed }), invalid);
  });
});

describe('random requests', () => {
  const { below, chance, pick } = seeded(16);
  const word = (from, most) => Array.from({ length: 1 + below(most) }, () => pick([...from])).join('');
  const letters = 'abcXYZ019-._~';

  function requestOf() {
    const service = pick(['execute-api', 's3', 'dynamodb', 'appsync']);
    const segments = Array.from({ length: below(4) }, () => encodeURIComponent(word(`${letters} é:@,;=+$&`, 6)));
    const path = `/${segments.filter((each) => !/^\.+$/.test(each)).join('/')}${pick(['', '/'])}`.replace(/\/+$/, '/');
    const query = Object.fromEntries(
      Array.from({ length: below(4) }, () => [word(`${letters} é+&=/`, 5), word(`${letters} é+&=/!*'()`, 5)]),
    );
    const headers = {
      'content-type': word(`${letters} /;`, 9).trim() || 'x',
      [`x-${word('abc', 5)}`]: word(`${letters}  `, 9).trim() || 'y',
    };
    const body = chance(0.5) ? word(`${letters}é✓`, 40) : undefined;
    const credentials = chance(0.5) ? token : key;
    return {
      service,
      path,
      query,
      headers,
      body,
      credentials,
      method: pick(['GET', 'PUT', 'POST', 'DELETE']),
      region: pick(['us-east-1', 'eu-central-1']),
      date: new Date(below(2 ** 32) * 1_000),
    };
  }

  const encoded = (text) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  const queryOf = (query) =>
    Object.entries(query)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&');
  const signerOf = ({ credentials, region, service }) =>
    new SignatureV4({
      credentials,
      region,
      service,
      sha256: Sha256,
      uriEscapePath: service !== 's3',
      applyChecksum: service === 's3',
    });

  it('have the signature that smithy gives them, in the header', async () => {
    for (let round = 0; round < 300; round += 1) {
      const { path, query, headers, body, date: signingDate, ...rest } = requestOf();
      const hostname = 'api.example.com';
      const request = {
        method: rest.method,
        protocol: 'https:',
        hostname,
        path,
        query,
        headers: { ...headers, host: hostname },
        body,
      };
      const expected = (await signerOf(rest).sign(request, { signingDate })).headers;
      const url = `https://${hostname}${path}?${queryOf(query)}`;
      const own = await signRequest(host, { ...rest, url, headers, body, date: signingDate });
      assert.equal(own.authorization, expected.authorization, JSON.stringify({ url, headers, body, ...rest }));
    }
  });

  it('have the signature that smithy gives them, in the query', async () => {
    for (let round = 0; round < 150; round += 1) {
      const { path, query, date: signingDate, ...rest } = requestOf();
      const hostname = 'api.example.com';
      const unsigned = rest.service === 's3' ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {};
      const request = {
        method: rest.method,
        protocol: 'https:',
        hostname,
        path,
        query,
        headers: { host: hostname, ...unsigned },
      };
      const options = {
        signingDate,
        expiresIn: 60,
        unhoistableHeaders: new Set(['x-amz-content-sha256']),
        unsignableHeaders: new Set(['x-amz-content-sha256']),
      };
      const expected = (await signerOf(rest).presign(request, options)).query['X-Amz-Signature'];
      const { service, region, credentials, method } = rest;
      const own = await presignUrl(host, {
        service,
        region,
        credentials,
        method,
        url: `https://${hostname}${path}?${queryOf(query)}`,
        expiresIn: 60,
        date: signingDate,
      });
      assert.equal(new URL(own).searchParams.get('X-Amz-Signature'), expected, own);
    }
  });
});
