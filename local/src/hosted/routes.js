/** The addresses of the hosted UI. */
import { ServiceError } from '../errors.js';
import { authorize } from './authorize.js';
import { readCall } from './form.js';
import { logout } from './logout.js';
import { OAuthError, oauthErrorResponse } from '../oauth-errors.js';
import { pageFile, pageRoutes } from './pages/index.js';
import { providerRoutes } from './providers/index.js';
import { revoke } from './revoke.js';
import { token } from './token-endpoint.js';
import { userInfo } from './user-info.js';

/**
 * @typedef {import('./form.js').HostedCall} HostedCall
 * @typedef {import('./form.js').HostedHandler} HostedHandler
 * @typedef {Partial<Record<'GET' | 'POST', HostedHandler>>} Route the handler of each method
 */

/**
 * By path. A path that ends with a slash stands for all that begin with it.
 *
 * @type {Record<string, Route>}
 */
const ROUTES = {
  '/oauth2/authorize': { GET: authorize, POST: authorize },
  '/oauth2/token': { POST: token },
  '/oauth2/userInfo': { GET: userInfo, POST: userInfo },
  '/oauth2/revoke': { POST: revoke },
  '/logout': { GET: logout },
  ...pageRoutes,
  ...providerRoutes,
};

/**
 * Answers a request to the hosted UI.
 *
 * @param {Request} request
 * @param {object} parts
 * @param {import('../context.js').Context} parts.context
 * @param {import('../journal.js').Journal} parts.journal
 * @param {import('../faults.js').Faults} parts.faults
 * @returns {Promise<Response | undefined>} undefined if the address is not one of the hosted UI
 */
export async function hostedCall(request, { context, journal, faults }) {
  const { pathname } = new URL(request.url);
  const route = routeOf(pathname);
  if (route === undefined) return undefined;
  try {
    const call = await readCall(request);
    const entry = journal.noteHosted(call, context.clock.nowMs());
    const response = await faults.apply(pathname, () => answer(context, call, route), errorReply);
    entry.status = response.status;
    return response;
  } catch (error) {
    // The body is too large.
    if (error instanceof ServiceError) return errorReply(error);
    throw error;
  }
}

/** @param {ServiceError} error whose name is the error code of a fault */
const errorReply = ({ name, message, status }) =>
  oauthErrorResponse(
    new OAuthError(/^[a-z_]+$/.test(name) ? name : 'invalid_request', message || undefined, { status }),
  );

/**
 * Whether the hosted UI answers at this address.
 *
 * @param {string} pathname
 */
export const isHostedPath = (pathname) => routeOf(pathname) !== undefined || pageFile(pathname) !== undefined;

/** @param {string} pathname */
function routeOf(pathname) {
  if (Object.hasOwn(ROUTES, pathname)) return pathname.endsWith('/') ? undefined : ROUTES[pathname];
  const [, route] = Object.entries(ROUTES).find(([path]) => path.endsWith('/') && pathname.startsWith(path)) ?? [];
  return route;
}

/**
 * @param {import('../context.js').Context} context
 * @param {HostedCall} call
 * @param {Route} route
 * @returns {Promise<Response>}
 */
async function answer(context, call, route) {
  const handler = /** @type {HostedHandler | undefined} */ (
    Object.entries(route).find(([name]) => name === call.method)?.[1]
  );
  if (handler === undefined) {
    const allow = Object.keys(route).join(', ');
    return oauthErrorResponse(new OAuthError('invalid_request', `Use ${allow}.`, { status: 405, headers: { allow } }));
  }
  try {
    return await handler(context, call);
  } catch (error) {
    if (error instanceof OAuthError) return oauthErrorResponse(error);
    if (error instanceof ServiceError) return errorReply(error);
    // A bug in this program. Its text may contain anything, so it goes only to the console.
    console.error(`${call.path}:`, error);
    return oauthErrorResponse(new OAuthError('server_error', undefined, { status: 500 }));
  }
}
