/** Verifies Signature Version 4, as AWS's services do. */
import { equalBytes, utf8 } from '../encoding.js';
import { authorizationOf, basicDate } from './authorization.js';
import { canonicalRequest } from './canonical-request.js';
import { decodedPayload } from './chunked-payload.js';
import { SignatureProblem } from './problem.js';
import { hashOf, scopeText, signature, signingKey } from './signing-key.js';

const MINUTE = 60_000;
const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';

/**
 * @typedef {object} ApiRequest
 * @property {string} method
 * @property {URL} url
 * @property {Headers} headers
 * @property {Uint8Array} body
 */

/**
 * What differs from service to service.
 *
 * @typedef {object} Rules
 * @property {string} service its name in the scope
 * @property {number} [skewMinutes] how far the date may be from the server's. Default 5
 * @property {boolean} [isS3] S3 takes the path as it is, and unsigned payloads
 * @property {boolean} [leavesTokenOut] whether the session token in the query is not signed
 */

/**
 * @param {Pick<import('../context.js').Context, 'store' | 'clock'>} context
 * @param {ApiRequest} request
 * @param {Rules} rules
 * @returns {Promise<{ credentials: import('../identity-records.js').IssuedCredentials, body: Uint8Array }>} who has signed,
 *   and the payload
 * @throws {SignatureProblem}
 */
export async function verifySignature({ store, clock }, request, rules) {
  const authorization = authorizationOf(request);
  const { scope, sessionToken = '', date } = authorization;
  if (scope.service !== rules.service) {
    throw new SignatureProblem('scope', `Credential should be scoped to correct service: '${rules.service}'.`);
  }
  checkDate(authorization, clock.nowMs(), rules);
  const credentials = store.credentials.get(authorization.accessKeyId);
  if (credentials === undefined) throw new SignatureProblem('unknown-key', INVALID);
  if (!equalBytes(utf8(credentials.sessionToken), utf8(sessionToken)))
    throw new SignatureProblem('wrong-token', INVALID);

  if (rules.isS3) checkAllSigned(request.headers, authorization.signedHeaders);
  const payloadHash = await payloadHashOf(request, authorization.isInQuery, rules);
  const canonical = canonicalRequest(request, {
    signedHeaders: authorization.signedHeaders,
    payloadHash,
    isSigned: (name) =>
      !authorization.isInQuery ||
      (name !== 'X-Amz-Signature' && !(rules.leavesTokenOut && name === 'X-Amz-Security-Token')),
    isS3: rules.isS3 ?? false,
  });
  const toSign = ['AWS4-HMAC-SHA256', date, scopeText(scope), await hashOf(canonical)].join('\n');
  const key = await signingKey(credentials.secretKey, scope);
  if (!equalBytes(utf8(await signature(key, toSign)), utf8(authorization.signature))) throw mismatch(canonical, toSign);
  if (credentials.expiresAt <= clock.nowMs()) throw new SignatureProblem('expired-credentials', EXPIRED);
  if (!payloadHash.startsWith('STREAMING-')) return { credentials, body: request.body };
  const seed = { key, date, scope: scopeText(scope), signature: authorization.signature };
  return { credentials, body: await decodedPayload(request.body, payloadHash, seed) };
}

/**
 * @param {import('./authorization.js').Authorization} authorization
 * @param {number} nowMs
 * @param {Rules} rules
 */
function checkDate({ date, dateMs, expiresMs }, nowMs, { skewMinutes = 5 }) {
  const skew = skewMinutes * MINUTE;
  const now = basicDate(nowMs);
  const details = { requestTime: date, serverTime: now };
  if (dateMs > nowMs + skew) {
    const message = `Signature not yet current: ${date} is still later than ${basicDate(nowMs + skew)} (${now} + ${skewMinutes} min.)`;
    throw new SignatureProblem('skew', message, details);
  }
  const earliest = nowMs - (expiresMs ?? skew);
  if (dateMs < earliest) {
    const message = `Signature expired: ${date} is now earlier than ${basicDate(earliest)} (${now} - ${Math.round((expiresMs ?? skew) / MINUTE)} min.)`;
    throw new SignatureProblem(expiresMs === undefined ? 'skew' : 'expired-request', message, details);
  }
}

/**
 * The hash in the canonical request. S3 takes it from the request, and compares it.
 *
 * @param {ApiRequest} request
 * @param {boolean} isInQuery
 * @param {Rules} rules
 */
async function payloadHashOf({ headers, url, body }, isInQuery, { isS3 }) {
  const actual = await hashOf(body);
  if (!isS3) return actual;
  const inQuery = isInQuery ? (url.searchParams.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD') : null;
  const named = headers.get('x-amz-content-sha256') ?? inQuery;
  if (named === null) {
    throw new SignatureProblem('payload', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (named !== actual && /^[0-9a-f]{64}$/.test(named)) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new SignatureProblem('payload', message, { computed: actual });
  }
  return named;
}

/**
 * @param {Headers} headers
 * @param {string[]} signedHeaders
 */
function checkAllSigned(headers, signedHeaders) {
  const unsigned = [...headers.keys()].filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  const message = 'There were headers present in the request which were not signed';
  throw new SignatureProblem('unsigned-header', message, { headers: unsigned.join(', ') });
}

/**
 * @param {string} canonical
 * @param {string} toSign
 */
function mismatch(canonical, toSign) {
  const message =
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
    'and signing method. Consult the service documentation for details.\n\n' +
    `The Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`;
  return new SignatureProblem('mismatch', message, { canonical, toSign });
}
