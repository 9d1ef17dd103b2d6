/**
 * What is typed for a flag, as answers have it.
 *
 * @typedef {import('./answers.js').SocialProviderType} SocialProviderType
 */
import { listOf, oneOf, refusal } from './readers.js';

/**
 * @template T
 * @param {readonly T[]} items
 */
export const anyOf = (items) =>
  listOf(oneOf(/** @type {string[]} */ (/** @type {unknown} */ (items))), { max: items.length });

/** `a,b,c` as a list. An empty text is an empty list. @param {string} text */
export const split = (text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What is typed in small letters and with hyphens: `email-or-phone`. @param {string} text */
export const constant = (text) => text.trim().toUpperCase().replaceAll('-', '_');

export const methodNames = /** @type {Record<string, import('./answers.js').SignInMethod>} */ ({
  username: 'USERNAME',
  email: 'EMAIL',
  phone: 'PHONE_NUMBER',
  'email-or-phone': 'EMAIL_AND_PHONE_NUMBER',
});

export const verifiable = /** @type {Record<string, 'email' | 'phone_number'>} */ ({
  email: 'email',
  phone: 'phone_number',
});

/**
 * @template T
 * @param {Record<string, T>} table
 * @param {string} text
 * @param {string} path
 */
export const lookUp = (table, text, path) => /** @type {T} */ (table[oneOf(Object.keys(table))(text.trim(), path)]);

/** `name`, `name:Number` or `name:String:fixed`. @param {string} text @param {string} path */
export function customAttribute(text, path) {
  const [name, type = 'String', change, ...rest] = text.split(':');
  if (rest.length > 0 || (change !== undefined && change !== 'fixed')) {
    throw refusal(path, `"${text}" does not fit; use name, name:Type or name:Type:fixed`);
  }
  return { name, type, isMutable: change === undefined };
}

const providerNames = /** @type {Record<string, SocialProviderType>} */ ({
  facebook: 'Facebook',
  google: 'Google',
  amazon: 'LoginWithAmazon',
  apple: 'SignInWithApple',
});

/**
 * The providers that a list such as `google,apple` names.
 *
 * @param {string} text
 * @param {string} path
 */
export const providersIn = (text, path) => split(text).map((each) => lookUp(providerNames, each, path));
