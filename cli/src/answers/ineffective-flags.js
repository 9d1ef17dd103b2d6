import { needsSms } from '../backend/user-pool.js';
import { hostedUIFlags } from './hosted-ui-flags.js';
import { refusal } from './readers.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {ReadonlyMap<string, string | true>} Given
 */

/** @type {{ names: string[], isIneffective: (answers: Answers, given: Given) => boolean, why: string }[]} */
const rules = [
  {
    names: hostedUIFlags.map(({ name }) => name).filter((name) => name !== 'no-hosted-ui'),
    isIneffective: (_, given) => given.has('no-hosted-ui'),
    why: 'contradicts --no-hosted-ui; leave out one of them',
  },
  {
    names: ['passkey-domain', 'passkey-user-verification'],
    isIneffective: (_, given) =>
      given.has('first-factors') && !/web[-_]authn/i.test(String(given.get('first-factors'))),
    why: 'needs web-authn among --first-factors',
  },
  {
    names: ['mfa-types'],
    isIneffective: ({ userPool }) => userPool.mfa.mode === 'OFF',
    why: 'has no effect while MFA is off; add --mfa optional or --mfa on',
  },
  {
    names: ['sms-message'],
    isIneffective: ({ userPool }) => !needsSms(userPool),
    why: 'has no effect, because no text messages are sent; add sms to --mfa-types, or leave it out',
  },
];

/**
 * Refuses flags whose values would be dropped.
 *
 * @param {Given} given
 * @param {Answers} answers that they have led to
 */
export function refuseIneffective(given, answers) {
  for (const { names, isIneffective, why } of rules) {
    const name = names.find((each) => given.has(each));
    if (name !== undefined && isIneffective(answers, given)) throw refusal(`--${name}`, why);
  }
}
