/** What follows once a user has proven the password. */
import { attributePairs, missingAttributes } from './attributes.js';
import { ServiceError, notAuthorized } from './errors.js';
import { randomToken } from './identifiers.js';
import { signInUser } from './tokens.js';
import { checkMaySignIn } from './user-accounts.js';

const SESSION_BYTES = 512;

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').Challenge} Challenge
 */

/**
 * Tokens, or the next thing that is asked of the user.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {User} user whose password was just proven
 */
export async function afterPassword(context, pool, client, user) {
  checkMaySignIn(user);
  // Only who knows the password may learn that it has to be reset.
  if (user.status === 'RESET_REQUIRED') {
    throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForNewPassword(context, pool, client, user);
  return signedIn(context, client, user);
}

/**
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 */
export async function signedIn(context, client, user) {
  return {
    AuthenticationResult: await signInUser(context, client, user),
    ChallengeParameters: {},
  };
}

/**
 * The sign-in that a `Session` stands for; refused when it belongs to another client, user or step.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {{ name: string, session: string | undefined }} asked
 * @returns {Challenge}
 */
export function pendingChallenge({ store, clock }, client, user, { name, session }) {
  const challenge = session === undefined ? undefined : store.challenges.get(session);
  if (
    challenge?.name !== name ||
    challenge.clientId !== client.id ||
    challenge.poolId !== user.poolId ||
    challenge.username !== user.username
  ) {
    throw notAuthorized('Invalid session for the user.');
  }
  if (challenge.expiresAt <= clock.nowMs()) {
    throw notAuthorized('Invalid session for the user, session is expired.');
  }
  return challenge;
}

/**
 * Keeps a challenge and returns the `Session` with which it is answered.
 *
 * @param {Context} context
 * @param {AppClient} client
 * @param {User} user
 * @param {string} name
 */
export function keepPending({ store, clock }, client, user, name) {
  const session = randomToken(SESSION_BYTES);
  const nowMs = clock.nowMs();
  const expiresAt = nowMs + client.sessionMinutes * 60_000;
  const { poolId, username } = user;
  store.keepChallenge(session, { name, clientId: client.id, poolId, username, expiresAt }, nowMs);
  return session;
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {User} user
 */
function askForNewPassword(context, pool, client, user) {
  const expiresAt = user.credential?.expiresAt;
  if (expiresAt !== undefined && expiresAt <= context.clock.nowMs()) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  const name = 'NEW_PASSWORD_REQUIRED';
  const attributes = attributePairs(user, client.readable).filter(({ Name }) => Name !== 'sub');
  const missing = missingAttributes(pool, user.attributes);
  return {
    ChallengeName: name,
    Session: keepPending(context, client, user, name),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map((attribute) => `userAttributes.${attribute}`)),
      userAttributes: JSON.stringify(Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]))),
    },
  };
}
