import { missingAttributes, writtenAttributes } from '../attributes.js';
import { afterCustomProof } from '../custom-auth.js';
import { invalidParameter } from '../errors.js';
import { checkPolicy, credentialFor } from '../passwords.js';
import { spend } from '../pending.js';
import { afterPassword, askForMore } from '../sign-in.js';
import { checkProof, readClaim } from '../srp-exchange.js';
import { checkMaySignIn, touch } from '../user-accounts.js';
import { answering, resume } from './answer.js';

/** @typedef {import('./answer.js').Judge} Judge */

/** @type {Judge} */
export async function judgePasswordProof(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, [
    'TIMESTAMP',
    'PASSWORD_CLAIM_SIGNATURE',
    'PASSWORD_CLAIM_SECRET_BLOCK',
  ]);
  const claim = readClaim(given);
  checkMaySignIn(attempt.user);
  const { deviceKey, custom } = await checkProof(context, attempt, claim, answer.session);
  attempt.deviceKey ??= deviceKey;
  if (custom !== undefined) return afterCustomProof(context, attempt, custom.rounds);
  return afterPassword(context, attempt);
}

/** @type {Judge} */
export async function judgeNewPassword(context, pool, client, answer) {
  const { attempt, given } = await answering(context, pool, client, answer, ['NEW_PASSWORD']);
  const { session, responses } = answer;
  const { user } = attempt;
  resume(context, attempt, ['NEW_PASSWORD_REQUIRED'], session);
  checkPolicy(pool, given.NEW_PASSWORD);

  const written = writtenAttributes(pool, answeredAttributes(responses), client);
  const attributes = { ...user.attributes, ...written };
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined) {
    throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  }

  const credential = await credentialFor(pool, user.username, given.NEW_PASSWORD);
  spend(context, session);
  Object.assign(user, { credential, attributes, status: 'CONFIRMED' });
  touch(context, user);
  return askForMore(context, attempt);
}

/**
 * @param {Record<string, string>} responses
 * @returns {{ Name: string, Value: string }[]}
 */
function answeredAttributes(responses) {
  const prefix = 'userAttributes.';
  return Object.entries(responses)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, Value]) => ({ Name: key.slice(prefix.length), Value }));
}
