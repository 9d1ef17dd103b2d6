import { newIdentityPool } from './answers.js';
import { split } from './flag-values.js';
import { refusal, shown } from './readers.js';
import * as values from './values.js';

/**
 * @typedef {import('./answers.js').Answers} Answers
 * @typedef {import('./flags.js').Flag} Flag
 */

/**
 * @param {Answers} answers
 * @param {string} path
 */
function identityPool(answers, path) {
  if (!answers.identityPool) throw refusal(path, 'there is no identity pool; --identity-pool makes one');
  return answers.identityPool;
}

/**
 * `accounts.google.com=ID`.
 *
 * @param {string} pair
 * @param {string} path
 */
function login(pair, path) {
  const [name, id] = pair.split(/=(.*)/s, 2);
  if (id === undefined) throw refusal(path, `${shown(pair)} does not fit; use name=ID, such as accounts.google.com=ID`);
  return [values.loginName(name, path), values.loginId(id, path)];
}

/** @type {Flag[]} */
export const identityPoolFlags = [
  {
    name: 'identity-pool',
    value: '',
    description: 'with an identity pool: AWS credentials for users (default)',
    apply: (answers) => {
      answers.identityPool ??= newIdentityPool(answers);
    },
  },
  {
    name: 'no-identity-pool',
    value: '',
    description: 'user pool only: no AWS credentials for users',
    apply: (answers) => {
      answers.identityPool = null;
    },
  },
  {
    name: 'guests',
    value: '',
    description: 'AWS credentials also for users who have not signed in',
    apply: (answers, _, path) => {
      identityPool(answers, path).allowsGuests = true;
    },
  },
  {
    name: 'no-guests',
    value: '',
    description: 'AWS credentials only after a sign-in',
    apply: (answers, _, path) => {
      identityPool(answers, path).allowsGuests = false;
    },
  },
  {
    name: 'logins',
    value: 'list',
    description: 'further providers of the identity pool, such as accounts.google.com=ID',
    apply: (answers, value, path) => {
      identityPool(answers, path).logins = Object.fromEntries(split(value).map((pair) => login(pair, path)));
    },
  },
  {
    name: 'identity-pool-name',
    value: 'name',
    description: 'name of the identity pool, without the environment',
    apply: (answers, value, path) => {
      identityPool(answers, path).name = values.poolName(value, path);
    },
  },
];
