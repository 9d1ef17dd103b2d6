import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { decodeJWT } from '../../dist/auth.js';

const encode = (text) => Buffer.from(text).toString('base64url');
const token = (payload) => `${encode('{"alg":"RS256"}')}.${encode(payload)}.c2ln`;

describe('decodeJWT', () => {
  it('reads the claims and keeps the encoded token', () => {
    const text = token('{"sub":"1","aud":["a","b"],"exp":1700000000,"custom:x":null}');
    const jwt = decodeJWT(text);
    assert.deepEqual(jwt.payload, { sub: '1', aud: ['a', 'b'], exp: 1700000000, 'custom:x': null });
    assert.equal(jwt.toString(), text);
    assert.equal(`Bearer ${jwt}`, `Bearer ${text}`);
  });

  it('reads claims outside ASCII, in base64url', () => {
    const text = token('{"name":"Zoë Ångström 🦊","note":"ÿþ??>>"}');
    assert.match(text.split('.')[1], /[-_]/);
    assert.deepEqual(decodeJWT(text).payload, { name: 'Zoë Ångström 🦊', note: 'ÿþ??>>' });
  });

  for (const text of ['', 'a.b', 'a.b.c.d', 'abc']) {
    it(`refuses ${JSON.stringify(text)}, which is not three parts`, () => {
      assert.throws(() => decodeJWT(text), { name: 'Error', message: 'Invalid token' });
    });
  }

  const payloads = {
    'not base64': 'a.b$c.d',
    'not JSON': token('nothing'),
    'not UTF-8': `a.${Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64url')}.c`,
    'not an object': token('[1]'),
    null: token('null'),
  };
  for (const [kind, text] of Object.entries(payloads)) {
    it(`refuses a payload that is ${kind}`, () => {
      assert.throws(() => decodeJWT(text), { name: 'Error', message: 'Invalid token payload' });
    });
  }
});
