import { isDeepStrictEqual } from 'node:util';
import { typed, validatorOf } from '../answers/readers.js';
import * as values from '../answers/values.js';

/**
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./ask.js').Ask} Ask
 */

/**
 * @param {Ask} ask
 * @param {string} message
 * @param {number} before
 * @param {import('../answers/readers.js').Reader<number>} reader
 */
async function askNumber(ask, message, before, reader) {
  const text = await ask.input({ message, default: String(before), validate: validatorOf(typed(reader)) });
  return Number(text);
}

/**
 * @param {Ask} ask
 * @param {UserPoolAnswers['passwordPolicy']} before
 * @returns {Promise<UserPoolAnswers['passwordPolicy']>}
 */
export async function askPasswordPolicy(ask, before) {
  const message = `Do you want to change the password policy? (now: ${described(before)})`;
  if (!(await ask.confirm({ message, default: false }))) return before;
  const minimumLength = await askNumber(ask, 'Shortest password:', before.minimumLength, values.passwordLength);
  const requires = await ask.checkbox({
    message: 'Characters that each password must have:',
    choices: [
      { name: 'Lowercase letters', value: /** @type {const} */ ('LOWERCASE') },
      { name: 'Uppercase letters', value: /** @type {const} */ ('UPPERCASE') },
      { name: 'Digits', value: /** @type {const} */ ('DIGIT') },
      { name: 'Symbols', value: /** @type {const} */ ('SYMBOL') },
    ],
    checked: before.requires,
  });
  return { minimumLength, requires };
}

/** @param {UserPoolAnswers['passwordPolicy']} policy */
const described = ({ minimumLength, requires }) =>
  [`at least ${minimumLength} characters`, ...requires.map((name) => name.toLowerCase())].join(', ');

/**
 * @param {Ask} ask
 * @param {UserPoolAnswers['tokenLife']} before
 * @returns {Promise<UserPoolAnswers['tokenLife']>}
 */
export async function askTokenLife(ask, before) {
  return {
    refreshTokenDays: await askNumber(
      ask,
      'How many days does a session last? (refresh token)',
      before.refreshTokenDays,
      values.refreshTokenDays,
    ),
    accessTokenMinutes: await askNumber(
      ask,
      'How many minutes does an access token last?',
      before.accessTokenMinutes,
      values.tokenMinutes,
    ),
    idTokenMinutes: await askNumber(
      ask,
      'How many minutes does an ID token last?',
      before.idTokenMinutes,
      values.tokenMinutes,
    ),
  };
}

/** @type {{ name: string, attributes: UserPoolAnswers['autoVerifiedAttributes'] }[]} */
const ways = [
  { name: 'By a code in an e-mail', attributes: ['email'] },
  { name: 'By a code in a text message', attributes: ['phone_number'] },
  { name: 'By either', attributes: ['email', 'phone_number'] },
  { name: 'Without codes (an administrator confirms users)', attributes: [] },
];

/** @param {readonly string[]} one @param {readonly string[]} other */
const isSameSet = (one, other) => isDeepStrictEqual(new Set(one), new Set(other));

/**
 * What users prove with a code, and the e-mail that has it.
 *
 * @param {Ask} ask
 * @param {UserPoolAnswers} before
 * @returns {Promise<Pick<UserPoolAnswers, 'autoVerifiedAttributes' | 'verificationSubject' | 'verificationMessage'>>}
 */
export async function askVerification(ask, before) {
  const { autoVerifiedAttributes: verified, verificationSubject, verificationMessage } = before;
  const now = ways.find(({ attributes }) => isSameSet(attributes, verified));
  const way = await ask.select({
    message: 'How are registration and forgotten passwords confirmed?',
    choices: ways.map((each) => ({ name: each.name, value: each })),
    default: now,
  });
  const chosen = way === now ? verified : way.attributes;
  if (!chosen.includes('email')) {
    return { autoVerifiedAttributes: chosen, verificationSubject, verificationMessage };
  }
  return {
    autoVerifiedAttributes: chosen,
    verificationSubject: await ask.input({
      message: 'Subject of the e-mail:',
      default: verificationSubject,
      validate: validatorOf(values.verificationSubject),
    }),
    verificationMessage: await ask.input({
      message: 'Text of the e-mail, with {####} for the code:',
      default: verificationMessage,
      validate: validatorOf(values.verificationMessage),
    }),
  };
}
