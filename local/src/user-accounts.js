/** Creates users, and checks whether a user may sign in. */
import { isEmail, isPhoneNumber } from './attributes.js';
import { blankUser } from './blank-user.js';
import { ServiceError, invalidParameter, notAuthorized } from './errors.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').UserStatus} UserStatus
 */

/**
 * A new user, not stored yet. In a pool where users sign in with an e-mail address or phone number, that
 * becomes an attribute, and the username is the user's id.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {{ username: string, attributes: Record<string, string>, status: UserStatus }} wanted
 * @returns {User}
 */
export function newUser(context, pool, { username, attributes, status }) {
  const { clock, identifiers } = context;
  checkUsername(pool, username);
  checkUsernameFree(context, pool, username);

  const sub = identifiers.sub();
  const takesAttribute = pool.usernameAttributes.length > 0;
  const named = isEmail(username) ? { email: username } : { phone_number: username };
  return {
    poolId: pool.id,
    username: takesAttribute ? sub : username,
    sub,
    attributes: takesAttribute ? { ...attributes, ...named } : attributes,
    status,
    ...blankUser(clock.nowMs()),
  };
}

/**
 * Stores a new user, unless another call has taken the username in the meantime.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {User} user
 * @param {string} username from the request
 */
export function keepUser(context, pool, user, username) {
  checkUsernameFree(context, pool, username);
  context.store.users.add(user);
}

/**
 * Two users cannot share an alias. The second one to verify it gets it only with `force`.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {User} user
 * @param {'email' | 'phone_number'} attribute
 * @param {boolean} [force]
 */
export function claimAlias({ store }, pool, user, attribute, force = false) {
  if (!pool.aliasAttributes.includes(attribute) && !pool.usernameAttributes.includes(attribute)) return;
  const holder = store.userByLogin(pool, user.attributes[attribute] ?? '');
  if (holder === undefined || holder.sub === user.sub || holder.status === 'EXTERNAL_PROVIDER') return;
  if (!force || pool.usernameAttributes.includes(attribute)) {
    throw new ServiceError('AliasExistsException', `An account with the ${attribute} already exists.`);
  }
  holder.attributes[`${attribute}_verified`] = 'false';
}

/**
 * Marks the addresses of a new user as verified.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {User} user
 * @param {boolean} [force]
 */
export function claimVerifiedAliases(context, pool, user, force) {
  for (const attribute of /** @type {const} */ (['email', 'phone_number'])) {
    if (user.attributes[`${attribute}_verified`] === 'true') claimAlias(context, pool, user, attribute, force);
  }
}

/**
 * Checks the user's state before the password: disabled first, then unconfirmed.
 *
 * @param {User} user
 */
export function checkMaySignIn(user) {
  if (!user.enabled) throw notAuthorized('User is disabled.');
  if (user.status === 'UNCONFIRMED') {
    throw new ServiceError('UserNotConfirmedException', 'User is not confirmed.');
  }
}

/**
 * Users of external providers have no password, and those with a temporary one must replace it first.
 *
 * @param {User} user
 */
export function checkMayResetPassword({ status }) {
  if (status === 'FORCE_CHANGE_PASSWORD' || status === 'EXTERNAL_PROVIDER') {
    throw notAuthorized('User password cannot be reset in the current state.');
  }
}

export const noSuchUser = () => new ServiceError('UserNotFoundException', 'User does not exist.');

export const noSuchUserForCode = () =>
  new ServiceError('UserNotFoundException', 'Username/client id combination not found.');

/**
 * Updates the user's modification time.
 *
 * @param {Context} context
 * @param {User} user
 */
export function touch({ clock }, user) {
  user.modifiedAt = clock.nowMs();
}

/**
 * @param {UserPool} pool
 * @param {string} username
 */
function checkUsername({ usernameAttributes, aliasAttributes }, username) {
  const email = usernameAttributes.includes('email');
  const phone = usernameAttributes.includes('phone_number');
  if ((email || phone) && !(email && isEmail(username)) && !(phone && isPhoneNumber(username))) {
    const wanted = email && phone ? 'either an email or a phone number' : email ? 'an email' : 'a phone number';
    throw invalidParameter(`Username should be ${wanted}.`);
  }
  if (aliasAttributes.includes('email') && isEmail(username)) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (aliasAttributes.includes('phone_number') && isPhoneNumber(username)) {
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} username
 */
function checkUsernameFree({ store }, pool, username) {
  const isNamed = store.userNamed(pool, username) !== undefined;
  const holder = store.userByLogin(pool, username);
  if (holder === undefined || (!isNamed && holder.status === 'EXTERNAL_PROVIDER')) return;
  const noun = isEmail(username) ? 'email' : 'phone_number';
  throw new ServiceError(
    'UsernameExistsException',
    pool.usernameAttributes.length > 0 ? `An account with the given ${noun} already exists.` : 'User already exists',
  );
}
