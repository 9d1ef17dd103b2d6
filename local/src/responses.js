/** Which headers of a reply a page may read. A reply may set it itself. */
export const EXPOSED = 'access-control-expose-headers';

/**
 * Lets a page read the reply. Pages that are not allowed can only get an error.
 *
 * @param {Response} response
 * @param {string} origin of the page
 */
export function makeReadable({ headers }, origin) {
  headers.set('access-control-allow-origin', origin);
  if (!headers.has(EXPOSED)) headers.set(EXPOSED, 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date');
  headers.set('vary', 'origin');
}

/** Prevents other sites from embedding replies as frames, images and scripts. */
export const NOT_EMBEDDED = {
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-site',
  'x-content-type-options': 'nosniff',
};

/**
 * @param {unknown} body
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 */
export function json(body, status = 200, headers = {}) {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...NOT_EMBEDDED,
      ...headers,
    },
  });
}

/**
 * @param {string} body
 * @param {number} [status]
 */
export function html(body, status = 200) {
  return new Response(body, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...NOT_EMBEDDED },
  });
}

/**
 * Sends the browser to another address.
 *
 * @param {string} location
 * @param {Record<string, string>} [headers]
 */
export function redirect(location, headers = {}) {
  return new Response(null, {
    status: 302,
    headers: { location, 'cache-control': 'no-store', ...NOT_EMBEDDED, ...headers },
  });
}

/**
 * A successful reply.
 *
 * @param {unknown} body
 */
export function serviceResponse(body) {
  return json(body, 200, { 'content-type': 'application/x-amz-json-1.1', ...requestId() });
}

/**
 * An error reply. AWS's clients read the error from the header or from the body.
 *
 * @param {import('./errors.js').ServiceError} error
 */
export function serviceErrorResponse(error) {
  const { name, message, status } = error;
  return json({ __type: name, ...(message === '' ? {} : { message }) }, status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-errortype': `${name}:`,
    ...(message === '' ? {} : { 'x-amzn-errormessage': headerText(message) }),
    ...requestId(),
  });
}

/** The reply to a CORS preflight. */
export function preflightResponse() {
  return new Response(null, {
    status: 200,
    headers: {
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      // The application's own headers are allowed, too.
      'access-control-allow-headers':
        '*, authorization, cache-control, content-type, x-amz-target, x-amz-user-agent, ' +
        'x-amz-date, x-amz-content-sha256, x-amz-security-token, amz-sdk-invocation-id, amz-sdk-request',
      'access-control-max-age': '172800',
    },
  });
}

const requestId = () => ({ 'x-amzn-requestid': crypto.randomUUID() });

/**
 * Header values must be a single line of Latin-1.
 *
 * @param {string} text
 */
const headerText = (text) => text.trim().replace(/[^\x20-\x7e]/g, '?');
