/** Signed requests of a page whose clock is wrong, and of services whose clock is. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { presignUrl, signedFetch, signRequest } from '../../dist/signing/signingFile.js';
import { hostWith, withReplies } from './signingHost.mjs';

const items = 'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/items';
const photos = 'https://photos.s3.eu-west-1.amazonaws.com/a.jpg';
const noon = Date.parse('2026-11-28T12:00:00Z');
const refusal = (time) =>
  new Response(`<Code>RequestTimeTooSkewed</Code><ServerTime>${time}</ServerTime>`, { status: 403 });
const dates = (sent) => sent.map(({ headers }) => headers.get('x-amz-date').slice(9, 13));

let now;

beforeEach(() => {
  ({ now } = Date);
  Date.now = () => noon;
});

afterEach(() => {
  Date.now = now;
});

/** The hours and minutes of the signatures of a request to `url`, which gets these replies. */
async function datesOf(host, url, replies = []) {
  const { sent, error } = await withReplies(replies, () => signedFetch(host, url));
  assert.equal(error, undefined);
  return dates(sent);
}

describe('the time of a service', () => {
  it('is kept only if the service accepts it', async () => {
    const host = hostWith();
    const stale = () =>
      new Response('{"message":"Forbidden"}', { status: 403, headers: { date: 'Sat, 28 Nov 2026 11:00:00 GMT' } });
    assert.deepEqual(await datesOf(host, items, [stale(), stale()]), ['1200', '1100']);
    assert.deepEqual(await datesOf(host, items), ['1200']);
    assert.deepEqual(await datesOf(host, photos), ['1200']);
  });

  it('is kept with any reply of a service that has accepted the signature', async () => {
    for (const status of [204, 301, 304, 404, 409, 412, 429, 500]) {
      const host = hostWith();
      const reply = new Response(null, { status });
      assert.deepEqual(await datesOf(host, items, [refusal('2026-11-28T13:00:00Z'), reply]), ['1200', '1300']);
      assert.deepEqual(await datesOf(host, items), ['1300'], status);
    }
    for (const status of [400, 401, 403]) {
      const host = hostWith();
      const reply = new Response('', { status });
      assert.deepEqual(await datesOf(host, items, [refusal('2026-11-28T13:00:00Z'), reply]), ['1200', '1300']);
      assert.deepEqual(await datesOf(host, items), ['1200'], status);
    }
  });

  it('is that of other services too, unless they have shown another', async () => {
    const host = hostWith();
    assert.deepEqual(await datesOf(host, photos), ['1200']);
    assert.deepEqual(await datesOf(host, items, [refusal('2026-11-28T13:00:00Z')]), ['1200', '1300']);
    assert.deepEqual(await datesOf(host, items), ['1300']);
    assert.deepEqual(await datesOf(host, photos), ['1200']);
    const table = 'https://dynamodb.eu-west-1.amazonaws.com/';
    assert.deepEqual(await datesOf(host, table, [refusal('2026-11-28T12:00:00Z')]), ['1300', '1200']);
    assert.deepEqual(await datesOf(host, items), ['1300']);
    assert.deepEqual(await datesOf(host, table), ['1200']);
  });

  it('is that of signRequest and presignUrl, unless they are given one', async () => {
    const host = hostWith();
    await datesOf(host, photos, [refusal('2026-11-28T13:00:00Z')]);
    assert.equal((await signRequest(host, { url: items }))['x-amz-date'], '20261128T130000Z');
    assert.match(await presignUrl(host, { url: photos }), /X-Amz-Date=20261128T130000Z/);
    assert.match(await presignUrl(host, { url: photos, date: new Date(noon) }), /X-Amz-Date=20261128T120000Z/);
  });

  it('is ignored if no signature can have it', async () => {
    const host = hostWith();
    for (const time of ['0001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'NaN'])
      assert.deepEqual(await datesOf(host, items, [refusal(time)]), ['1200'], time);
    assert.deepEqual(await datesOf(host, items), ['1200']);
  });
});
