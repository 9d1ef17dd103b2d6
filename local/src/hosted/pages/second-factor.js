/** `/mfa`: codes, and the choice among second factors. */
import { answerChallenge, proceed } from './engine.js';
import { NO_CHOICE, choiceField, namesIn } from './factor-choice.js';
import { sendSetUp, setUpScreen } from './factor-set-up.js';
import { codeField } from './fields.js';
import { lostSession } from './lost-session.js';
import { mailboxHint } from './mailbox-hint.js';
import { markup } from './markup.js';
import { backLink, form, goTo, isOwnForm, sent, show, stepPage } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('./visit.js').Part} Part
 * @typedef {import('../../hosted-records.js').ChallengeStep} ChallengeStep
 * @typedef {Partial<import('./screen.js').Screen>} Said
 */

/** @typedef {import('./factor-set-up.js').Factor} Factor */

/** @type {Record<string, Factor>} */
const FACTORS = {
  SMS_MFA: sentCode('SMS_MFA'),
  EMAIL_OTP: sentCode('EMAIL_OTP'),
  SMS_OTP: sentCode('SMS_OTP'),
  SOFTWARE_TOKEN_MFA: { show: appScreen, send: (visit, step) => sendCode(visit, step, 'SOFTWARE_TOKEN_MFA_CODE') },
  SELECT_MFA_TYPE: { show: choiceScreen, send: sendChoice },
  MFA_SETUP: { show: setUpScreen, send: sendSetUp },
};

export const showSecondFactor = stepPage('challenge', (visit, step) => {
  const factor = FACTORS[step.name];
  return factor === undefined ? goTo(visit, '/login') : factor.show(visit, step);
});

export const sendSecondFactor = stepPage('challenge', async (visit, step) => {
  const factor = FACTORS[step.name];
  if (factor === undefined) return goTo(visit, '/login');
  if (!isOwnForm(visit)) return factor.show(visit, step, { mistakes: STALE_FORM, status: 403 });
  try {
    return await factor.send(visit, step);
  } catch (error) {
    const mistakes = mistakesOf(error, ['code', 'email', 'factor']);
    return lostSession(visit, step, error) ?? factor.show(visit, step, { mistakes, status: 400 });
  }
});

/**
 * @param {string} name of the challenge
 * @returns {Factor}
 */
function sentCode(name) {
  return {
    show: (visit, { parameters }, said = {}) => {
      const { CODE_DELIVERY_DESTINATION: destination = '', CODE_DELIVERY_DELIVERY_MEDIUM: medium } = parameters;
      return codeScreen(visit, said, {
        title: medium === 'SMS' ? 'Check your text messages' : 'Check your e-mail',
        lead: markup`Enter the code sent to <strong>${destination}</strong>.`,
        hint: mailboxHint(),
      });
    },
    send: (visit, step) => sendCode(visit, step, `${name}_CODE`),
  };
}

/** @type {Factor['show']} */
function appScreen(visit, _step, said = {}) {
  return codeScreen(visit, said, {
    title: 'Check your authenticator app',
    lead: 'Enter the code that the app shows for this account.',
    hint: 'Six digits. They change every 30 seconds.',
  });
}

/**
 * @param {Visit} visit
 * @param {Said} said
 * @param {{ title: string, lead: Part, hint: Part }} words
 */
function codeScreen(visit, { mistakes = [], ...rest }, { title, lead, hint }) {
  return show(visit, {
    title,
    lead,
    mistakes,
    ...rest,
    content: markup`
${form(visit, markup`${codeField(hint, mistakes)}<button class="main">Sign in</button>`)}
${backLink(visit)}`,
  });
}

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {string} response
 */
async function sendCode(visit, step, response) {
  const code = sent(visit, 'code').replace(/\s/g, '');
  const mistakes = emptyFields([['code', code, 'Enter the code.']]);
  const factor = FACTORS[step.name];
  if (mistakes.length > 0 && factor !== undefined) return factor.show(visit, step, { mistakes, status: 400 });
  return proceed(visit, await answerChallenge(visit, step, { [response]: code }));
}

/** @type {Factor['show']} */
function choiceScreen(visit, { parameters }, { mistakes = [], ...rest } = {}) {
  const choices = namesIn(parameters.MFAS_CAN_CHOOSE);
  return show(visit, {
    title: 'How do you want to sign in?',
    lead: 'Choose where you get your code.',
    mistakes,
    ...rest,
    content: markup`
${form(visit, markup`${choiceField(visit, 'Second factor', choices, mistakes)}<button class="main">Continue</button>`)}
${backLink(visit)}`,
  });
}

/** @type {Factor['send']} */
async function sendChoice(visit, step) {
  const choice = sent(visit, 'factor');
  if (choice === '') return choiceScreen(visit, step, { mistakes: NO_CHOICE, status: 400 });
  return proceed(visit, await answerChallenge(visit, step, { ANSWER: choice }));
}
