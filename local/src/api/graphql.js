/**
 * A GraphQL API as AppSync has them, with one field: `me`, the caller. Requests are signed or carry a token of a user pool.
 */
import { json } from '../responses.js';
import { JSON_ERROR_NAMES, SignatureProblem } from '../signature/problem.js';
import { verifySignature } from '../signature/verify.js';
import { signer, tokenUser } from './callers.js';
import { userTokenIn } from './user-tokens.js';

/** @typedef {import('./callers.js').Caller} Caller */

/** @type {import('./rest.js').ApiHandler} */
export async function graphql(context, request) {
  const caller = await graphqlCaller(context, request);
  if ('errorType' in caller) {
    const { status, errorType, message } = caller;
    return json({ errors: [{ errorType, message }] }, status, { 'x-amzn-errortype': errorType });
  }
  return json(resultOf(new TextDecoder().decode(request.body), caller));
}

/**
 * @param {import('../context.js').Context} context
 * @param {import('../signature/verify.js').ApiRequest} request
 * @returns {Promise<Caller | { status: number, errorType: string, message: string }>}
 */
export async function graphqlCaller(context, request) {
  const authorization = request.headers.get('authorization');
  if (authorization !== null && !authorization.startsWith('AWS4-')) {
    const token = await userTokenIn(context, authorization);
    if (token === 'expired') return unauthorized('Token has expired.');
    return token === 'invalid' ? unauthorized('Unable to parse JWT token.') : tokenUser(token);
  }
  if (authorization === null) return unauthorized('Valid authorization header not provided.');
  try {
    const { credentials } = await verifySignature(context, request, { service: 'appsync' });
    return signer(credentials);
  } catch (error) {
    if (!(error instanceof SignatureProblem)) throw error;
    return { status: 403, errorType: JSON_ERROR_NAMES[error.kind], message: error.message };
  }
}

/** @param {string} message */
const unauthorized = (message) => ({ status: 401, errorType: 'UnauthorizedException', message });

/**
 * @param {string} body
 * @param {Caller} caller
 */
function resultOf(body, caller) {
  const query = queryIn(body);
  if (query === undefined)
    return {
      data: null,
      errors: [{ errorType: 'MalformedHttpRequestException', message: 'Invalid JSON payload in POST request.' }],
    };
  if (!/\{\s*me\b/.test(query)) {
    const message = "Validation error of type FieldUndefined: Field is undefined. The only field is 'me'.";
    return { data: null, errors: [{ errorType: 'ValidationError', message }] };
  }
  return { data: { me: caller } };
}

/** @param {string} body */
function queryIn(body) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(body));
    if (typeof parsed !== 'object' || parsed === null || !('query' in parsed)) return undefined;
    return typeof parsed.query === 'string' ? parsed.query : undefined;
  } catch {
    return undefined;
  }
}
