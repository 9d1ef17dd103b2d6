/**
 * `/_api/…`: an API that verifies who calls it, as AWS's services do. What an application signs, or sends a token with, can
 * be tested here.
 */
import { ServiceError } from '../errors.js';
import { bodyBytes } from '../request-body.js';
import { graphql } from './graphql.js';
import { items } from './items.js';
import { objects } from './objects.js';
import { gatewayError, publicRest, signedRest, userPoolRest } from './rest.js';

const PREFIX = '/_api/';

/** @type {Map<string, import('./rest.js').ApiHandler>} */
const AREAS = new Map([
  ['iam', signedRest],
  ['user-pool', userPoolRest],
  ['public', publicRest],
  ['s3', objects],
  ['dynamodb', items],
  ['graphql', graphql],
]);

/** The parts of the API, for servers that have only one of them, at the root. */
export const apiAreas = () => [...AREAS.keys()];

/**
 * @param {Request} incoming
 * @param {object} parts
 * @param {import('../context.js').Context} parts.context
 * @param {import('../journal.js').Journal} parts.journal
 * @param {import('../faults.js').Faults} parts.faults
 * @param {string} [onlyArea] the part that all addresses belong to
 * @returns {Promise<Response | undefined>} undefined for any other address
 */
export async function apiCall(incoming, { context, journal, faults }, onlyArea) {
  const url = new URL(incoming.url);
  const [area, path] = onlyArea === undefined ? areaOf(url.pathname) : [onlyArea, url.pathname];
  if (area === undefined) return undefined;
  try {
    const request = { method: incoming.method, url, headers: incoming.headers, body: await bodyBytes(incoming) };
    const entry = journal.noteApi(request, context.clock.nowMs());
    const response = await faults.apply(url.pathname, () => answer(context, area, request, path), asReply);
    entry.status = response.status;
    return response;
  } catch (error) {
    if (error instanceof ServiceError) return asReply(error);
    throw error;
  }
}

/**
 * @param {string} pathname
 * @returns {[string, string] | [undefined, string]} the area and the path in it
 */
function areaOf(pathname) {
  if (!pathname.startsWith(PREFIX)) return [undefined, pathname];
  const [, area = '', path = ''] = /^([^/]*)(.*)$/s.exec(pathname.slice(PREFIX.length)) ?? [];
  return [area, path];
}

/**
 * @param {import('../context.js').Context} context
 * @param {string} area
 * @param {import('../signature/verify.js').ApiRequest} request
 * @param {string} path
 */
async function answer(context, area, request, path) {
  const handler = AREAS.get(area);
  // API Gateway's reply for an address that it does not know.
  if (handler === undefined)
    return gatewayError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  try {
    return await handler(context, request, path);
  } catch (error) {
    if (error instanceof ServiceError) return asReply(error);
    // A bug in this program. Its text may contain anything, so it goes only to the console.
    console.error(`${PREFIX}${area}:`, error);
    return gatewayError('InternalServerErrorException', 'Internal server error', 500);
  }
}

/** @param {ServiceError} error */
const asReply = ({ name, message, status }) => gatewayError(name, message, status);
