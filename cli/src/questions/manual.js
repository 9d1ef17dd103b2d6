import { validatorOf } from '../answers/readers.js';
import * as values from '../answers/values.js';
import { withHelp } from './ask.js';
import { askAppAttributes, askAttributes } from './attributes.js';
import { askFirstFactors } from './first-factors.js';
import { askGroups } from './groups.js';
import { askWholeHostedUI } from './hosted-ui.js';
import { askGuests, askIdentityPool } from './identity-pool.js';
import { askEmailSender, askMfa } from './mfa.js';
import { askPasswordPolicy, askTokenLife, askVerification } from './security.js';
import { askSignIn } from './sign-in.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('./ask.js').Ask} Ask
 */

/** @param {Ask} ask */
const askServices = (ask) =>
  withHelp(ask, {
    message: 'Select the services that you want to use:',
    choices: [
      { name: 'User pool and identity pool (sign-up and sign-in, with credentials of AWS)', value: true },
      { name: 'User pool only (sign-up and sign-in)', value: false },
    ],
    explanation: [
      'A user pool has the users and signs them in.',
      'An identity pool gives them credentials of AWS, for services such as S3.',
    ],
  });

/**
 * The conversation of "Manual configuration".
 *
 * @param {Ask} ask
 * @param {Answers} start
 * @returns {Promise<Answers>}
 */
export async function askManually(ask, start) {
  const hasIdentityPool = await askServices(ask);
  const resourceName = await ask.input({
    message: 'Name of the resource in this project:',
    default: start.resourceName,
    validate: validatorOf(values.resourceName),
  });
  const identityPool = hasIdentityPool ? await askIdentityPool(ask, start.identityPool) : null;
  const name = await ask.input({
    message: 'Name of the user pool:',
    default: start.userPool.name,
    validate: validatorOf(values.poolName),
  });
  const signIn = await askSignIn(ask);
  const userPool = { ...start.userPool, name, ...signIn };
  const answers = { ...start, resourceName, identityPool, userPool };
  return askPoolSettings(ask, answers, { isNew: true });
}

/** What Amplify's CLI asks for, too. */
const notMade =
  'Not made here: an API for administrators, and Lambda functions (triggers).\nSee "What it does not make" in the README of cognito-wasm-cli.';

/**
 * The settings of "Manual configuration" for a pool that is there: all but those that cannot change.
 *
 * @param {Ask} ask
 * @param {Answers} answers
 * @returns {Promise<Answers>}
 */
export async function askChanges(ask, answers) {
  const identityPool = answers.identityPool && {
    ...answers.identityPool,
    allowsGuests: await askGuests(ask, answers.identityPool.allowsGuests),
  };
  return askPoolSettings(ask, { ...answers, identityPool }, { isNew: false });
}

/**
 * @param {Ask} ask
 * @param {Answers} answers
 * @param {{ isNew: boolean }} options
 * @returns {Promise<Answers>}
 */
async function askPoolSettings(ask, answers, { isNew }) {
  const before = answers.userPool;
  const aliases = isNew && before.signInMethod === 'USERNAME' ? await askAliases(ask) : before.aliases;
  const groups = await askGroups(ask, before.groups);
  if (isNew) ask.say(notMade);
  const mfa = await askMfa(ask, before.mfa);
  const emailSender = await askEmailSender(ask, { ...before, mfa });
  const verification = await askVerification(ask, before);
  const passwordPolicy = await askPasswordPolicy(ask, before.passwordPolicy);
  const attributes = isNew ? await askAttributes(ask, before) : {};
  const tokenLife = await askTokenLife(ask, before.tokenLife);
  const pool = {
    ...before,
    aliases,
    groups,
    mfa,
    emailSender,
    ...verification,
    passwordPolicy,
    ...attributes,
    tokenLife,
  };
  const appAttributes = await askAppAttributes(ask, pool);
  const factors = await askFirstFactors(ask, pool);
  const changed = { ...answers, userPool: { ...pool, ...appAttributes, ...factors } };
  const wantsPages = await withHelp(ask, {
    message: 'Do you want to use an OAuth flow, with pages of Cognito on which users sign in?',
    choices: [
      { name: 'No', value: false },
      { name: 'Yes', value: true },
    ],
    default: before.hostedUI !== null,
    explanation: ['Your app leads users to these pages, and gets tokens back. Social sign-in needs them.'],
  });
  return wantsPages
    ? askWholeHostedUI(ask, changed)
    : { ...changed, userPool: { ...changed.userPool, hostedUI: null } };
}

/** @param {Ask} ask */
const askAliases = (ask) =>
  ask.checkbox({
    message: 'What else can users sign in with, besides the username? (cannot be changed later)',
    choices: [
      { name: 'Email', value: /** @type {const} */ ('EMAIL') },
      { name: 'Phone Number', value: /** @type {const} */ ('PHONE_NUMBER') },
      { name: 'Preferred Username', value: /** @type {const} */ ('PREFERRED_USERNAME') },
    ],
  });
