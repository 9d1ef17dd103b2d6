/** `/passkeys/add`: a passkey for a user who is signed in. As at AWS, applications may send their users here. */
import { addPasskey, creationOptions } from '../../passkeys.js';
import { answerFor } from '../complete.js';
import { usableSession } from '../sessions.js';
import { markup } from './markup.js';
import { passkeyForm, sentCredential } from './passkey.js';
import { form, goTo, isOwnForm, link, page, sent, show } from './visit.js';
import { STALE_FORM, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../records.js').User} User
 * @typedef {NonNullable<ReturnType<typeof usableSession>>} SignedIn
 */

/**
 * Users of external providers have no passkeys here.
 *
 * @param {Pick<import('../authorization-request.js').AuthorizationRequest, 'pool'>} request
 * @param {User} user
 */
export const offersPasskeys = ({ pool }, { status }) =>
  pool.firstFactors.includes('WEB_AUTHN') && status !== 'EXTERNAL_PROVIDER';

/**
 * Only for users who are signed in.
 *
 * @param {(visit: Visit, signedIn: SignedIn) => Response | Promise<Response>} handler
 */
const userPage = (handler) =>
  page((visit) => {
    const { context, request, call } = visit;
    const signedIn = usableSession(context, request, call.headers);
    const isAllowed = signedIn !== undefined && offersPasskeys(request, signedIn.user);
    return isAllowed ? handler(visit, signedIn) : goTo(visit, '/login');
  });

export const showAddPasskey = userPage((visit, signedIn) => addScreen(visit, signedIn));

export const sendAddPasskey = userPage(async (visit, signedIn) => {
  if (!isOwnForm(visit)) return addScreen(visit, signedIn, { mistakes: STALE_FORM, status: 403 });
  const { context, request } = visit;
  const { pool, client } = request;
  if (sent(visit, 'continue') !== '') return answerFor(context, request, signedIn);
  try {
    await addPasskey(context, { pool, client, user: signedIn.user }, parsed(sentCredential(visit)));
  } catch (error) {
    return addScreen(visit, signedIn, { mistakes: mistakesOf(error, []), status: 400 });
  }
  return addedScreen(visit);
});

/** @param {string} json */
function parsed(json) {
  try {
    return /** @type {unknown} */ (JSON.parse(json));
  } catch {
    return undefined;
  }
}

/**
 * @param {Visit} visit
 * @param {SignedIn} signedIn
 * @param {Partial<import('./screen.js').Screen>} [said]
 */
function addScreen(visit, { user }, said = {}) {
  const { context, request } = visit;
  const { pool, client } = request;
  const options = JSON.stringify(creationOptions(context, { pool, client, user }));
  return show(visit, {
    title: 'Add a passkey',
    lead: markup`Sign in as <strong>${user.username}</strong> with your fingerprint, your face or the lock of your device.`,
    ...said,
    script: true,
    content: markup`
${passkeyForm(visit, 'create', options, 'Add a passkey')}
<p class="aside">${link(visit, '/login', 'Not now')}</p>`,
  });
}

/** @param {Visit} visit */
const addedScreen = (visit) =>
  show(visit, {
    title: 'Your passkey is ready',
    lead: 'Use it the next time that you sign in.',
    content: form(
      visit,
      markup`<button class="main" name="continue" value="yes">Continue to ${visit.request.client.name}</button>`,
    ),
  });
