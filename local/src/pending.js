/** Sign-ins that wait for an answer. Each belongs to one user, one client and one challenge. */
import { notAuthorized } from './errors.js';
import { randomToken } from './identifiers.js';

const SESSION_BYTES = 512;

/**
 * The user and client of a sign-in.
 *
 * @typedef {object} Attempt
 * @property {UserPool} pool
 * @property {AppClient} client
 * @property {User} user
 * @property {boolean} [isUnknown] the user does not exist; only the triggers learn this
 * @property {string | undefined} [deviceKey] of the device that the client claims to be
 * @property {Record<string, string>} [clientMetadata] for the triggers
 * @property {boolean} [hosted] the sign-in is one in the hosted UI, which issues its tokens later
 */

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Challenge} Challenge
 */

/**
 * Stores a challenge, and returns the `Session` for its answer.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} name
 * @param {Partial<Challenge>} [details] needed to check the answer
 */
export function keepPending({ store, clock }, { client, user, deviceKey }, name, details = {}) {
  const session = randomToken(SESSION_BYTES);
  const nowMs = clock.nowMs();
  const challenge = {
    name,
    clientId: client.id,
    poolId: user.poolId,
    username: user.username,
    expiresAt: nowMs + client.sessionMinutes * 60_000,
    ...(deviceKey !== undefined && { deviceKey }),
    ...details,
  };
  store.keepChallenge(session, challenge, nowMs);
  return session;
}

/**
 * Sends a challenge to a user.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {string} name
 * @param {Record<string, string>} parameters for the client
 * @param {Partial<Challenge>} [details] that the client does not see
 */
export function ask(context, attempt, name, parameters, details) {
  return {
    ChallengeName: name,
    Session: keepPending(context, attempt, name, details),
    ChallengeParameters: { USER_ID_FOR_SRP: attempt.user.username, ...parameters },
  };
}

/**
 * The sign-in with this `Session`. Throws if it belongs to another client, user or step.
 *
 * @param {Context} context
 * @param {Pick<Attempt, 'client' | 'user'>} attempt
 * @param {readonly string[]} names of the allowed steps
 * @param {string | undefined} session
 * @returns {Challenge}
 */
export function pendingChallenge(context, { client, user }, names, session) {
  const challenge = openChallenge(context, names, session);
  if (challenge.clientId !== client.id || challenge.poolId !== user.poolId || challenge.username !== user.username) {
    throw invalidSession();
  }
  return challenge;
}

/**
 * The same, for an operation that names neither client nor user.
 *
 * @param {Context} context
 * @param {readonly string[]} names
 * @param {string | undefined} session
 * @returns {Challenge}
 */
export function openChallenge({ store, clock }, names, session) {
  const challenge = session === undefined ? undefined : store.challenges.get(session);
  if (challenge === undefined || !names.includes(challenge.name)) throw invalidSession();
  if (challenge.expiresAt <= clock.nowMs()) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  return challenge;
}

/**
 * Uses up a session. Of two simultaneous answers, only one finds it unused.
 *
 * @param {Context} context
 * @param {string | undefined} session
 */
export function spend({ store }, session) {
  if (session === undefined || !store.challenges.delete(session)) throw invalidSession();
}

export const invalidSession = () => notAuthorized('Invalid session for the user.');
