/** The steps after a user's first proof. */
import { attributePairs, missingAttributes } from './attributes.js';
import { ServiceError, notAuthorized } from './errors.js';
import { askForDevice, deviceThatSignsIn, newDeviceMetadata } from './devices.js';
import { askForSecondFactor } from './mfa.js';
import { ask } from './pending.js';
import { signInUser } from './tokens.js';
import { checkMaySignIn } from './user-accounts.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 */

/**
 * Returns tokens, or the next challenge, after a user has proven the password.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 */
export async function afterPassword(context, attempt) {
  const { user } = attempt;
  checkMaySignIn(user);
  // Only a user who knows the password may learn that it must be reset.
  if (user.status === 'RESET_REQUIRED') {
    throw new ServiceError('PasswordResetRequiredException', 'Password reset required for the user');
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForNewPassword(context, attempt);
  return askForMore(context, attempt);
}

/**
 * The same, if the password does not have to be changed.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 */
export async function askForMore(context, attempt) {
  const device = deviceThatSignsIn(attempt);
  if (device?.remembered && attempt.pool.devices?.replacesMfa) return askForDevice(context, attempt);
  return askForSecondFactor(context, attempt) ?? afterSecondFactor(context, attempt);
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 */
export async function afterSecondFactor(context, attempt) {
  return deviceThatSignsIn(attempt)?.remembered ? askForDevice(context, attempt) : signedIn(context, attempt);
}

/**
 * Completes the sign-in: returns tokens, and creates a device if the client has none. The hosted UI gets the user, since
 * tokens are issued for its code.
 *
 * @param {Context} context
 * @param {Attempt} attempt
 */
export async function signedIn(context, attempt) {
  const { client, user, clientMetadata } = attempt;
  if (attempt.hosted) return { user };
  const deviceKey = deviceThatSignsIn(attempt)?.key;
  const { result, session } = await signInUser(context, client, user, { clientMetadata, deviceKey });
  const device = newDeviceMetadata(context, attempt, session);
  return {
    AuthenticationResult: { ...result, ...(device !== undefined && { NewDeviceMetadata: device }) },
    ChallengeParameters: {},
  };
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 */
function askForNewPassword(context, attempt) {
  const { pool, client, user } = attempt;
  const expiresAt = user.credential?.expiresAt;
  if (expiresAt !== undefined && expiresAt <= context.clock.nowMs()) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.');
  }
  const attributes = attributePairs(user, client.readable).filter(({ Name }) => Name !== 'sub');
  const missing = missingAttributes(pool, user.attributes);
  return ask(context, attempt, 'NEW_PASSWORD_REQUIRED', {
    requiredAttributes: JSON.stringify(missing.map((attribute) => `userAttributes.${attribute}`)),
    userAttributes: JSON.stringify(Object.fromEntries(attributes.map(({ Name, Value }) => [Name, Value]))),
  });
}
