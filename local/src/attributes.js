import { invalidParameter, notAuthorized } from './errors.js';
import { identitiesAttribute } from './identities.js';

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims, as far as a pool has them. */
const STANDARD = new Set(
  (
    'address birthdate email family_name gender given_name locale middle_name name nickname ' +
    'phone_number picture preferred_username profile updated_at website zoneinfo'
  ).split(' '),
);
/** Whatever an app client may read. */
const ALWAYS_READABLE = new Set(['sub', 'identities']);
const VERIFIED = new Set(['email_verified', 'phone_number_verified']);

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+[1-9]\d{1,14}$/;

/** @param {string} text */
export const isEmail = (text) => EMAIL.test(text);

/** @param {string} text */
export const isPhoneNumber = (text) => PHONE.test(text);

/**
 * Turns name and value pairs into an object. A missing value is an empty string.
 *
 * @param {{ Name: string, Value?: string }[]} [pairs]
 * @returns {Record<string, string>}
 */
export function fromPairs(pairs = []) {
  return Object.fromEntries(pairs.map(({ Name, Value = '' }) => [Name, Value]));
}

/**
 * Checks the attributes that a caller sets against the pool's schema.
 *
 * @param {import('./records.js').UserPool} pool
 * @param {{ Name: string, Value?: string }[] | undefined} pairs
 * @param {import('./records.js').AppClient} [client] the app client of the caller; absent for an administrator
 */
export function writtenAttributes(pool, pairs, client) {
  const attributes = fromPairs(pairs);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
    if (client !== undefined && !mayWrite(client, name)) {
      throw notAuthorized('A client attempted to write unauthorized attribute');
    }
    if (!STANDARD.has(name) && !VERIFIED.has(name) && !pool.customAttributes.includes(name)) {
      throw schemaBreach(`Type for attribute {${name}} could not be determined`);
    }
    if (name === 'email' && value !== '' && !isEmail(value)) {
      throw invalidParameter('Invalid email address format.');
    }
    if (name === 'phone_number' && value !== '' && !isPhoneNumber(value)) {
      throw invalidParameter('Invalid phone number format.');
    }
  }
  return attributes;
}

/**
 * Removes attributes from a user, and the `…_verified` attributes that belong to them.
 *
 * @param {import('./records.js').UserPool} pool
 * @param {import('./records.js').User} user
 * @param {string[]} names
 * @param {import('./records.js').AppClient} [client] the app client of the caller; absent for an administrator
 */
export function deleteAttributes(pool, user, names, client) {
  writtenAttributes(
    pool,
    names.map((Name) => ({ Name })),
    client,
  );
  const needed = names.find((name) => pool.requiredAttributes.includes(name));
  if (needed !== undefined) throw invalidParameter(`Cannot delete the required attribute ${needed}`);
  for (const name of names) {
    delete user.attributes[name];
    delete user.attributes[`${name}_verified`];
  }
}

/**
 * The pool's required attributes that the user lacks.
 *
 * @param {import('./records.js').UserPool} pool
 * @param {Record<string, string>} attributes
 */
export function missingAttributes(pool, attributes) {
  return pool.requiredAttributes.filter((name) => (attributes[name] ?? '') === '');
}

/**
 * @param {import('./records.js').UserPool} pool
 * @param {Record<string, string>} attributes
 */
export function checkRequiredAttributes(pool, attributes) {
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined) throw schemaBreach(`${missing}: The attribute is required\n`);
}

/**
 * A user's attributes, as lists of names and values.
 *
 * @param {import('./records.js').User} user
 * @param {ReadonlySet<string>} [readable] those that the app client may read; absent means all
 */
export function attributePairs(user, readable) {
  const pairs = Object.entries({ sub: user.sub, ...identitiesAttribute(user), ...user.attributes });
  return pairs
    .filter(([name]) => ALWAYS_READABLE.has(name) || (readable?.has(name) ?? true))
    .map(([Name, Value]) => ({ Name, Value }));
}

/** @param {string} name */
export const isStandardAttribute = (name) => STANDARD.has(name);

/**
 * @param {import('./records.js').AppClient} client
 * @param {string} name
 */
const mayWrite = (client, name) => !VERIFIED.has(name) && (client.writable === undefined || client.writable.has(name));

/** @param {string} problem */
const schemaBreach = (problem) => invalidParameter(`Attributes did not conform to the schema: ${problem}`);
