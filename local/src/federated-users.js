/** Users who sign in with an external identity provider. */
import { fromPairs, missingAttributes, writtenAttributes } from './attributes.js';
import { blankUser } from './blank-user.js';
import { ServiceError } from './errors.js';
import { joinProviderGroup } from './groups.js';
import { claimVerifiedAliases, touch } from './user-accounts.js';
import { OAuthError } from './oauth-errors.js';

const LONGEST_USERNAME = 128;
const ADDRESSES = /** @type {const} */ (['email', 'phone_number']);

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').IdentityProvider} IdentityProvider
 * @typedef {import('./records.js').ProviderIdentity} ProviderIdentity
 */

/**
 * What a provider says about the user who signed in there.
 *
 * @typedef {object} Profile
 * @property {string} subject the user's id there
 * @property {Record<string, string>} claims
 */

/**
 * The user who has signed in at a provider: the linked one, or a new one at the first sign-in. Attributes are taken
 * over at every sign-in.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {IdentityProvider} provider
 * @param {Profile} profile
 * @returns {Promise<User>}
 * @throws {OAuthError} for the application
 */
export async function federatedUser(context, pool, client, provider, profile) {
  const { subject } = profile;
  if (subject === '') throw invalidRequest('username attribute mapping required');
  const mapped = mappedAttributes(pool, client, provider, profile);
  const user =
    linkedUser(context, pool, provider, profile) ?? (await newcomer(context, pool, client, provider, subject, mapped));
  if (!user.enabled) throw invalidRequest('User is not enabled');
  const attributes = updated(user.attributes, mapped);
  checkRequired(pool, attributes);
  if (user.status !== 'EXTERNAL_PROVIDER') claimAddresses(context, pool, { ...user, attributes });
  user.attributes = attributes;
  const identity = user.identities.find((candidate) => isAccount(candidate, provider, profile));
  if (identity?.attribute !== undefined) {
    // An administrator linked it by an attribute. From now on it is known by its id.
    identity.userId = subject;
    delete identity.attribute;
  }
  joinProviderGroup(context, pool, user, provider);
  touch(context, user);
  return user;
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {Pick<IdentityProvider, 'name'>} provider
 * @param {Profile} profile
 * @returns {User | undefined}
 */
export const linkedUser = ({ store }, pool, provider, profile) =>
  store.usersOf(pool).find(({ identities }) => identities.some((identity) => isAccount(identity, provider, profile)));

/**
 * Whether the profile is that of a linked account.
 *
 * @param {ProviderIdentity} identity
 * @param {Pick<IdentityProvider, 'name'>} provider
 * @param {Profile} profile
 */
export function isAccount({ providerName, userId, attribute }, { name }, { subject, claims }) {
  if (providerName !== name) return false;
  return userId === (attribute === undefined ? subject : claims[attribute]);
}

/**
 * Creates a user, unless the `preSignUp` trigger links the account to another one.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {IdentityProvider} provider
 * @param {string} subject
 * @param {Record<string, string>} attributes
 */
async function newcomer(context, pool, client, provider, subject, attributes) {
  const username = `${provider.name}_${subject}`;
  if (username.length > LONGEST_USERNAME) throw invalidRequest(`The user's id at ${provider.name} is too long`);
  checkRequired(pool, attributes);
  await runPreSignUp(context, pool, client, username, attributes);
  const linked = linkedUser(context, pool, provider, { subject, claims: {} });
  if (linked !== undefined) return linked;
  if (context.store.userNamed(pool, username) !== undefined) {
    throw invalidRequest(`Already found an entry for username ${username}`);
  }
  const nowMs = context.clock.nowMs();
  /** @type {User} */
  const user = {
    poolId: pool.id,
    username,
    sub: context.identifiers.sub(),
    attributes,
    status: 'EXTERNAL_PROVIDER',
    ...blankUser(nowMs),
    identities: [newIdentity(provider, subject, { primary: true, nowMs })],
  };
  context.store.users.add(user);
  return user;
}

/**
 * @param {Pick<IdentityProvider, 'name' | 'type'>} provider
 * @param {string} userId
 * @param {{ primary: boolean, nowMs: number, attribute?: string }} options
 * @returns {ProviderIdentity}
 */
export const newIdentity = ({ name, type }, userId, { primary, nowMs, attribute }) => ({
  providerName: name,
  providerType: type,
  userId,
  ...(attribute !== undefined && { attribute }),
  primary,
  createdAt: nowMs,
});

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {string} userName
 * @param {Record<string, string>} attributes
 */
async function runPreSignUp({ triggers }, pool, client, userName, attributes) {
  try {
    await triggers.run(
      'preSignUp',
      'PreSignUp_ExternalProvider',
      { userPoolId: pool.id, userName, clientId: client.id },
      { userAttributes: { ...attributes }, validationData: {}, clientMetadata: {} },
      { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    );
  } catch (error) {
    throw error instanceof ServiceError ? invalidRequest(error.message) : error;
  }
}

/**
 * The attributes that the provider's claims are mapped to.
 *
 * @param {UserPool} pool
 * @param {AppClient} client
 * @param {IdentityProvider} provider
 * @param {Profile} profile
 * @returns {Record<string, string>}
 */
function mappedAttributes(pool, client, { mapping }, { claims }) {
  const pairs = Object.entries(mapping).flatMap(([Name, claim]) => {
    const Value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    return Name === 'username' || Value === undefined || Value === '' ? [] : [{ Name, Value }];
  });
  // AWS documents that the app client needs the permission to write what is mapped.
  const locked = pairs.find(({ Name }) => !Name.endsWith('_verified') && !(client.writable?.has(Name) ?? true));
  if (locked !== undefined) throw invalidRequest(`user.${locked.Name}: Attribute cannot be updated.`);
  try {
    writtenAttributes(pool, pairs);
  } catch (error) {
    throw error instanceof ServiceError ? invalidRequest(error.message) : error;
  }
  return fromPairs(pairs);
}

/**
 * A new address is verified only if the provider says so.
 *
 * @param {Record<string, string>} attributes
 * @param {Record<string, string>} mapped
 * @returns {Record<string, string>}
 */
function updated(attributes, mapped) {
  const unverified = ADDRESSES.filter((name) => {
    const isVerified = attributes[`${name}_verified`] !== undefined;
    return mapped[name] !== undefined && !(isVerified && mapped[name] === attributes[name]);
  });
  return { ...attributes, ...Object.fromEntries(unverified.map((name) => [`${name}_verified`, 'false'])), ...mapped };
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {User} user
 */
function claimAddresses(context, pool, user) {
  try {
    claimVerifiedAliases(context, pool, user);
  } catch (error) {
    throw error instanceof ServiceError ? invalidRequest(error.message) : error;
  }
}

/**
 * @param {UserPool} pool
 * @param {Record<string, string>} attributes
 */
function checkRequired(pool, attributes) {
  const missing = missingAttributes(pool, attributes);
  if (missing.length > 0) throw invalidRequest(`attributes required: [${missing.join(', ')}]`);
}

/** @param {string} description */
const invalidRequest = (description) => new OAuthError('invalid_request', description);
