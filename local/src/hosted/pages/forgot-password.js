/** `/forgotPassword` and `/confirmForgotPassword`: a new password with a code. */
import { ConfirmForgotPassword, ForgotPassword } from '../../operations/passwords.js';
import { callOperation } from './engine.js';
import { codeField, field, newPasswordField } from './fields.js';
import { mailboxHint } from './mailbox-hint.js';
import { markup } from './markup.js';
import { loginLabel } from './titles.js';
import { backLink, currentStep, form, goTo, isOwnForm, page, sent, show, stepPage } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ResetStep} ResetStep
 * @typedef {Partial<import('./screen.js').Screen>} Said
 */

export const showForgotPassword = page((visit) => forgotScreen(visit));

export const sendForgotPassword = page(async (visit) => {
  if (!isOwnForm(visit)) return forgotScreen(visit, { mistakes: STALE_FORM, status: 403 });
  const login = sent(visit, 'username').trim();
  const label = loginLabel(visit.request.pool).toLowerCase();
  const empty = emptyFields([['username', login, `Enter your ${label}.`]]);
  if (empty.length > 0) return forgotScreen(visit, { mistakes: empty, status: 400 });
  try {
    return goTo(visit, '/confirmForgotPassword', await codeSent(visit, login));
  } catch (error) {
    return forgotScreen(visit, { mistakes: mistakesOf(error, ['username']), status: 400 });
  }
});

/**
 * @param {Visit} visit
 * @param {string} login
 * @returns {Promise<ResetStep>}
 */
async function codeSent(visit, login) {
  const reply = await callOperation(visit, ForgotPassword, { Username: login });
  const { CodeDeliveryDetails: delivery } = /** @type {{ CodeDeliveryDetails: { Destination: string } }} */ (reply);
  return { kind: 'reset', login, destination: delivery.Destination };
}

export const showReset = stepPage('reset', (visit, step) => resetScreen(visit, step));

export const sendReset = stepPage('reset', async (visit, step) => {
  if (!isOwnForm(visit)) return resetScreen(visit, step, { mistakes: STALE_FORM, status: 403 });
  const { login } = step;
  try {
    if (sent(visit, 'resend') !== '') {
      step.destination = (await codeSent(visit, login)).destination;
      return resetScreen(visit, step, { notice: 'A new code is on its way. The previous one no longer works.' });
    }
    const code = sent(visit, 'code').trim();
    const password = sent(visit, 'password');
    const empty = emptyFields([
      ['code', code, 'Enter the code.'],
      ['password', password, 'Choose a new password.'],
    ]);
    if (empty.length > 0) return resetScreen(visit, step, { mistakes: empty, status: 400 });
    await callOperation(visit, ConfirmForgotPassword, { Username: login, ConfirmationCode: code, Password: password });
  } catch (error) {
    return resetScreen(visit, step, { mistakes: mistakesOf(error, ['code', 'password']), status: 400 });
  }
  const text = 'Your password has been changed. Sign in with the new one.';
  return goTo(visit, '/login', { kind: 'notice', login, text });
});

/**
 * @param {Visit} visit
 * @param {Said} [said]
 */
function forgotScreen(visit, { mistakes = [], ...rest } = {}) {
  const { pool, loginHint } = visit.request;
  const notice = currentStep(visit, 'notice');
  const login = sent(visit, 'username') || notice?.login || loginHint;
  return show(visit, {
    title: 'Forgot your password?',
    lead: 'You get a code, with which you can choose a new one.',
    mistakes,
    ...(notice !== undefined && mistakes.length === 0 && { notice: notice.text }),
    ...rest,
    content: markup`
${form(
  visit,
  markup`${field({ name: 'username', label: loginLabel(pool), autocomplete: 'username', value: login, focus: true }, mistakes)}
<button class="main">Send the code</button>`,
)}
${backLink(visit)}`,
  });
}

/**
 * @param {Visit} visit
 * @param {ResetStep} step
 * @param {Said} [said]
 */
function resetScreen(visit, { login, destination }, { mistakes = [], ...rest } = {}) {
  const { pool } = visit.request;
  return show(visit, {
    title: 'Choose a new password',
    lead: markup`Enter the code sent to <strong>${destination}</strong>, for <strong>${login}</strong>.`,
    mistakes,
    ...rest,
    content: markup`
${form(
  visit,
  markup`${codeField(mailboxHint(), mistakes)}
${newPasswordField(pool.passwordPolicy, 'New password', mistakes)}
<button class="main">Change password</button>
<button class="plain" name="resend" value="yes">Send a new code</button>`,
)}
${backLink(visit)}`,
  });
}
