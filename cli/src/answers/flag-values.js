/**
 * What is typed for a flag, as answers have it.
 *
 * @typedef {import('./answers.js').SocialProviderType} SocialProviderType
 */
import { listOf, refusal, shown } from './readers.js';

/** How a name is typed for a flag: `email-or-phone`. @param {string} text */
const spelled = (text) => text.trim().toLowerCase().replaceAll('_', '-');

/**
 * One of `values`, typed in small letters and with hyphens. Capitals do as well.
 *
 * @template {string} T
 * @param {readonly T[]} values
 * @returns {import('./readers.js').Reader<T>}
 */
export const typedAs = (values) => (value, path) => {
  const found = values.find((each) => spelled(each) === spelled(String(value)));
  if (found === undefined) {
    throw refusal(path, `${shown(value)} does not fit; use ${values.map(spelled).join(', ')}`);
  }
  return found;
};

/**
 * @template {string} T
 * @param {readonly T[]} values
 */
export const anyOf = (values) => listOf(typedAs(values), { max: values.length });

/** `a,b,c` as a list. An empty text is an empty list. @param {string} text */
export const split = (text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

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
export const lookUp = (table, text, path) => /** @type {T} */ (table[typedAs(Object.keys(table))(text, path)]);

/** `name`, `name:Number` or `name:String:fixed`. @param {string} text @param {string} path */
export function customAttribute(text, path) {
  if (text.startsWith('custom:')) throw refusal(path, `${shown(text)} does not fit; leave out custom:`);
  const [name, type = 'String', change, ...rest] = text.split(':');
  if (rest.length > 0 || (change !== undefined && change !== 'fixed')) {
    throw refusal(path, `${shown(text)} does not fit; use name, name:Type or name:Type:fixed`);
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
