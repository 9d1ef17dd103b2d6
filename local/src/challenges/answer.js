/** What all challenges share: finding the user and the pending challenge of an answer. */
import { requiredTexts } from '../challenge-responses.js';
import { checkSecretHash } from '../clients.js';
import { wrongPassword } from '../errors.js';
import { pendingChallenge } from '../pending.js';
import { unknownUser } from '../unknown-users.js';
import { checkMaySignIn, noSuchUser } from '../user-accounts.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../pending.js').Attempt} Attempt
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * @typedef {object} Answer
 * @property {Record<string, string>} responses
 * @property {string | undefined} session
 * @property {Record<string, string> | undefined} clientMetadata
 * @property {boolean} [hosted] whether it was given in the hosted UI
 */

/**
 * Checks the answer to one challenge, and returns the next step.
 *
 * @typedef {(context: Context, pool: UserPool, client: AppClient, answer: Answer) => Promise<object>} Judge
 */

/**
 * The user and client of an answer. Checks the client's secret hash.
 *
 * @template {string} K
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {Answer} answer
 * @param {readonly K[]} needed responses, in the order in which AWS checks them
 * @param {{ acceptsUnknownUsers?: boolean }} [options] whether unknown users may answer if the client hides them
 * @returns {Promise<{ attempt: Attempt, given: Record<'USERNAME' | K, string> }>}
 */
export async function answering(context, pool, client, answer, needed, options = {}) {
  const { responses, clientMetadata, hosted = false } = answer;
  const given = requiredTexts(responses, ['USERNAME', ...needed]);
  await checkSecretHash(client, given.USERNAME, responses.SECRET_HASH, { toleratesSuperfluous: true });
  const user = context.store.userByLogin(pool, given.USERNAME);
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  const common = { pool, client, deviceKey: responses.DEVICE_KEY, ...metadata, ...(hosted && { hosted }) };
  if (user !== undefined) return { given, attempt: { ...common, user } };
  if (client.hidesUnknownUsers && options.acceptsUnknownUsers) {
    return { given, attempt: { ...common, user: unknownUser(pool, given.USERNAME), isUnknown: true } };
  }
  throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
}

/**
 * The pending challenge of an answer. The client does not have to name the device again.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {readonly string[]} names of the allowed steps
 * @param {string | undefined} session
 */
export function resume(context, attempt, names, session) {
  const challenge = pendingChallenge(context, attempt, names, session);
  attempt.deviceKey ??= challenge.deviceKey;
  checkMaySignIn(attempt.user);
  return challenge;
}
