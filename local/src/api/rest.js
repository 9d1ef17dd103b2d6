/** REST APIs as API Gateway has them: signed requests, a user pool's tokens, or anybody. */
import { json } from '../responses.js';
import { JSON_ERROR_NAMES, SignatureProblem } from '../signature/problem.js';
import { verifySignature } from '../signature/verify.js';
import { signer, tokenUser } from './callers.js';
import { userTokenIn } from './user-tokens.js';

/** @typedef {import('../signature/verify.js').ApiRequest} ApiRequest */
/** @typedef {(context: import('../context.js').Context, request: ApiRequest, path: string) => Promise<Response>} ApiHandler */

/** @type {ApiHandler} */
export async function signedRest(context, request, path) {
  try {
    const { credentials } = await verifySignature(context, request, { service: 'execute-api' });
    return echo(signer(credentials), request, path);
  } catch (error) {
    if (error instanceof SignatureProblem) return signatureRefusal(error);
    throw error;
  }
}

/**
 * Below `/notes`, the token needs a scope of the seed's resource server.
 *
 * @type {ApiHandler}
 */
export async function userPoolRest(context, request, path) {
  const scope = ['GET', 'HEAD'].includes(request.method) ? 'notes/read' : 'notes/write';
  const scopes = /^\/notes(\/|$)/.test(path) ? [scope] : [];
  const token = await userTokenIn(context, request.headers.get('authorization'), scopes);
  if (token === 'expired') return gatewayError('UnauthorizedException', 'The incoming token has expired', 401);
  if (token === 'invalid') return gatewayError('UnauthorizedException', 'Unauthorized', 401);
  return echo(tokenUser(token), request, path);
}

/** @type {ApiHandler} */
export function publicRest(_context, request, path) {
  return Promise.resolve(echo({ kind: 'anonymous' }, request, path));
}

/** @param {SignatureProblem} problem */
export const signatureRefusal = ({ kind, message }) => gatewayError(JSON_ERROR_NAMES[kind], message, 403);

/**
 * @param {string} name
 * @param {string} message
 * @param {number} status
 */
export const gatewayError = (name, message, status) =>
  json({ message }, status, { 'x-amzn-errortype': name, ...ids() });

/**
 * @param {import('./callers.js').Caller} caller
 * @param {ApiRequest} request
 * @param {string} path
 */
function echo(caller, { method, url, body }, path) {
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => !name.startsWith('X-Amz-')));
  const text = new TextDecoder().decode(body);
  return json({ caller, request: { method, path, query, body: text } }, 200, ids());
}

const ids = () => ({ 'x-amzn-requestid': crypto.randomUUID() });
