/**
 * The local Cognito without a server: a service worker that answers the requests of its pages. Import this in the script of the
 * worker, and call `serveCognito`.
 */
import { BrowserCognito } from './browser-cognito.js';
import { FilesOfSite } from './files-of-site.js';
import { isHostedPath } from '../hosted/routes.js';
import { MAILBOX_PATH } from '../hosted/pages/mailbox-hint.js';

/**
 * The members of a service worker's global scope that are used here.
 *
 * @typedef {object} WorkerScope
 * @property {{ scope: string }} registration
 * @property {{ claim: () => Promise<void> }} clients
 * @property {() => Promise<void>} skipWaiting
 * @property {(type: string, listener: (event: WorkerEvent) => void) => void} addEventListener
 */
/**
 * @typedef {object} WorkerEvent
 * @property {(work: Promise<unknown>) => void} waitUntil
 * @property {(response: Promise<Response>) => void} respondWith
 * @property {Request} request
 * @property {unknown} data
 */

/**
 * @typedef {object} ServiceOptions
 * @property {string} origin where pages reach the local Cognito. There is no server, so that it can be any, such as
 *   `https://cognito.localhost`
 * @property {boolean} [hostedUi] whether the site's origin is the domain of the hosted UI. It can only be if the worker answers for all
 *   its paths
 * @property {boolean} [guests] whether the identity pool gives guests credentials. Default `false`
 * @property {string} [files] the address of a list of the site's files, in JSON. They are kept, so that the site works offline
 */

/**
 * Answers requests of the worker's pages to the local Cognito, also after they were reloaded, and after the browser was closed.
 *
 * @param {ServiceOptions} options
 */
export function serveCognito({ origin, hostedUi = true, guests = false, files }) {
  const scope = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));
  const site = new URL(scope.registration.scope);
  const hasHostedUi = hostedUi && site.pathname === '/';
  const cognito = new BrowserCognito(`local-cognito ${site.pathname}`, {
    relyingPartyId: site.hostname,
    guests,
    ...(hasHostedUi && { callbackUrls: [site.href], hostedUiOrigin: site.origin }),
  });
  const kept = files === undefined ? undefined : new FilesOfSite(site, files);

  /** @param {Request} request */
  const isForCognito = ({ url }) => {
    const address = new URL(url);
    if (address.origin === origin) return true;
    if (address.origin !== site.origin) return false;
    return isMailbox(address, site) || (hasHostedUi && isHostedPath(address.pathname));
  };

  scope.addEventListener('install', (event) => {
    event.waitUntil(Promise.all([scope.skipWaiting(), kept?.keep()]));
  });
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
  // A page that was reloaded without the worker asks for it.
  scope.addEventListener('message', (event) => {
    if (event.data === 'claim') event.waitUntil(scope.clients.claim());
  });
  scope.addEventListener('fetch', (event) => {
    const { request } = event;
    if (isForCognito(request)) {
      const { response, saved } = cognito.answer(asAsked(request, site, origin));
      event.respondWith(response.catch(() => Response.error()));
      event.waitUntil(saved);
    } else if (kept?.mayAnswer(request)) event.respondWith(kept.answer(request));
  });
}

/**
 * @param {URL} address
 * @param {URL} site
 */
const isMailbox = ({ pathname }, site) => pathname === site.pathname.slice(0, -1) + MAILBOX_PATH;

/**
 * The request as the engine knows it: the mailbox is not in the folder of the site there.
 *
 * @param {Request} request
 * @param {URL} site
 * @param {string} origin
 */
const asAsked = (request, site, origin) =>
  isMailbox(new URL(request.url), site) ? new Request(`${origin}${MAILBOX_PATH}`) : request;
