import { missingAttributes, writtenAttributes } from '../attributes.js';
import { requiredTexts } from '../challenge-responses.js';
import { checkSecretHash, clientAndPool } from '../clients.js';
import { invalidParameter, wrongPassword } from '../errors.js';
import * as members from '../members.js';
import { checkPolicy, credentialFor } from '../passwords.js';
import { required, structure, text } from '../schema.js';
import { afterPassword, pendingChallenge, signedIn } from '../sign-in.js';
import { checkProof, readClaim } from '../srp-exchange.js';
import { checkMaySignIn, noSuchUser, touch } from '../user-accounts.js';
import { operation } from './operation.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').AppClient} AppClient
 * @typedef {import('../records.js').UserPool} UserPool
 */

/**
 * @typedef {object} Answer
 * @property {Record<string, string>} responses
 * @property {string} [session]
 */

/**
 * @typedef {(context: Context, pool: UserPool, client: AppClient, answer: Answer) => Promise<object>} Judge
 */

/**
 * What judges the answer to each challenge.
 *
 * @type {Record<string, Judge>}
 */
const CHALLENGES = {
  PASSWORD_VERIFIER: judgePasswordProof,
  NEW_PASSWORD_REQUIRED: judgeNewPassword,
};

const CHALLENGE_NAMES = [
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'PASSWORD_VERIFIER',
  'CUSTOM_CHALLENGE',
  'SELECT_CHALLENGE',
  'DEVICE_SRP_AUTH',
  'DEVICE_PASSWORD_VERIFIER',
  'ADMIN_NO_SRP_AUTH',
  'NEW_PASSWORD_REQUIRED',
  'SMS_OTP',
  'PASSWORD',
  'WEB_AUTHN',
  'PASSWORD_SRP',
];

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const RespondToAuthChallenge = operation(
  structure({
    ...members.clientContext,
    ChallengeName: required(text({ values: CHALLENGE_NAMES })),
    ChallengeResponses: members.texts,
    ClientId: required(members.clientId),
    Session: members.session,
  }),
  async (context, input) => {
    const { client, pool } = clientAndPool(context, input.ClientId);
    const responses = input.ChallengeResponses ?? {};
    if (Object.keys(responses).length === 0) {
      throw invalidParameter('Missing required parameter challenge responses.');
    }
    const judge = CHALLENGES[input.ChallengeName];
    if (judge === undefined) {
      throw invalidParameter(`This local Cognito does not ask for ${input.ChallengeName} yet.`);
    }
    return judge(context, pool, client, {
      responses,
      ...(input.Session !== undefined && { session: input.Session }),
    });
  },
);

/** @type {Judge} */
async function judgePasswordProof(context, pool, client, { responses }) {
  const given = requiredTexts(responses, [
    'USERNAME',
    'TIMESTAMP',
    'PASSWORD_CLAIM_SIGNATURE',
    'PASSWORD_CLAIM_SECRET_BLOCK',
  ]);
  const claim = readClaim(given);
  await checkSecretHash(client, given.USERNAME, responses.SECRET_HASH, {
    toleratesSuperfluous: true,
  });
  const user = context.store.userByLogin(pool, given.USERNAME);
  if (user === undefined) throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
  checkMaySignIn(user);
  await checkProof(context, pool, client, user, claim);
  return afterPassword(context, pool, client, user);
}

/** @type {Judge} */
async function judgeNewPassword(context, pool, client, { responses, session }) {
  const given = requiredTexts(responses, ['USERNAME', 'NEW_PASSWORD']);
  await checkSecretHash(client, given.USERNAME, responses.SECRET_HASH, {
    toleratesSuperfluous: true,
  });
  const user = context.store.userByLogin(pool, given.USERNAME);
  if (user === undefined) throw client.hidesUnknownUsers ? wrongPassword() : noSuchUser();
  pendingChallenge(context, client, user, { name: 'NEW_PASSWORD_REQUIRED', session });
  checkMaySignIn(user);
  checkPolicy(pool, given.NEW_PASSWORD);

  const written = writtenAttributes(pool, answeredAttributes(responses), client);
  const attributes = { ...user.attributes, ...written };
  const [missing] = missingAttributes(pool, attributes);
  if (missing !== undefined) {
    throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  }

  const credential = await credentialFor(pool, user.username, given.NEW_PASSWORD);
  // Only one of two simultaneous answers may find the session unused.
  pendingChallenge(context, client, user, { name: 'NEW_PASSWORD_REQUIRED', session });
  context.store.challenges.delete(String(session));
  Object.assign(user, { credential, attributes, status: 'CONFIRMED' });
  touch(context, user);
  return signedIn(context, client, user);
}

/**
 * @param {Record<string, string>} responses
 * @returns {{ Name: string, Value: string }[]}
 */
function answeredAttributes(responses) {
  const prefix = 'userAttributes.';
  return Object.entries(responses)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, Value]) => ({ Name: key.slice(prefix.length), Value }));
}
