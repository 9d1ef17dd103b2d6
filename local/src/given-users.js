/** Users that a test asks for: created in one call, with whatever they are to have. */
import { isEmail, isPhoneNumber, writtenAttributes } from './attributes.js';
import { poolById } from './clients.js';
import { addToPool, missingIn } from './custom-attributes.js';
import { ServiceError } from './errors.js';
import { groupKey } from './groups.js';
import { checkPolicy, credentialFor, temporaryCredentialFor } from './passwords.js';
import { setMfa } from './pool-mfa.js';
import { claimVerifiedAliases, keepUser, newUser } from './user-accounts.js';

/** @typedef {'TOTP' | 'SMS' | 'EMAIL' | { totp: string }} GivenFactor `totp` is the secret of an authenticator app, in base32 */

/**
 * @typedef {object} GivenUser
 * @property {string} username in pools where users sign in with an e-mail address or phone number, that
 * @property {string} [password] without one, the user can sign in only in other ways
 * @property {string} [temporaryPassword] that must be replaced at the first sign-in; instead of `password`
 * @property {string} [email] is verified
 * @property {string} [phoneNumber] is verified
 * @property {GivenFactor | readonly GivenFactor[]} [mfa] the user's second factors; with several, the user chooses. The pool
 *   offers them from then on, and asks for them
 * @property {Readonly<Record<string, string>>} [attributes] further ones, such as `name` or `custom:plan`.
 *   The pool gets those that begin with `custom:` and that it lacks, as texts
 * @property {readonly string[]} [groups] are created if there are none of these names
 * @property {string} [userPoolId] by default, the first pool of the configurations, or else the pool of the seed
 */

/**
 * @typedef {object} CreatedUser
 * @property {string} username canonical, as in tokens
 * @property {string} sub
 * @property {string} userPoolId
 * @property {string} [totpSecret] base32; of a user with an authenticator app
 */

/**
 * A user who is ready to be stored, also after a reset.
 *
 * @typedef {object} PreparedUser
 * @property {import('./records.js').User} user
 * @property {string} login that was given as the username
 * @property {import('./records.js').MfaMethod[]} factors
 * @property {boolean} hasDrawnSecret whether the secret of the authenticator app was not given
 */

/** @typedef {import('./context.js').Context} Context */

const TEXTS = /** @type {const} */ ([
  'username',
  'password',
  'temporaryPassword',
  'email',
  'phoneNumber',
  'userPoolId',
]);
const MEMBERS = [...TEXTS, 'mfa', 'attributes', 'groups'];
const METHODS = /** @type {const} */ ({ TOTP: 'SOFTWARE_TOKEN_MFA', SMS: 'SMS_MFA', EMAIL: 'EMAIL_OTP' });
const BASE32 = /^[A-Z2-7]{16,}$/;

/**
 * @param {Context} context
 * @param {GivenUser} given
 * @param {string} defaultPoolId
 * @returns {Promise<PreparedUser>}
 * @throws {TypeError} for a user that is not described as it should be
 * @throws {ServiceError} if the pool refuses the user
 */
export async function prepareUser(context, given, defaultPoolId) {
  checkGiven(given);
  const { username, password, temporaryPassword, groups = [] } = given;
  try {
    const pool = poolById(context, given.userPoolId ?? defaultPoolId);
    const secret = password ?? temporaryPassword;
    if (secret !== undefined) checkPolicy(pool, secret);
    const pairs = attributePairs(given);
    const attributes = writtenAttributes(withAttributes(pool, pairs), pairs);
    const status = temporaryPassword === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
    const user = newUser(context, pool, { username, attributes, status });
    for (const name of /** @type {const} */ (['email', 'phone_number'])) {
      if (pool.usernameAttributes.includes(name) && user.attributes[name] === username) {
        user.attributes[`${name}_verified`] ??= 'true';
      }
    }
    if (password !== undefined) user.credential = await credentialFor(pool, user.username, password);
    if (temporaryPassword !== undefined) {
      user.credential = await temporaryCredentialFor(pool, user.username, temporaryPassword, context.clock.nowMs());
    }
    user.groups = [...new Set(groups)];
    const { factors, hasDrawnSecret } = giveFactors(context, user, listed(given.mfa));
    return { user, login: username, factors, hasDrawnSecret };
  } catch (error) {
    throw error instanceof ServiceError ? aboutUser(username, error) : error;
  }
}

/**
 * Stores a copy of the user, with the groups and the settings of the pool that the user needs.
 *
 * @param {Context} context
 * @param {PreparedUser} prepared
 * @returns {CreatedUser}
 * @throws {ServiceError} if the username is taken
 */
export function placeUser(context, { user: prepared, login, factors }) {
  const user = structuredClone(prepared);
  const { store, clock } = context;
  const pool = poolById(context, user.poolId);
  try {
    claimVerifiedAliases(context, pool, user);
    keepUser(context, pool, user, login);
  } catch (error) {
    throw error instanceof ServiceError ? aboutUser(login, error) : error;
  }
  addToPool(pool, missingIn(pool, Object.keys(user.attributes)));
  for (const name of user.groups) {
    const key = groupKey(pool.id, name);
    if (store.groups.has(key)) continue;
    store.groups.set(key, { poolId: pool.id, name, createdAt: clock.nowMs(), modifiedAt: clock.nowMs() });
  }
  if (factors.length > 0) {
    setMfa(pool, pool.mfa === 'OFF' ? 'OPTIONAL' : pool.mfa, [...new Set([...pool.mfaMethods, ...factors])]);
  }
  const { username, sub, poolId: userPoolId, totp } = user;
  return { username, sub, userPoolId, ...(totp !== undefined && { totpSecret: totp.secret }) };
}

