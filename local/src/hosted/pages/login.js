/** `/login`: the sign-in with a password, and the choice of another way. */
import { ServiceError } from '../../errors.js';
import { providersOf } from '../client-settings.js';
import { answerFor } from '../complete.js';
import { pageAddress } from '../authorization-request.js';
import { usableSession } from '../sessions.js';
import { beginWithFactor, beginWithPassword, proceed } from './engine.js';
import { field } from './fields.js';
import { markup } from './markup.js';
import { offersPasskeys } from './add-passkey.js';
import { loginLabel, providerTitle } from './titles.js';
import { currentStep, form, goTo, isOwnForm, link, page, sent, show } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('./screen.js').Mistake} Mistake
 */

/** First factors other than the password, in the order of their buttons. */
const FACTORS = /** @type {const} */ ({
  WEB_AUTHN: 'Sign in with a passkey',
  EMAIL_OTP: 'Send a code by e-mail',
  SMS_OTP: 'Send a code by text message',
});
const UNAVAILABLE = 'This account cannot sign in that way here. Try the password, or another way.';

export const showLogin = page((visit) => {
  const current = knownUser(visit);
  return current === undefined ? loginScreen(visit) : chooserScreen(visit, current.user);
});

export const sendLogin = page(async (visit) => {
  if (!isOwnForm(visit)) return loginScreen(visit, { mistakes: STALE_FORM, status: 403 });
  if (sent(visit, 'continue') !== '') return continueSession(visit);
  const login = sent(visit, 'username').trim();
  const factor = sent(visit, 'factor');
  const isPassword = !Object.hasOwn(FACTORS, factor);
  const password = sent(visit, 'password');
  const empty = emptyFields([
    ['username', login, `Enter your ${loginLabel(visit.request.pool).toLowerCase()}.`],
    ...(isPassword ? [/** @type {[string, string, string]} */ (['password', password, 'Enter your password.'])] : []),
  ]);
  if (empty.length > 0) return loginScreen(visit, { mistakes: empty, login, status: 400 });
  if (!providersOf(visit.context, visit.request.client).cognito) return loginScreen(visit, { status: 400 });
  try {
    const begun = isPassword
      ? beginWithPassword(visit, login, password)
      : beginWithFactor(visit, login, allowed(visit, factor));
    return await proceed(visit, await begun);
  } catch (error) {
    return refused(visit, login, error, isPassword);
  }
});

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {unknown} error
 * @param {boolean} isPassword
 */
function refused(visit, login, error, isPassword) {
  if (!(error instanceof ServiceError)) throw error;
  if (error.name === 'UserNotConfirmedException') return goTo(visit, '/confirmUser', { kind: 'confirm', login });
  if (error.name === 'PasswordResetRequiredException') {
    const text = 'Your password must be changed before you can sign in.';
    return goTo(visit, '/forgotPassword', { kind: 'notice', login, text });
  }
  // One text for unknown users and for those without this factor, so that it does not tell them apart.
  const isUnavailable =
    !isPassword &&
    ['InvalidParameterException', 'NotAuthorizedException', 'UserNotFoundException'].includes(error.name);
  const mistakes = isUnavailable ? [{ text: UNAVAILABLE }] : mistakesOf(error, ['username', 'password']);
  return loginScreen(visit, { mistakes, login, status: 400 });
}

/**
 * The other ways that the client offers.
 *
 * @param {Visit} visit
 */
function factorsOf({ request: { pool, client } }) {
  if (!client.flows.has('ALLOW_USER_AUTH')) return [];
  const offered = /** @type {readonly string[]} */ (pool.firstFactors);
  return Object.entries(FACTORS).filter(([factor]) => offered.includes(factor));
}

/**
 * @param {Visit} visit
 * @param {string} factor
 */
function allowed(visit, factor) {
  if (factorsOf(visit).some(([name]) => name === factor)) return factor;
  throw new ServiceError('InvalidParameterException', UNAVAILABLE);
}

/**
 * Who is signed in in this browser, unless the application wants a new sign-in.
 *
 * @param {Visit} visit
 */
function knownUser({ context, call, request }) {
  return request.prompts.has('login') ? undefined : usableSession(context, request, call.headers);
}

/** @param {Visit} visit */
function continueSession(visit) {
  const current = knownUser(visit);
  if (current === undefined) {
    return loginScreen(visit, { mistakes: [{ text: 'You are no longer signed in here.' }], status: 400 });
  }
  return answerFor(visit.context, visit.request, current);
}

/**
 * @param {Visit} visit
 * @param {{ mistakes?: readonly Mistake[], login?: string, status?: number }} [options]
 */
function loginScreen(visit, { mistakes = [], login, status = 200 } = {}) {
  const { context, request } = visit;
  const { client, pool, loginHint } = request;
  const { cognito, external } = providersOf(context, client);
  const notice = currentStep(visit, 'notice');
  return show(visit, {
    title: 'Sign in',
    lead: markup`to continue to <strong>${client.name}</strong>`,
    status,
    mistakes,
    ...(notice !== undefined && mistakes.length === 0 && { notice: notice.text }),
    content: markup`
${external.length > 0 && providerList(visit, external)}
${external.length > 0 && cognito && markup`<p class="or">or</p>`}
${cognito && passwordForm(visit, login ?? notice?.login ?? loginHint, mistakes)}
${cognito && !pool.adminCreatesUsersOnly && markup`<p class="aside"><span>New here? ${link(visit, '/signup', 'Create an account')}</span></p>`}`,
  });
}

/**
 * @param {Visit} visit
 * @param {import('../../records.js').IdentityProvider[]} providers
 */
const providerList = ({ request }, providers) =>
  markup`<ul class="stack">${providers.map(({ name, type }) => {
    const shown = providerTitle(name, type);
    return markup`<li><a class="button provider" href="${pageAddress('/oauth2/authorize', request, { identity_provider: name })}"><span class="badge" aria-hidden="true">${[...shown][0]?.toUpperCase()}</span>Continue with ${shown}</a></li>`;
  })}</ul>`;

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {readonly Mistake[]} mistakes
 */
function passwordForm(visit, login, mistakes) {
  const { pool } = visit.request;
  const label = loginLabel(pool);
  const factors = factorsOf(visit);
  return form(
    visit,
    markup`
${field({ name: 'username', label, autocomplete: 'username', value: login, focus: login === '' }, mistakes)}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', focus: login !== '' }, mistakes)}
<button class="main">Sign in</button>
<p class="row">${link(visit, '/forgotPassword', 'Forgot your password?')}</p>
${factors.length > 0 && markup`<p class="or">or with the ${label.toLowerCase()} only</p>`}
${factors.length > 0 && markup`<div class="stack">${factors.map(([factor, text]) => markup`<button name="factor" value="${factor}">${text}</button>`)}</div>`}`,
  );
}

/**
 * The browser is signed in already.
 *
 * @param {Visit} visit
 * @param {import('../../records.js').User} user
 */
function chooserScreen(visit, user) {
  const { client } = visit.request;
  const shown = user.attributes.email ?? user.username;
  return show(visit, {
    title: 'Welcome back',
    lead: markup`You are signed in as <strong>${shown}</strong>. Continue to <strong>${client.name}</strong>?`,
    content: markup`
${form(visit, markup`<button class="main" name="continue" value="yes">Continue as ${shown}</button>`)}
<p class="aside">${link(visit, '/login', 'Use another account', { prompt: 'login' })}
${offersPasskeys(visit.request, user) && link(visit, '/passkeys/add', 'Add a passkey to this account')}</p>`,
  });
}
