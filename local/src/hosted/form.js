/** Reads the requests of the hosted UI. */
import { bodyText } from '../request-body.js';

/** @typedef {import('../hosted-records.js').HostedCall} HostedCall */

/**
 * @typedef {(context: import('../context.js').Context, call: HostedCall) => Response | Promise<Response>} HostedHandler
 */

/**
 * @param {Request} request
 * @returns {Promise<HostedCall>}
 */
export async function readCall(request) {
  const url = new URL(request.url);
  const { method, headers } = request;
  const body = await bodyText(request);
  const isForm = method === 'POST' && mediaType(headers) === 'application/x-www-form-urlencoded';
  return {
    request,
    method,
    url,
    path: url.pathname,
    origin: url.origin,
    headers,
    query: url.searchParams,
    form: new URLSearchParams(isForm ? body : ''),
    body,
  };
}

/**
 * The first parameter that is given more than once, which OAuth forbids.
 *
 * @param {URLSearchParams} parameters
 * @returns {string | undefined}
 */
export function repeatedParameter(parameters) {
  const names = [...parameters.keys()];
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** @param {Headers} headers */
const mediaType = (headers) => (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
