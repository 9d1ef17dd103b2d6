/** A browser at one of the pages, with the request of the application that it came with. */
import { pageAddress, readAuthorization } from '../authorization-request.js';
import { completeSignIn } from '../complete.js';
import { withCookies } from '../cookies.js';
import { browserOf, keep, kept, take } from '../pending-forms.js';
import { redirect } from '../../responses.js';
import { markup } from './markup.js';
import { screenReply } from './screen.js';

const LONGEST_FIELD = 2048;

/**
 * @typedef {import('../../context.js').Context} Context
 * @typedef {import('../form.js').HostedCall} HostedCall
 * @typedef {import('../form.js').HostedHandler} HostedHandler
 * @typedef {import('../authorization-request.js').AuthorizationRequest} AuthorizationRequest
 * @typedef {import('../../hosted-records.js').Step} Step
 * @typedef {import('./markup.js').Part} Part
 */

/**
 * @typedef {object} Visit
 * @property {Context} context
 * @property {HostedCall} call
 * @property {AuthorizationRequest} request
 * @property {import('../pending-forms.js').Browser} browser
 */

/**
 * A handler of a page, which needs a valid request of an application.
 *
 * @param {(visit: Visit) => Response | Promise<Response>} handler
 * @returns {HostedHandler}
 */
export const page = (handler) => (context, call) => {
  const read = readAuthorization(context, call, call.query);
  if ('refusal' in read) return read.refusal;
  return handler({ context, call, request: read.request, browser: browserOf(call.headers) });
};

/**
 * A page that continues a sign-in. Without one, the sign-in begins again.
 *
 * @template {Step['kind']} K
 * @param {K} kind
 * @param {(visit: Visit, step: Extract<Step, { kind: K }>) => Response | Promise<Response>} handler
 * @returns {HostedHandler}
 */
export const stepPage = (kind, handler) =>
  page((visit) => {
    const step = currentStep(visit, kind);
    return step === undefined ? goTo(visit, '/login') : handler(visit, step);
  });

/**
 * @template {Step['kind']} K
 * @param {Visit} visit
 * @param {K} kind
 * @returns {Extract<Step, { kind: K }> | undefined}
 */
export function currentStep({ context, call, request, browser }, kind) {
  const record = kept(context, 'step', stepOf(call), browser);
  if (record?.clientId !== request.client.id || record.step.kind !== kind) return undefined;
  return /** @type {Extract<Step, { kind: K }>} */ (record.step);
}

/** @param {HostedCall} call */
const stepOf = (call) => call.query.get('step') ?? '';

/**
 * Sends the browser on to another page.
 *
 * @param {Visit} visit
 * @param {string} path
 * @param {Step} [step] that the page continues
 */
export function goTo(visit, path, step) {
  const { context, request, browser } = visit;
  if (step !== undefined) endStep(visit);
  const owner = { poolId: request.pool.id, clientId: request.client.id, browser: browser.id };
  const changes = step === undefined ? {} : { step: keep(context, { kind: 'step', ...owner, step }) };
  return withCookies(
    redirect(pageAddress(path, request, /** @type {Record<string, string>} */ (changes))),
    browser.setCookie === undefined ? [] : [browser.setCookie],
  );
}

/**
 * @param {Visit} visit
 * @param {import('../../records.js').User} user
 */
export function finish(visit, user) {
  endStep(visit);
  const { context, request, call } = visit;
  return completeSignIn(context, request, call.headers, { user });
}

/**
 * The page of a step cannot be opened again once the next step has begun.
 *
 * @param {Visit} visit
 */
function endStep({ context, call, request, browser }) {
  if (kept(context, 'step', stepOf(call), browser)?.clientId !== request.client.id) return;
  take(context, 'step', stepOf(call), browser);
}

/**
 * A form that works once, in this browser, for this step.
 *
 * @param {Visit} visit
 * @param {Part} content
 * @param {{ path?: string, attributes?: Part }} [options] the path defaults to that of the page
 */
export function form({ context, call, request, browser }, content, { path = call.path, attributes } = {}) {
  const subject = stepOf(call);
  const owner = { poolId: request.pool.id, clientId: request.client.id, browser: browser.id };
  const token = keep(context, { kind: 'form', ...owner, path, subject });
  const action = pageAddress(path, request, subject === '' ? {} : { step: subject });
  return markup`<form method="post" action="${action}" novalidate${attributes}>
<input type="hidden" name="_csrf" value="${token}">
${content}
</form>`;
}

/**
 * Whether the form that was sent is one that `form` created. It cannot be sent again.
 *
 * @param {Visit} visit
 */
export function isOwnForm({ context, call, request, browser }) {
  const sent = take(context, 'form', call.form.get('_csrf'), browser);
  return sent?.clientId === request.client.id && sent.path === call.path && sent.subject === stepOf(call);
}

/**
 * A field of the form that was sent.
 *
 * @param {Visit} visit
 * @param {string} name
 * @param {number} [longest] a longer text counts as none
 */
export function sent({ call }, name, longest = LONGEST_FIELD) {
  const value = call.form.get(name) ?? '';
  return value.length > longest ? '' : value;
}

/**
 * @param {Visit} visit
 * @param {Omit<import('./screen.js').Screen, 'returnsTo' | 'setCookie'>} screen
 */
export const show = ({ request, browser }, screen) =>
  screenReply({ ...screen, returnsTo: request.redirectUri, setCookie: browser.setCookie });

/**
 * A link to another page for the same request.
 *
 * @param {Visit} visit
 * @param {string} path
 * @param {Part} text
 * @param {Record<string, string>} [changes]
 */
export const link = ({ request }, path, text, changes) =>
  markup`<a href="${pageAddress(path, request, changes)}">${text}</a>`;

/** @param {Visit} visit */
export const backLink = (visit) => markup`<p class="aside">${link(visit, '/login', 'Back to sign in')}</p>`;
