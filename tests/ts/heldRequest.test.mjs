/** What is signed and sent is what was given at the time of the call. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createAuth } from '../../dist/index.js';
import { withReplies } from './signingHost.mjs';

const address = 'https://photos.s3.eu-west-1.amazonaws.com/a.jpg';
const credentials = { accessKeyId: 'A', secretAccessKey: 'b' };

const auth = createAuth(
  { Auth: { Cognito: { identityPoolId: 'eu-west-1:00000000-1111-4222-8333-444444444444', allowGuestAccess: true } } },
  {
    Auth: {
      credentialsProvider: {
        getCredentialsAndIdentityId: async () => ({ credentials, identityId: 'eu-west-1:x' }),
        clearCredentialsAndIdentityId: () => {},
      },
    },
  },
);

/** Objects of a caller, who uses them again after the call. */
function given() {
  const form = new FormData();
  form.set('name', 'first');
  return {
    url: new URL(address),
    bytes: new TextEncoder().encode('first'),
    query: new URLSearchParams({ name: 'first' }),
    form,
    headers: { 'x-name': 'first' },
    list: [['x-name', 'first']],
    own: new Headers({ 'x-name': 'first' }),
    reuse() {
      this.url.pathname = '/other.jpg';
      this.bytes.fill(0);
      this.query.set('name', 'other');
      this.form.set('name', 'other');
      this.headers['x-name'] = 'other';
      this.list[0] = ['x-name', 'other'];
      this.own.set('x-name', 'other');
    },
  };
}

describe('a request', () => {
  it('is sent as it was given, whatever its objects are used for after the call', async () => {
    for (const [body, headers] of [
      ['bytes', 'headers'],
      ['query', 'list'],
      ['form', 'own'],
    ]) {
      const all = given();
      const init = { method: 'PUT', body: all[body], headers: all[headers] };
      const options = { payload: 'signed' };
      const { sent } = await withReplies([], () => {
        const call = auth.signedFetch(all.url, init, options);
        all.reuse();
        init.method = 'DELETE';
        options.payload = 'unsigned';
        return call;
      });
      const [request] = sent;
      assert.deepEqual([request.url, request.init.method, request.headers.get('x-name')], [address, 'PUT', 'first']);
      assert.ok(request.body.includes('first') && !request.body.includes('other'), body);
      assert.match(request.headers.get('x-amz-content-sha256'), /^[0-9a-f]{64}$/);
    }
  });

  it('is signed as it was given', async () => {
    const inputs = () => {
      const { url, bytes, headers, reuse, ...rest } = given();
      const input = { url, method: 'PUT', body: bytes, headers, date: new Date(0), credentials };
      return [input, () => reuse.call({ url, bytes, headers, ...rest })];
    };
    const [input] = inputs();
    const [used, reuse] = inputs();
    const [headers, url] = [auth.signRequest(used), auth.presignUrl(used)];
    reuse();
    assert.deepEqual(await headers, await auth.signRequest(input));
    assert.equal(await url, await auth.presignUrl(input));
  });

  it('whose members cannot be read is refused with a typed error', async () => {
    const broken = {
      get body() {
        throw new Error('no');
      },
    };
    const invalid = { name: 'InvalidParameterException', category: 'validation' };
    await assert.rejects(auth.signedFetch(address, broken), invalid);
    await assert.rejects(
      auth.signRequest({
        url: address,
        get headers() {
          throw new Error('no');
        },
      }),
      invalid,
    );
    await assert.rejects(
      auth.signedFetch({
        get href() {
          throw new Error('no');
        },
      }),
      invalid,
    );
    await assert.rejects(auth.presignUrl(), invalid);
    await assert.rejects(auth.signedFetch(address, null), invalid);
  });
});
