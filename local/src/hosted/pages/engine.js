/** Sign-ins at the pages. They go through the same checks as those of the API. */
import { judgePasskey } from '../../challenges/first-factor.js';
import { judgeAppCode, judgeMfaChoice, judgeMfaSetUp, sentCodeJudge } from '../../challenges/mfa.js';
import { judgeNewPassword } from '../../challenges/password.js';
import { beginWith, checkAvailable, provePassword } from '../../first-factors.js';
import { secretHash } from '../../hashing.js';
import { attemptOf } from '../../operations/initiate-auth.js';
import { AssociateSoftwareToken, VerifySoftwareToken } from '../../operations/mfa.js';
import { readRequest } from '../../schema.js';
import { askForMore } from '../../sign-in.js';
import { namesIn } from './factor-choice.js';
import { finish, goTo } from './visit.js';

/**
 * The function that checks the answer to each challenge, and the page that asks for it. The hosted UI has no custom
 * challenges and remembers no devices, as at AWS.
 *
 * @type {Record<string, { judge: import('../../challenges/answer.js').Judge, path: string }>}
 */
const CHALLENGES = {
  SMS_MFA: { judge: sentCodeJudge('SMS_MFA'), path: '/mfa' },
  EMAIL_OTP: { judge: sentCodeJudge('EMAIL_OTP'), path: '/mfa' },
  SMS_OTP: { judge: sentCodeJudge('SMS_OTP'), path: '/mfa' },
  SOFTWARE_TOKEN_MFA: { judge: judgeAppCode, path: '/mfa' },
  SELECT_MFA_TYPE: { judge: judgeMfaChoice, path: '/mfa' },
  MFA_SETUP: { judge: judgeMfaSetUp, path: '/mfa' },
  NEW_PASSWORD_REQUIRED: { judge: judgeNewPassword, path: '/newPassword' },
  WEB_AUTHN: { judge: judgePasskey, path: '/passkey' },
};

/**
 * @typedef {import('./visit.js').Visit} Visit
 * @typedef {import('../../hosted-records.js').ChallengeStep} ChallengeStep
 * @typedef {import('../../records.js').User} User
 */

/** @typedef {{ user: User } | { ChallengeName: string, Session: string, ChallengeParameters: Record<string, string> }} Outcome */

/**
 * The hosted UI knows the secret of a client, so it can prove it to the engine.
 *
 * @param {Visit} visit
 * @param {string} username
 */
export async function clientProof({ request: { client } }, username) {
  return client.secret === undefined ? undefined : secretHash(client.secret, username, client.id);
}

/**
 * Calls an operation of the API in the name of the app client, with its checks of the input.
 *
 * @template T
 * @param {Visit} visit
 * @param {import('../../operations/operation.js').Operation<T>} operation
 * @param {{ Username: string } & Record<string, unknown>} input
 */
export async function callOperation(visit, { shape, run }, input) {
  const { context, request } = visit;
  const hash = await clientProof(visit, input.Username);
  const body = { ClientId: request.client.id, ...(hash !== undefined && { SecretHash: hash }), ...input };
  return run(context, readRequest(body, shape, { strict: true }));
}

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {string} password
 */
export async function beginWithPassword(visit, login, password) {
  const attempt = await attemptFor(visit, login, { PASSWORD: password });
  return asOutcome(await provePassword(visit.context, attempt, password));
}

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {string} factor for example `WEB_AUTHN`
 */
export async function beginWithFactor(visit, login, factor) {
  const attempt = await attemptFor(visit, login, {});
  checkAvailable(attempt, factor);
  return asOutcome(await beginWith(visit.context, attempt, factor, {}));
}

/**
 * Signs in a user who has just signed up in this browser. As with the session of the API's sign-up, no further proof
 * is needed.
 *
 * @param {Visit} visit
 * @param {User} user
 */
export async function beginAfterSignUp({ context, request: { pool, client } }, user) {
  return asOutcome(await askForMore(context, { pool, client, user, hosted: true }));
}

/**
 * @param {Visit} visit
 * @param {string} login
 * @param {{ PASSWORD?: string }} proof
 */
async function attemptFor(visit, login, proof) {
  const { context, request } = visit;
  const { pool, client } = request;
  const hash = await clientProof(visit, login);
  const parameters = { USERNAME: login, ...proof, ...(hash !== undefined && { SECRET_HASH: hash }) };
  const begun = { parameters, session: undefined, clientMetadata: undefined };
  return { ...(await attemptOf(context, pool, client, begun)), hosted: true };
}

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {Record<string, string>} responses
 */
export async function answerChallenge(visit, step, responses) {
  const { context, request } = visit;
  const hash = await clientProof(visit, step.username);
  const answer = {
    responses: { USERNAME: step.username, ...responses, ...(hash !== undefined && { SECRET_HASH: hash }) },
    session: step.session,
    clientMetadata: undefined,
    hosted: true,
  };
  const judge = CHALLENGES[step.name]?.judge;
  if (judge === undefined) throw new TypeError(`There is no page for ${step.name}.`);
  return asOutcome(await judge(context, request.pool, request.client, answer));
}

/**
 * Creates the key for an authenticator app. The step keeps it, for when its page is opened again.
 *
 * @param {Visit} visit
 * @param {ChallengeStep} step
 */
export async function beginAppSetUp({ context }, step) {
  const { SecretCode, Session } = /** @type {{ SecretCode: string, Session: string }} */ (
    await AssociateSoftwareToken.run(context, { Session: step.session })
  );
  step.totpSecret = SecretCode;
  step.session = Session;
}

/**
 * @param {Visit} visit
 * @param {ChallengeStep} step
 * @param {string} code of the app
 */
export async function confirmApp(visit, step, code) {
  const input = { Session: step.session, UserCode: code };
  const { Session } = /** @type {{ Session: string }} */ (
    await VerifySoftwareToken.run(visit.context, readRequest(input, VerifySoftwareToken.shape, { strict: true }))
  );
  step.session = Session;
  return answerChallenge(visit, step, {});
}

/**
 * The end of the sign-in, or its next page.
 *
 * @param {Visit} visit
 * @param {Outcome} outcome
 */
export async function proceed(visit, outcome) {
  if ('user' in outcome) return finish(visit, outcome.user);
  const { ChallengeName: name, Session: session, ChallengeParameters: parameters } = outcome;
  const path = CHALLENGES[name]?.path;
  if (path === undefined) throw new TypeError(`There is no page for ${name}.`);
  const username = parameters.USER_ID_FOR_SRP ?? '';
  /** @type {ChallengeStep} */
  const step = { kind: 'challenge', name, username, session, parameters };
  // With a single choice, the page is the set-up itself.
  if (name === 'MFA_SETUP' && String(possibleSetUps(step)) === 'SOFTWARE_TOKEN_MFA') await beginAppSetUp(visit, step);
  return goTo(visit, path, step);
}

/**
 * The second factors that the user can set up here. A phone number needs no set-up.
 *
 * @param {ChallengeStep} step
 */
export const possibleSetUps = ({ parameters }) =>
  namesIn(parameters.MFAS_CAN_SETUP).filter((name) => name !== 'SMS_MFA');

/** @param {object} outcome */
const asOutcome = (outcome) => /** @type {Outcome} */ (outcome);
