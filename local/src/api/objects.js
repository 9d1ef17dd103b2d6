/** Files in buckets, as S3 keeps them. Buckets need not be created. */
import { toHex } from '../encoding.js';
import { sha256 } from '../hashing.js';
import { EXPOSED, NOT_EMBEDDED } from '../responses.js';
import { SignatureProblem } from '../signature/problem.js';
import { verifySignature } from '../signature/verify.js';
import { element } from '../xml.js';

const RULES = { service: 's3', skewMinutes: 15, isS3: true };
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const MOST_KEYS = 1000;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../signature/verify.js').ApiRequest} ApiRequest
 * @typedef {{ context: Context, request: ApiRequest, body: Uint8Array, bucket: string, key: string, identityId: string }} Call
 */

/** @type {import('./rest.js').ApiHandler} */
export async function objects(context, request, path) {
  const { bucket, key } = objectAt(request, decoded(path));
  try {
    const { credentials, body } = await verifySignature(context, request, RULES);
    const call = { context, request, body, bucket, key, identityId: credentials.identityId };
    if (!isOwn(call)) return error('AccessDenied', 'Access Denied', 403);
    return await answer(call);
  } catch (problem) {
    if (problem instanceof SignatureProblem) return refusal(problem);
    throw problem;
  }
}

/**
 * The bucket is the first part of the path, or of a host name such as `photos.s3.us-east-1.amazonaws.com`.
 *
 * @param {ApiRequest} request
 * @param {string} path
 */
function objectAt({ headers, url }, path) {
  const [, named] = /^([\w.-]+)\.s3[.-][\w.-]+(:\d+)?$/.exec(headers.get('host') ?? url.host) ?? [];
  if (named !== undefined) return { bucket: named, key: path.slice(1) };
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}

/** @param {Call} call */
function answer(call) {
  const { request, bucket, key } = call;
  if (bucket === '')
    return error('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  if (key === '' && request.method === 'GET') return list(call);
  switch (request.method) {
    case 'PUT':
      return put(call);
    case 'GET':
    case 'HEAD':
      return get(call);
    case 'DELETE':
      call.context.store.objects.delete(nameOf(call));
      return new Response(null, { status: 204, headers: ids() });
    default:
      return error('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405);
  }
}

/**
 * The rule that Amplify's policies have: only its identity may use a `private` folder, and write to a `protected` one.
 *
 * @param {Call} call
 */
function isOwn({ request, key, identityId }) {
  const [, level, owner] = /^(private|protected)\/([^/]+)\//.exec(key) ?? [];
  if (owner === undefined || owner === identityId) return true;
  return level === 'protected' && ['GET', 'HEAD'].includes(request.method);
}

/** @param {Call} call */
async function put({ context, request: { headers }, body, bucket, key }) {
  if (headers.has('x-amz-copy-source')) return error('NotImplemented', 'Copies are not implemented here.', 501);
  const etag = `"${toHex(await sha256(body)).slice(0, 32)}"`;
  const type = headers.get('content-type') ?? 'binary/octet-stream';
  context.store.objects.set(nameOf({ bucket, key }), { bucket, key, body, type, etag, at: context.clock.nowMs() });
  return new Response(null, { status: 200, headers: { etag, ...ids() } });
}

/** @param {Call} call */
function get({ context, request, bucket, key }) {
  const found = context.store.objects.get(nameOf({ bucket, key }));
  if (found === undefined) return error('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
  const { body, type, etag, at } = found;
  const headers = {
    'content-type': type,
    'last-modified': new Date(at).toUTCString(),
    etag,
    // A page of this server's origin must not run what somebody has stored.
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    ...ids(),
  };
  const content = request.method === 'HEAD' ? null : /** @type {Uint8Array<ArrayBuffer>} */ (body);
  return new Response(content, { status: 200, headers: { ...NOT_EMBEDDED, ...headers } });
}

/** @param {Call} call */
function list({ context, request, bucket }) {
  const query = request.url.searchParams;
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Math.min(Math.max(Number.parseInt(query.get('max-keys') ?? '', 10) || MOST_KEYS, 1), MOST_KEYS);
  const found = [...context.store.objects.values()]
    .filter((one) => one.bucket === bucket && one.key.startsWith(prefix) && one.key > after)
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  const shown = found.slice(0, most);
  const isTruncated = shown.length < found.length;
  const content = {
    Name: bucket,
    Prefix: prefix,
    KeyCount: shown.length,
    MaxKeys: most,
    IsTruncated: isTruncated,
    NextContinuationToken: isTruncated ? shown.at(-1)?.key : undefined,
    Contents: shown.map(({ key, body, etag, at }) => ({
      Key: key,
      LastModified: new Date(at).toISOString(),
      ETag: etag,
      Size: body.length,
      StorageClass: 'STANDARD',
    })),
  };
  return xml(element('ListBucketResult', content, NAMESPACE), 200);
}

/** S3's errors for refused signatures. @param {SignatureProblem} problem */
function refusal({ kind, message, details }) {
  switch (kind) {
    case 'missing':
      return error('AccessDenied', 'Access Denied', 403);
    case 'incomplete':
    case 'scope':
      return error('AuthorizationHeaderMalformed', message, 400);
    case 'unknown-key':
      return error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403);
    case 'wrong-token':
      return error('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400);
    case 'expired-credentials':
      return error('ExpiredToken', 'The provided token has expired.', 400);
    case 'mismatch':
      return error(
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
        403,
        { StringToSign: details['toSign'], CanonicalRequest: details['canonical'] },
      );
    case 'skew':
      return error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        403,
        {
          RequestTime: details['requestTime'],
          ServerTime: details['serverTime'],
          MaxAllowedSkewMilliseconds: RULES.skewMinutes * 60_000,
        },
      );
    case 'expired-request':
      return error('AccessDenied', 'Request has expired', 403, { ServerTime: details['serverTime'] });
    case 'unsigned-header':
      return error('AccessDenied', message, 403, { HeadersNotSigned: details['headers'] });
    case 'payload': {
      const computed = details['computed'];
      if (computed === undefined) return error('InvalidRequest', message, 400);
      return error('XAmzContentSHA256Mismatch', message, 400, { S3ComputedContentSHA256: computed });
    }
  }
}

/**
 * @param {string} Code
 * @param {string} Message
 * @param {number} status
 * @param {Record<string, import('../xml.js').XmlValue>} [details]
 */
const error = (Code, Message, status, details = {}) =>
  xml(element('Error', { Code, Message, ...details, RequestId: crypto.randomUUID() }), status);

/**
 * @param {string} body
 * @param {number} status
 */
const xml = (body, status) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`, {
    status,
    headers: { 'content-type': 'application/xml', 'cache-control': 'no-store', ...NOT_EMBEDDED, ...ids() },
  });

const ids = () => ({
  [EXPOSED]: 'Date,ETag,x-amz-request-id,x-amz-id-2',
  'x-amz-request-id': crypto.randomUUID(),
  'x-amz-id-2': 'local',
});

/** @param {{ bucket: string, key: string }} object */
const nameOf = ({ bucket, key }) => `${bucket}/${key}`;

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
