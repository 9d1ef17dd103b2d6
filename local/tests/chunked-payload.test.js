/** Payloads in signed chunks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodedPayload } from '../src/signature/chunked-payload.js';
import { hashOf, scopeText, signature, signingKey } from '../src/signature/signing-key.js';

const KIND = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

/** The example of AWS's documentation: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const SEED_SIGNATURE = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
const CHUNKS = [
  [65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];

async function seed() {
  const scope = { day: '20130524', region: 'us-east-1', service: 's3' };
  const key = await signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope);
  return { key, date: '20130524T000000Z', scope: scopeText(scope), signature: SEED_SIGNATURE };
}

const encoded = (chunks, letter = 'a') =>
  Buffer.from(
    chunks.map(([size, sign]) => `${size.toString(16)};chunk-signature=${sign}\r\n${letter.repeat(size)}\r\n`).join(''),
  );

describe('a payload in chunks', () => {
  it("is that of AWS's example", async () => {
    const content = await decodedPayload(encoded(CHUNKS), KIND, await seed());
    assert.deepEqual(Buffer.from(content), Buffer.alloc(66_560, 'a'));
  });

  it('is refused if a chunk was changed, removed or swapped', async () => {
    const [first, second, last] = CHUNKS;
    const mismatch = { name: 'SignatureProblem', kind: 'mismatch' };
    await assert.rejects(decodedPayload(encoded(CHUNKS, 'b'), KIND, await seed()), mismatch);
    await assert.rejects(decodedPayload(encoded([first, last]), KIND, await seed()), mismatch);
    await assert.rejects(decodedPayload(encoded([second, first, last]), KIND, await seed()), mismatch);
  });

  it('is refused if it is incomplete', async () => {
    for (const body of [
      encoded(CHUNKS.slice(0, 2)),
      encoded(CHUNKS).subarray(0, 70_000 - 4000),
      Buffer.from('x\r\n'),
    ]) {
      await assert.rejects(decodedPayload(body, KIND, await seed()), { name: 'SignatureProblem', kind: 'payload' });
    }
    await assert.rejects(decodedPayload(Buffer.from('0\r\n'), 'STREAMING-OTHER', await seed()), { kind: 'payload' });
  });

  it('may end with a signed trailer', async () => {
    const given = await seed();
    const parts = ['AWS4-HMAC-SHA256-PAYLOAD', given.date, given.scope];
    const one = await signature(given.key, [...parts, given.signature, await hashOf(''), await hashOf('a')].join('\n'));
    const end = await signature(given.key, [...parts, one, await hashOf(''), await hashOf('')].join('\n'));
    const trailer = 'x-amz-checksum-crc32:AAAAAA==';
    const trailerParts = ['AWS4-HMAC-SHA256-TRAILER', given.date, given.scope, end, await hashOf(`${trailer}\n`)];
    const sign = await signature(given.key, trailerParts.join('\n'));
    const chunks = `1;chunk-signature=${one}\r\na\r\n0;chunk-signature=${end}\r\n`;
    const body = (line) => Buffer.from(`${chunks}${line}\r\nx-amz-trailer-signature:${sign}\r\n\r\n`);
    const kind = `${KIND}-TRAILER`;
    assert.equal(Buffer.from(await decodedPayload(body(trailer), kind, given)).toString(), 'a');
    const changed = body('x-amz-checksum-crc32:BBBBBB==');
    await assert.rejects(decodedPayload(changed, kind, given), { kind: 'mismatch' });
  });
});
