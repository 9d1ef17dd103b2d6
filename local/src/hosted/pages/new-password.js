/** `/newPassword`: the first password of one's own, after a temporary one. */
import { answerChallenge, proceed } from './engine.js';
import { attributeField, attributeFieldName, attributeLabel, newPasswordField } from './fields.js';
import { lostSession } from './lost-session.js';
import { markup } from './markup.js';
import { backLink, form, goTo, isOwnForm, sent, show, stepPage } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ChallengeStep} ChallengeStep
 */

/** @type {(handler: (visit: Visit, step: ChallengeStep) => Response | Promise<Response>) => import('../form.js').HostedHandler} */
const newPasswordPage = (handler) =>
  stepPage('challenge', (visit, step) =>
    step.name === 'NEW_PASSWORD_REQUIRED' ? handler(visit, step) : goTo(visit, '/login'),
  );

export const showNewPassword = newPasswordPage((visit, step) => newPasswordScreen(visit, step));

export const sendNewPassword = newPasswordPage(async (visit, step) => {
  if (!isOwnForm(visit)) return newPasswordScreen(visit, step, { mistakes: STALE_FORM, status: 403 });
  const password = sent(visit, 'password');
  const attributes = missingOf(step).map((name) => ({ name, value: sent(visit, attributeFieldName(name)).trim() }));
  const empty = emptyFields([
    ...attributes.map(
      ({ name, value }) =>
        /** @type {[string, string, string]} */ ([
          attributeFieldName(name),
          value,
          `Enter your ${attributeLabel(name).toLowerCase()}.`,
        ]),
    ),
    ['password', password, 'Choose a new password.'],
  ]);
  if (empty.length > 0) return newPasswordScreen(visit, step, { mistakes: empty, status: 400 });
  const responses = Object.fromEntries(attributes.map(({ name, value }) => [`userAttributes.${name}`, value]));
  try {
    return await proceed(visit, await answerChallenge(visit, step, { NEW_PASSWORD: password, ...responses }));
  } catch (error) {
    const fields = ['password', ...attributes.map(({ name }) => attributeFieldName(name))];
    return (
      lostSession(visit, step, error) ??
      newPasswordScreen(visit, step, { mistakes: mistakesOf(error, fields), status: 400 })
    );
  }
});

/**
 * The attributes that the pool needs and the user lacks.
 *
 * @param {ChallengeStep} step
 * @returns {string[]}
 */
const missingOf = ({ parameters }) =>
  /** @type {string[]} */ (JSON.parse(parameters.requiredAttributes ?? '[]')).map((name) =>
    name.replace('userAttributes.', ''),
  );

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {Partial<import('./screen.js').Screen>} [said]
 */
function newPasswordScreen(visit, step, { mistakes = [], ...rest } = {}) {
  const { pool } = visit.request;
  return show(visit, {
    title: 'Choose your password',
    lead: 'Your password was a temporary one. Replace it with one of your own.',
    mistakes,
    ...rest,
    content: markup`
${form(
  visit,
  markup`<input type="hidden" name="username" autocomplete="username" value="${step.username}">
${missingOf(step).map((name) => attributeField(name, sent(visit, attributeFieldName(name)), mistakes))}
${newPasswordField(pool.passwordPolicy, 'New password', mistakes)}
<button class="main">Save and continue</button>`,
)}
${backLink(visit)}`,
  });
}
