/** `/confirmUser`: the code that confirms a new account. */
import { ConfirmSignUp, ResendConfirmationCode } from '../../operations/sign-up.js';
import { beginAfterSignUp, callOperation, proceed } from './engine.js';
import { codeField } from './fields.js';
import { mailboxHint } from './mailbox-hint.js';
import { markup } from './markup.js';
import { backLink, form, goTo, isOwnForm, sent, show, stepPage } from './visit.js';
import { STALE_FORM, emptyFields, mistakesOf } from './words.js';

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ConfirmStep} ConfirmStep
 */

export const showConfirm = stepPage('confirm', (visit, step) => confirmScreen(visit, step));

export const sendConfirm = stepPage('confirm', async (visit, step) => {
  if (!isOwnForm(visit)) return confirmScreen(visit, step, { mistakes: STALE_FORM, status: 403 });
  const { login } = step;
  try {
    if (sent(visit, 'resend') !== '') return await resend(visit, step);
    const code = sent(visit, 'code').trim();
    const empty = emptyFields([['code', code, 'Enter the code.']]);
    if (empty.length > 0) return confirmScreen(visit, step, { mistakes: empty, status: 400 });
    await callOperation(visit, ConfirmSignUp, { Username: login, ConfirmationCode: code });
  } catch (error) {
    return confirmScreen(visit, step, { mistakes: mistakesOf(error, ['code']), status: 400 });
  }
  return confirmed(visit, step);
});

/**
 * @param {Visit} visit
 * @param {ConfirmStep} step
 */
async function resend(visit, step) {
  const reply = await callOperation(visit, ResendConfirmationCode, { Username: step.login });
  step.destination = /** @type {{ CodeDeliveryDetails: { Destination: string } }} */ (
    reply
  ).CodeDeliveryDetails.Destination;
  return confirmScreen(visit, step, { notice: 'A new code is on its way. The previous one no longer works.' });
}

/**
 * Signs the user in, if this browser has just created the account and its password.
 *
 * @param {Visit} visit
 * @param {ConfirmStep} step
 */
async function confirmed(visit, { login, sub }) {
  const { context, request } = visit;
  const user = sub === undefined ? undefined : context.store.userBySub(request.pool, sub);
  if (user !== undefined) return proceed(visit, await beginAfterSignUp(visit, user));
  return goTo(visit, '/login', { kind: 'notice', login, text: 'Your account is confirmed. You can sign in now.' });
}

/**
 * @param {Visit} visit
 * @param {ConfirmStep} step
 * @param {Partial<import('./screen.js').Screen>} [rest]
 */
function confirmScreen(visit, { login, destination }, { mistakes = [], ...rest } = {}) {
  const where = destination === undefined ? 'that you received' : markup`sent to <strong>${destination}</strong>`;
  return show(visit, {
    title: 'Confirm your account',
    lead: markup`Enter the code ${where}, for <strong>${login}</strong>.`,
    mistakes,
    ...rest,
    content: markup`
${form(
  visit,
  markup`${codeField(mailboxHint(), mistakes)}
<button class="main">Confirm account</button>
<button class="plain" name="resend" value="yes">Send a new code</button>`,
)}
${backLink(visit)}`,
  });
}