/**
 * Stores the user again after a reset. Uses the ids up that were the user's, or another user would get them.
 *
 * @param {Context} context
 * @param {PreparedUser} prepared
 */
export function placeAgain(context, prepared) {
  context.identifiers.sub();
  if (prepared.hasDrawnSecret) context.identifiers.totpSecret();
  if (isMissing(context.store, prepared)) placeUser(context, prepared);
}

/**
 * Whether the user is not there, although the pool is.
 *
 * @param {import('./store.js').Store} store
 * @param {PreparedUser} prepared
 */
export function isMissing(store, { user: { poolId }, login }) {
  const pool = store.userPools.get(poolId);
  return pool !== undefined && store.userByLogin(pool, login) === undefined;
}

/**
 * @param {Context} context
 * @param {import('./records.js').User} user
 * @param {readonly GivenFactor[]} wanted
 */
function giveFactors({ identifiers }, user, wanted) {
  const factors = wanted.map((factor) => METHODS[typeof factor === 'object' ? 'TOTP' : factor]);
  const app = wanted.find((factor) => typeof factor === 'object' || factor === 'TOTP');
  if (app !== undefined) {
    user.totp = { secret: typeof app === 'object' ? app.totp : identifiers.totpSecret(), lastStep: 0 };
  }
  if (factors.length > 0) user.mfa = { enabled: [...new Set(factors)] };
  return { factors: [...new Set(factors)], hasDrawnSecret: app === 'TOTP' };
}

/** @param {GivenUser} given */
function attributePairs({ email, phoneNumber, attributes = {} }) {
  const all = {
    ...(email !== undefined && { email, email_verified: 'true' }),
    ...(phoneNumber !== undefined && { phone_number: phoneNumber, phone_number_verified: 'true' }),
    ...attributes,
  };
  return Object.entries(all).map(([Name, Value]) => ({ Name, Value }));
}

/**
 * The pool as it will be when the user is stored.
 *
 * @param {import('./records.js').UserPool} pool
 * @param {readonly { Name: string }[]} pairs
 */
function withAttributes(pool, pairs) {
  const names = pairs.map(({ Name }) => Name);
  const later = { ...pool };
  addToPool(later, missingIn(pool, names));
  return later;
}

/** @param {GivenUser['mfa']} mfa */
const listed = (mfa) => (mfa === undefined ? [] : isList(mfa) ? mfa : [mfa]);

/**
 * @param {unknown} value
 * @returns {value is readonly any[]}
 */
const isList = (value) => Array.isArray(value);

/**
 * Tests pass these objects, so mistakes are named before anything is created.
 *
 * @param {unknown} given
 */
function checkGiven(given) {
  if (typeof given !== 'object' || given === null || isList(given)) throw new TypeError('A user must be an object.');
  const user = /** @type {Record<string, unknown>} */ (given);
  if (typeof user['username'] !== 'string' || user['username'] === '') {
    throw new TypeError('A user needs a username, which is a text.');
  }
  const refuse = (/** @type {string} */ problem) => new TypeError(`The user ${shown(user['username'])}: ${problem}`);
  const unknown = Object.keys(user).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw refuse(`there is no member ${unknown}. There are ${MEMBERS.join(', ')}.`);
  for (const name of TEXTS) {
    if (user[name] !== undefined && typeof user[name] !== 'string') throw refuse(`${name} must be a text.`);
  }
  if (user['password'] !== undefined && user['temporaryPassword'] !== undefined) {
    throw refuse('password and temporaryPassword exclude each other.');
  }
  const { attributes = {}, groups = [] } = user;
  if (
    typeof attributes !== 'object' ||
    attributes === null ||
    isList(attributes) ||
    !areTexts(Object.values(attributes))
  ) {
    throw refuse('attributes must be an object of texts.');
  }
  if (!isList(groups) || !areTexts(groups) || groups.includes('')) throw refuse('groups must be a list of names.');
  const login = user['username'];
  const pairs = /** @type {Record<string, string>} */ (attributes);
  const factors = listed(/** @type {GivenUser['mfa']} */ (user['mfa']));
  for (const factor of factors) {
    if (factor === 'SMS' && (user['phoneNumber'] ?? pairs['phone_number']) === undefined && !isPhoneNumber(login)) {
      throw refuse('mfa SMS needs a phoneNumber.');
    }
    if (factor === 'EMAIL' && (user['email'] ?? pairs['email']) === undefined && !isEmail(login)) {
      throw refuse('mfa EMAIL needs an email.');
    }
    if (!isFactor(factor))
      throw refuse("mfa must be 'TOTP', 'SMS', 'EMAIL', { totp: 'a secret in base32' }, or a list of these.");
  }
}

/** @param {unknown} factor */
function isFactor(factor) {
  if (typeof factor === 'string') return Object.hasOwn(METHODS, factor);
  if (typeof factor !== 'object' || factor === null) return false;
  const { totp, ...others } = /** @type {Record<string, unknown>} */ (factor);
  return typeof totp === 'string' && BASE32.test(totp) && Object.keys(others).length === 0;
}

/** @param {readonly unknown[]} values */
const areTexts = (values) => values.every((value) => typeof value === 'string');

/** @param {unknown} text */
const shown = (text) => JSON.stringify(text).slice(0, 130);

/**
 * The same error, which also says whose it is.
 *
 * @param {string} username
 * @param {ServiceError} error
 */
function aboutUser(username, error) {
  return new ServiceError(error.name, `The user ${shown(username)}: ${error.message}`, error.status);
}
