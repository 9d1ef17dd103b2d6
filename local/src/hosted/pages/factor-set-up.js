/** The set-up of a second factor at `/mfa`, if the pool requires one. */
import { answerChallenge, beginAppSetUp, confirmApp, possibleSetUps, proceed } from './engine.js';
import { NO_CHOICE, choiceField } from './factor-choice.js';
import { codeField, field } from './fields.js';
import { markup } from './markup.js';
import { backLink, form, sent, show } from './visit.js';
import { emptyFields } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ChallengeStep} ChallengeStep
 * @typedef {Partial<import('./screen.js').Screen>} Said
 */

/**
 * By the challenge: the page, and what its form does.
 *
 * @typedef {object} Factor
 * @property {(visit: Visit, step: ChallengeStep, said?: Said) => Response} show
 * @property {(visit: Visit, step: ChallengeStep) => Promise<Response>} send
 */

/** @type {Factor['show']} */
export function setUpScreen(visit, step, said = {}) {
  const choices = possibleSetUps(step);
  if (step.totpSecret !== undefined) return appSetUpScreen(visit, step, step.totpSecret, said);
  const { mistakes = [], ...rest } = said;
  return show(visit, {
    title: 'Set up a second factor',
    lead: 'This account needs a second proof beside the password.',
    mistakes,
    ...rest,
    content: markup`
${choices.length === 0 ? markup`<p>An administrator must add a phone number to your account.</p>` : choiceForm(visit, choices, mistakes)}
${backLink(visit)}`,
  });
}

/**
 * @param {Visit} visit
 * @param {string[]} choices
 * @param {readonly import('./screen.js').Mistake[]} mistakes
 */
function choiceForm(visit, choices, mistakes) {
  const value = sent(visit, 'email');
  const email = { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email', value };
  return form(
    visit,
    markup`${choiceField(visit, 'Where do you want to get your codes?', choices, mistakes, 'EMAIL_OTP')}
${choices.includes('EMAIL_OTP') && markup`<div class="details">${field(email, mistakes)}</div>`}
<button class="main">Continue</button>`,
  );
}

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {string} secret
 * @param {Said} said
 */
function appSetUpScreen(visit, { username }, secret, { mistakes = [], ...rest }) {
  const { name } = visit.request.client;
  const label = encodeURIComponent(`${name}:${username}`);
  const address = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(name)}`;
  return show(visit, {
    title: 'Set up your authenticator app',
    lead: 'Add this key to the app, then enter the code that it shows.',
    mistakes,
    ...rest,
    content: markup`
${form(
  visit,
  markup`<div class="field"><h2 id="key">Key</h2>
<p class="secret" aria-labelledby="key" role="group">${secret.match(/.{1,4}/g)?.join(' ')}</p>
<p class="hint"><a href="${address}">Open it in an authenticator app</a> on this device.</p></div>
${codeField('Six digits. They change every 30 seconds.', mistakes)}
<button class="main">Set up and sign in</button>`,
)}
${backLink(visit)}`,
  });
}

/** @type {Factor['send']} */
export async function sendSetUp(visit, step) {
  if (step.totpSecret !== undefined) {
    const code = sent(visit, 'code').replace(/\s/g, '');
    const mistakes = emptyFields([['code', code, 'Enter the code.']]);
    if (mistakes.length > 0) return setUpScreen(visit, step, { mistakes, status: 400 });
    return proceed(visit, await confirmApp(visit, step, code));
  }
  const choice = sent(visit, 'factor');
  const choices = possibleSetUps(step);
  if (!choices.includes(choice)) return setUpScreen(visit, step, { mistakes: NO_CHOICE, status: 400 });
  if (choice === 'EMAIL_OTP') {
    const email = sent(visit, 'email').trim();
    const mistakes = emptyFields([['email', email, 'Enter your e-mail address.']]);
    if (mistakes.length > 0) return setUpScreen(visit, step, { mistakes, status: 400 });
    return proceed(visit, await answerChallenge(visit, step, { EMAIL: email }));
  }
  await beginAppSetUp(visit, step);
  return setUpScreen(visit, step);
}
