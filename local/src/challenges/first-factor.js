import { beginWith, checkAvailable, provePassword, proveBySrp } from '../first-factors.js';
import { judgeAssertion } from '../passkeys.js';
import { spend } from '../pending.js';
import { afterSecondFactor } from '../sign-in.js';
import { answering, resume } from './answer.js';

/** @typedef {import('./answer.js').Judge} Judge */

/** Steps at which the user may still choose another factor. */
const CHOOSING = ['SELECT_CHALLENGE', 'WEB_AUTHN', 'PASSWORD', 'PASSWORD_SRP'];

/**
 * Choosing proves nothing, so it does not use up the session: the user may choose again or retry.
 *
 * @type {Judge}
 */
export async function judgeFactorChoice(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['ANSWER']);
  const { session, responses } = answer;
  resume(context, attempt, CHOOSING, session);
  checkAvailable(attempt, given.ANSWER);
  const { PASSWORD, SRP_A } = responses;
  const next = await beginWith(context, attempt, given.ANSWER, {
    ...(PASSWORD !== undefined && { PASSWORD }),
    ...(SRP_A !== undefined && { SRP_A }),
  });
  if (given.ANSWER === 'PASSWORD' && PASSWORD !== undefined) spend(context, session);
  return next;
}

/** @type {Judge} */
export async function judgePassword(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['PASSWORD']);
  resume(context, attempt, ['PASSWORD'], answer.session);
  const next = await provePassword(context, attempt, given.PASSWORD);
  spend(context, answer.session);
  return next;
}

/** @type {Judge} */
export async function judgePublicValue(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['SRP_A']);
  resume(context, attempt, ['PASSWORD_SRP'], answer.session);
  return proveBySrp(context, attempt, given.SRP_A);
}

/** @type {Judge} */
export async function judgePasskey(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['CREDENTIAL']);
  const { webAuthn = '' } = resume(context, attempt, ['WEB_AUTHN'], answer.session);
  await judgeAssertion(attempt, given.CREDENTIAL, webAuthn);
  spend(context, answer.session);
  return afterSecondFactor(context, attempt);
}
