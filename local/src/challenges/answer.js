/** What the answers to all challenges have in common. */
import { requiredTexts } from '../challenge-responses.js';
import { checkSecretHash } from '../clients.js';
import { wrongPassword } from '../errors.js';
import { pendingChallenge } from '../pending.js';
import { stranger } from '../strangers.js';
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
 */

/**
 * Judges the answer to one kind of challenge, and gives what comes next.
 *
 * @typedef {(context: Context, pool: UserPool, client: AppClient, answer: Answer) => Promise<object>} Judge
 */

/**
 * Who answers, once the client has proven itself.
 *
 * @template {string} K
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {Answer} answer
 * @param {readonly K[]} needed responses, in the order in which AWS misses them
 * @param {{ takesStrangers?: boolean }} [options] whether somebody unknown may answer where the client hides that
 * @returns {Promise<{ attempt: Attempt, given: Record<'USERNAME' | K, string> }>}
 */
export async function answering(context, pool, client, { responses, clientMetadata }, needed, options = {}) {
  const given = requiredTexts(responses, ['USERNAME', ...needed]);
  await checkSecretHash(client, given.USERNAME, responses.SECRET_HASH, { toleratesSuperfluous: true });
  const user = context.store.userByLogin(pool, given.USERNAME);
  const metadata = clientMetadata === undefined ? {} : { clientMetadata };
  const common = { pool, client, deviceKey: responses.DEVICE_KEY, ...metadata };
  if (user !== undefined) return { given, attempt: { ...common, user } };
  if (client.hidesUnknownUsers && options.takesStrangers) {
    return { given, attempt: { ...common, user: stranger(pool, given.USERNAME), isStranger: true } };
  }
  throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
}

/**
 * The question that is answered. A device that was named earlier need not be named again.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {readonly string[]} names of the steps that may be answered
 * @param {string | undefined} session
 */
export function resume(context, attempt, names, session) {
  const challenge = pendingChallenge(context, attempt, names, session);
  attempt.deviceKey ??= challenge.deviceKey;
  checkMaySignIn(attempt.user);
  return challenge;
}
