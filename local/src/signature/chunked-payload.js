/**
 * Payloads in chunks, each with its own signature.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
import { concat, equalBytes, utf8 } from '../encoding.js';
import { SignatureProblem } from './problem.js';
import { hashOf, signature } from './signing-key.js';

const SIGNED = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const SIGNED_WITH_TRAILER = `${SIGNED}-TRAILER`;
const UNSIGNED_WITH_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/**
 * @typedef {object} Seed
 * @property {Uint8Array} key
 * @property {string} date
 * @property {string} scope
 * @property {string} signature of the request, which the first chunk's builds on
 */

/**
 * @param {Uint8Array} body
 * @param {string} kind the value of `x-amz-content-sha256`
 * @param {Seed} seed
 * @returns {Promise<Uint8Array>} the content of the chunks
 * @throws {SignatureProblem}
 */
export async function decodedPayload(body, kind, seed) {
  if (![SIGNED, SIGNED_WITH_TRAILER, UNSIGNED_WITH_TRAILER].includes(kind)) {
    throw new SignatureProblem('payload', `The value of x-amz-content-sha256 header is invalid: ${kind}`);
  }
  const isSigned = kind !== UNSIGNED_WITH_TRAILER;
  const contents = [];
  let previous = seed.signature;
  let at = 0;
  for (;;) {
    const chunk = chunkAt(body, at);
    if (isSigned) {
      const parts = [
        'AWS4-HMAC-SHA256-PAYLOAD',
        seed.date,
        seed.scope,
        previous,
        await hashOf(''),
        await hashOf(chunk.content),
      ];
      previous = await checked(seed, parts, chunk.signature);
    }
    contents.push(chunk.content);
    at = chunk.end;
    if (chunk.content.length === 0) break;
  }
  if (kind === SIGNED_WITH_TRAILER) await checkTrailer(body.subarray(at), seed, previous);
  return concat(...contents);
}

/**
 * @param {Uint8Array} body
 * @param {number} start
 */
function chunkAt(body, start) {
  const lineEnd = indexOfLineEnd(body, start);
  const line = text(body.subarray(start, lineEnd));
  const [, size = '', given = ''] = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
  const from = lineEnd + 2;
  const to = from + Number.parseInt(size, 16);
  if (size === '' || to > body.length) throw incomplete();
  // The last chunk has no content, and the trailer may follow at once.
  const end = to === from ? from : to + 2;
  return { content: body.subarray(from, to), signature: given, end };
}

/**
 * @param {Uint8Array} rest after the last chunk
 * @param {Seed} seed
 * @param {string} previous
 */
async function checkTrailer(rest, seed, previous) {
  const lines = text(rest)
    .split('\r\n')
    .filter((line) => line !== '');
  const last = lines.find((line) => line.startsWith('x-amz-trailer-signature:')) ?? '';
  const trailer = lines.filter((line) => line !== last).map((line) => `${line.trim()}\n`);
  const parts = ['AWS4-HMAC-SHA256-TRAILER', seed.date, seed.scope, previous, await hashOf(trailer.join(''))];
  await checked(seed, parts, last.slice(last.indexOf(':') + 1).trim());
}

/**
 * @param {Seed} seed
 * @param {string[]} parts of the string to sign
 * @param {string} given
 */
async function checked({ key }, parts, given) {
  const expected = await signature(key, parts.join('\n'));
  if (equalBytes(utf8(expected), utf8(given))) return expected;
  throw new SignatureProblem('mismatch', 'The signature of a chunk does not match.', {
    canonical: '',
    toSign: parts.join('\n'),
  });
}

/**
 * @param {Uint8Array} body
 * @param {number} from
 */
function indexOfLineEnd(body, from) {
  const at = body.indexOf(13, from);
  if (at < 0 || body[at + 1] !== 10) throw incomplete();
  return at;
}

const incomplete = () => new SignatureProblem('payload', 'The chunks of the payload are incomplete.');

/** @param {Uint8Array} bytes */
const text = (bytes) => new TextDecoder().decode(bytes);
