/** Says errors of the engine in words for the person at the page. */
import { ServiceError } from '../../errors.js';

/**
 * The field that each error is about.
 *
 * @type {Record<string, string>}
 */
const FIELDS = {
  AliasExistsException: 'username',
  CodeMismatchException: 'code',
  EnableSoftwareTokenMFAException: 'code',
  ExpiredCodeException: 'code',
  InvalidPasswordException: 'password',
  UsernameExistsException: 'username',
};

/**
 * Where the words of the API are not for the person at the page.
 *
 * @type {Record<string, string>}
 */
const WORDS = {
  CodeMismatchException: 'That code is not right. Check it and try again.',
  EnableSoftwareTokenMFAException:
    'That code is not right. Check that the app uses the key below, and that its clock is right.',
  InternalErrorException: 'Something went wrong in the local Cognito. Its console says more.',
};

/**
 * @param {unknown} error what the engine threw
 * @param {readonly string[]} fields of the form
 * @returns {import('./screen.js').Mistake[]}
 */
export function mistakesOf(error, fields) {
  if (!(error instanceof ServiceError)) throw error;
  const { name, message } = error;
  const about = (Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined) ?? fieldOfMessage(message);
  const field = fields.find((one) => one === about || one === `attribute.${about}`);
  const text = (Object.hasOwn(WORDS, name) ? WORDS[name] : undefined) ?? (plain(message) || name);
  return [{ text, ...(field !== undefined && { field }) }];
}

/**
 * What AWS says of passwords that break the policy.
 *
 * @type {Record<string, string>}
 */
const POLICY = {
  'Password not long enough': 'This password is too short.',
  'Password must have uppercase characters': 'The password needs an upper-case letter.',
  'Password must have lowercase characters': 'The password needs a lower-case letter.',
  'Password must have numeric characters': 'The password needs a number.',
  'Password must have symbol characters': 'The password needs a symbol.',
};

/** @param {string} message */
function plain(message) {
  const text = message
    .trim()
    .replace(/^(Password did not conform with policy|Attributes did not conform to the schema): /, '');
  return Object.hasOwn(POLICY, text) ? POLICY[text] : text;
}

/**
 * AWS names the broken field in the text only.
 *
 * @param {string} message
 */
function fieldOfMessage(message) {
  if (/^Invalid email/.test(message)) return 'email';
  if (/^Invalid phone/.test(message)) return 'phone_number';
  const [, member] = / at '(\w+)' failed/.exec(message) ?? [];
  if (member === 'confirmationCode' || member === 'userCode') return 'code';
  return member;
}

/**
 * The mistakes of a form with empty fields.
 *
 * @param {[name: string, value: string, text: string][]} needed
 * @returns {import('./screen.js').Mistake[]}
 */
export const emptyFields = (needed) =>
  needed.filter(([, value]) => value === '').map(([field, , text]) => ({ field, text }));

/** A form that was sent twice, by another browser, or after too long a time. */
export const STALE_FORM = [
  { text: 'This form was sent before, or is too old. Fill it in again. Your browser must accept cookies.' },
];
