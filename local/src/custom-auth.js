/** Sign-ins whose steps are decided by the pool's triggers. */
import { deviceThatSignsIn } from './devices.js';
import { invalidParameter, wrongPassword } from './errors.js';
import { ask } from './pending.js';
import { afterSecondFactor } from './sign-in.js';
import { askForProof } from './srp-exchange.js';
import { unrecognizable } from './triggers.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./pending.js').Attempt} Attempt
 * @typedef {import('./records.js').Challenge} Challenge
 * @typedef {import('./records.js').CustomRound} CustomRound
 */

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {bigint} [A] if the client also proves the password
 */
export function beginCustomAuth(context, attempt, A) {
  if (!context.triggers.has('defineAuthChallenge')) {
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  }
  deviceThatSignsIn(attempt);
  const rounds = A === undefined ? [] : [{ challengeName: 'SRP_A', challengeResult: true }];
  return nextStep(context, attempt, rounds, A);
}

/**
 * @param {Context} context
 * @param {Attempt} attempt of the user, who has just proven the password
 * @param {CustomRound[]} rounds before the proof
 */
export function afterCustomProof(context, attempt, rounds) {
  deviceThatSignsIn(attempt);
  return nextStep(context, attempt, [...rounds, { challengeName: 'PASSWORD_VERIFIER', challengeResult: true }]);
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {NonNullable<Challenge['custom']>} custom the challenge
 * @param {string} challengeAnswer
 */
export async function judgedRound(context, attempt, { privateParameters, metadata }, challengeAnswer) {
  const name = 'verifyAuthChallengeResponse';
  const { answerCorrect } = await context.triggers.run(
    name,
    'VerifyAuthChallengeResponse_Authentication',
    occasionOf(attempt),
    { ...common(attempt), privateChallengeParameters: privateParameters, challengeAnswer },
    { answerCorrect: false },
  );
  return {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect,
    ...(metadata !== undefined && { challengeMetadata: metadata }),
  };
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {CustomRound[]} rounds so far
 * @param {bigint} [A]
 */
export async function nextStep(context, attempt, rounds, A) {
  const decision = await context.triggers.run(
    'defineAuthChallenge',
    'DefineAuthChallenge_Authentication',
    occasionOf(attempt),
    { ...common(attempt), session: rounds },
    { challengeName: null, issueTokens: false, failAuthentication: false },
  );
  // Whatever the trigger decides, an unknown user gets no tokens.
  if (decision.failAuthentication || (decision.issueTokens && attempt.isUnknown)) throw wrongPassword();
  if (decision.issueTokens) return afterSecondFactor(context, attempt);
  const { client, user, deviceKey } = attempt;
  if (decision.challengeName === 'PASSWORD_VERIFIER' && A !== undefined) {
    const custom = { rounds, privateParameters: {} };
    return askForProof(context, client, user, A, { withSession: true, deviceKey, custom });
  }
  if (decision.challengeName === 'CUSTOM_CHALLENGE') return askQuestion(context, attempt, rounds);
  throw unrecognizable();
}

/**
 * @param {Context} context
 * @param {Attempt} attempt
 * @param {CustomRound[]} rounds
 */
async function askQuestion(context, attempt, rounds) {
  const challengeName = 'CUSTOM_CHALLENGE';
  const created = await context.triggers.run(
    'createAuthChallenge',
    'CreateAuthChallenge_Authentication',
    occasionOf(attempt),
    { ...common(attempt), challengeName, session: rounds },
    { publicChallengeParameters: {}, privateChallengeParameters: {}, challengeMetadata: null },
  );
  const { publicChallengeParameters, privateChallengeParameters: privateParameters, challengeMetadata } = created;
  const metadata = challengeMetadata === null ? {} : { metadata: challengeMetadata };
  const parameters = { USERNAME: attempt.user.username, ...publicChallengeParameters };
  return ask(context, attempt, challengeName, parameters, {
    custom: { rounds, privateParameters, ...metadata },
  });
}

/** @param {Attempt} attempt */
const occasionOf = ({ pool, client, user }) => ({
  userPoolId: pool.id,
  userName: user.username,
  clientId: client.id,
});

/** @param {Attempt} attempt */
const common = ({ client, user, isUnknown = false, clientMetadata = {} }) => ({
  userAttributes: isUnknown ? {} : { sub: user.sub, ...user.attributes },
  clientMetadata,
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
  ...(client.hidesUnknownUsers && { userNotFound: isUnknown }),
});
