/** Reads the requests of the hosted UI. */
import { bodyText } from '../request-body.js';

/**
 * A request to the hosted UI.
 *
 * @typedef {object} HostedCall
 * @property {Request} request its body has been read
 * @property {string} method
 * @property {URL} url
 * @property {string} path
 * @property {string} origin of this server, as the caller names it
 * @property {Headers} headers
 * @property {URLSearchParams} query the parameters in the address
 * @property {URLSearchParams} form the fields of the body; empty if it is not a form
 * @property {string} body
 */

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
