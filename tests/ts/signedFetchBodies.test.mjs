/** Bodies and headers that `signedFetch` cannot send as they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { AuthError } from '../../dist/index.js';
import { signedFetch } from '../../dist/signing/signingFile.js';
import { hostWith, withReplies } from './signingHost.mjs';

const url = 'https://photos.s3.eu-west-1.amazonaws.com/a.jpg';
const send = (input, init, options) => withReplies([], () => signedFetch(hostWith(), input, init, options));

/** A `Request` of a browser that does not show the body's stream. */
class RequestWithoutStream extends Request {
  get body() {
    return undefined;
  }
}

describe('a body', () => {
  it('of a Request is sent in browsers that do not show its stream', async () => {
    const { sent } = await send(new RequestWithoutStream(url, { method: 'PUT', body: 'text' }));
    assert.equal(sent[0].body, 'text');
    const empty = await send(new RequestWithoutStream(url));
    assert.equal(empty.sent[0].init.body, undefined);
    const replaced = await send(new RequestWithoutStream(url, { method: 'PUT', body: 'text' }), { body: 'other' });
    assert.equal(replaced.sent[0].body, 'other');
  });

  it('of a Request that has been read is refused', async () => {
    for (const Class of [Request, RequestWithoutStream]) {
      const request = new Class(url, { method: 'PUT', body: 'text' });
      await request.text();
      const { error, sent } = await send(request);
      assert.deepEqual([error.name, sent.length], ['InvalidParameterException', 0]);
    }
  });

  it('that cannot be sent is a wrong input', async () => {
    const detached = new ArrayBuffer(4);
    structuredClone(detached, { transfer: [detached] });
    for (const [input, init] of [
      [url, { body: 'text' }],
      [url, { method: 'HEAD', body: 'text' }],
      [url, { method: 'PUT', body: detached }],
      [url, { method: 'PUT', body: new Uint8Array(new SharedArrayBuffer(4)) }],
      ['wss://photos.example.com/'],
      [url, { mode: 'no-cors' }],
    ]) {
      const { error, sent } = await send(input, init);
      assert.ok(error instanceof AuthError);
      assert.deepEqual([error.name, error.category, sent.length], ['InvalidParameterException', 'validation', 0]);
    }
  });

  it('that is a stream is given up when the signal fires', async () => {
    const controller = new AbortController();
    let reason;
    const body = new ReadableStream(
      {
        pull: () => controller.abort('enough'),
        cancel: (given) => void (reason = given),
      },
      { highWaterMark: 0 },
    );
    const { error, sent } = await send(url, { method: 'PUT', body, signal: controller.signal });
    assert.deepEqual([error.name, error.cause, reason, sent.length], ['AbortError', 'enough', 'enough', 0]);
  });
});

describe('headers of a signature', () => {
  it('that the application gives are replaced, and not sent twice', async () => {
    const given = {
      'X-Amz-Date': '20200101T000000Z',
      'x-amz-security-token': 'OLD',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    };
    const credentials = [{ accessKeyId: 'A', secretAccessKey: 'b', sessionToken: 'NEW' }];
    const { sent } = await withReplies([], () => signedFetch(hostWith({ credentials }), url, { headers: given }));
    const [{ headers }] = sent;
    assert.equal(headers.get('x-amz-security-token'), 'NEW');
    assert.match(headers.get('x-amz-date'), /^\d{8}T\d{6}Z$/);
    assert.notEqual(headers.get('x-amz-date'), given['X-Amz-Date']);
    assert.match(headers.get('x-amz-content-sha256'), /^[0-9a-f]{64}$/);
  });
});
