/** The Security Token Service: a form as the request, XML as the reply. */
import { ServiceError } from '../errors.js';
import { bodyBytes } from '../request-body.js';
import { NOT_EMBEDDED } from '../responses.js';
import { SignatureProblem } from '../signature/problem.js';
import { element } from '../xml.js';
import { assumeRoleWithWebIdentity } from './assume-role.js';
import { getCallerIdentity } from './caller-identity.js';

const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

/**
 * @typedef {import('./action.js').StsRequest} StsRequest
 * @typedef {import('./action.js').StsAction} StsAction
 */

/** @type {Map<string, StsAction>} */
const ACTIONS = new Map([
  ['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity],
  ['GetCallerIdentity', getCallerIdentity],
]);

/** STS's errors for refused signatures: name, status and, if it is not API Gateway's, message. */
const PROBLEMS = {
  missing: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  incomplete: ['IncompleteSignature', 400],
  'unknown-key': ['InvalidClientTokenId', 403],
  'wrong-token': ['InvalidClientTokenId', 403],
  'expired-credentials': ['ExpiredToken', 403],
  mismatch: ['SignatureDoesNotMatch', 403],
  skew: ['SignatureDoesNotMatch', 403],
  scope: ['SignatureDoesNotMatch', 403],
  'expired-request': ['SignatureDoesNotMatch', 403],
  payload: ['SignatureDoesNotMatch', 403],
  'unsigned-header': ['SignatureDoesNotMatch', 403],
};

/**
 * @param {Request} incoming
 * @param {object} parts
 * @param {import('../context.js').Context} parts.context
 * @param {import('../journal.js').Journal} parts.journal
 * @param {import('../faults.js').Faults} parts.faults
 * @returns {Promise<Response | undefined>} undefined if it is not for this service
 */
export async function stsCall(incoming, { context, journal, faults }) {
  const { headers, url, method } = incoming;
  if (headers.has('x-amz-target') || !/^application\/x-www-form-urlencoded/i.test(headers.get('content-type') ?? '')) {
    return undefined;
  }
  try {
    // Other services with such requests are not here; those are answered elsewhere.
    const body = await bodyBytes(incoming.clone());
    const form = new URLSearchParams(new TextDecoder().decode(body));
    if (form.get('Version') !== VERSION) return undefined;
    const operation = form.get('Action') ?? '';
    const shown = { operation, target: '', body: Object.fromEntries(form), headers: Object.fromEntries(headers) };
    const entry = journal.note({ ...shown, url, at: context.clock.nowMs() }, body.length);
    const request = { method, url: new URL(url), headers, body };
    const response = await faults.apply(operation, () => answer(context, operation, { form, request }), errorReply);
    entry.status = response.status;
    return response;
  } catch (error) {
    if (error instanceof ServiceError) return errorReply(error);
    throw error;
  }
}

/**
 * @param {import('../context.js').Context} context
 * @param {string} operation
 * @param {StsRequest} request
 */
async function answer(context, operation, request) {
  try {
    const action = ACTIONS.get(operation);
    if (action === undefined) {
      throw new ServiceError(
        'InvalidAction',
        `Could not find operation ${operation.slice(0, 64)} for version ${VERSION}`,
      );
    }
    const result = await action(context, request);
    const content = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: crypto.randomUUID() } };
    return xmlReply(element(`${operation}Response`, content, NAMESPACE), 200);
  } catch (error) {
    if (error instanceof SignatureProblem) {
      const [name, status, message = error.message] = /** @type {[string, number, string?]} */ (PROBLEMS[error.kind]);
      return errorReply(new ServiceError(name, message, status));
    }
    if (error instanceof ServiceError) return errorReply(error);
    // A bug in this program. Its text may contain anything, so it goes only to the console.
    console.error(`${operation}:`, error);
    return errorReply(new ServiceError('InternalFailure', 'Internal error.', 500));
  }
}

/** @param {ServiceError} error */
function errorReply({ name, message, status }) {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const content = { Error: { Type: type, Code: name, Message: message }, RequestId: crypto.randomUUID() };
  return xmlReply(element('ErrorResponse', content, NAMESPACE), status);
}

/**
 * @param {string} body
 * @param {number} status
 */
const xmlReply = (body, status) =>
  new Response(body, {
    status,
    headers: {
      'content-type': 'text/xml',
      'cache-control': 'no-store',
      'x-amzn-requestid': crypto.randomUUID(),
      ...NOT_EMBEDDED,
    },
  });
