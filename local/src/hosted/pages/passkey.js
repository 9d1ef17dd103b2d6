/** `/passkey`: the sign-in with a passkey. */
import { answerChallenge, proceed } from './engine.js';
import { lostSession } from './lost-session.js';
import { markup } from './markup.js';
import { form, isOwnForm, goTo, link, sent, show, stepPage } from './visit.js';
import { STALE_FORM } from './words.js';

const LONGEST_CREDENTIAL = 100_000;

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ChallengeStep} ChallengeStep
 */

export const showPasskey = stepPage('challenge', (visit, step) =>
  step.name === 'WEB_AUTHN' ? passkeyScreen(visit, step) : goTo(visit, '/login'),
);

export const sendPasskey = stepPage('challenge', async (visit, step) => {
  if (step.name !== 'WEB_AUTHN') return goTo(visit, '/login');
  if (!isOwnForm(visit)) return passkeyScreen(visit, step, { mistakes: STALE_FORM, status: 403 });
  try {
    const credential = sentCredential(visit);
    return await proceed(visit, await answerChallenge(visit, step, { CREDENTIAL: credential }));
  } catch (error) {
    const mistakes = [{ text: 'That passkey does not sign in to this account.' }];
    return lostSession(visit, step, error) ?? passkeyScreen(visit, step, { mistakes, status: 400 });
  }
});

/**
 * The answer of the browser, as JSON.
 *
 * @param {Visit} visit
 */
export const sentCredential = (visit) => sent(visit, 'credential', LONGEST_CREDENTIAL);

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {Partial<import('./screen.js').Screen>} [said]
 */
function passkeyScreen(visit, { parameters, username }, said = {}) {
  return show(visit, {
    title: 'Use your passkey',
    lead: markup`to sign in as <strong>${username}</strong>`,
    ...said,
    script: true,
    content: markup`
${passkeyForm(visit, 'get', parameters.CREDENTIAL_REQUEST_OPTIONS ?? '{}', 'Use passkey')}
<p class="aside">${link(visit, '/login', 'Sign in another way')}</p>`,
  });
}

/**
 * @param {Visit} visit
 * @param {'get' | 'create'} action
 * @param {string} options for the browser, as JSON
 * @param {string} label of the button
 */
export const passkeyForm = (visit, action, options, label) =>
  form(
    visit,
    markup`<input type="hidden" name="credential" value="">
<p id="passkey-status" class="hint" role="status"></p>
<noscript><p class="problem">Passkeys need JavaScript.</p></noscript>
<button class="main">${label}</button>`,
    { attributes: markup` data-passkey="${action}" data-options="${options}"` },
  );
