import { judgeCustomAnswer } from '../challenges/custom.js';
import { judgeDeviceProof, judgeDeviceStart } from '../challenges/device.js';
import { judgeFactorChoice, judgePasskey, judgePassword, judgePublicValue } from '../challenges/first-factor.js';
import { judgeAppCode, judgeMfaChoice, judgeMfaSetUp, sentCodeJudge } from '../challenges/mfa.js';
import { judgeNewPassword, judgePasswordProof } from '../challenges/password.js';
import { clientAndPool } from '../clients.js';
import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
import { required, structure, text } from '../schema.js';
import { operation } from './operation.js';

/**
 * The function that checks the answer to each challenge.
 *
 * @type {Record<string, import('../challenges/answer.js').Judge>}
 */
const CHALLENGES = {
  PASSWORD_VERIFIER: judgePasswordProof,
  NEW_PASSWORD_REQUIRED: judgeNewPassword,
  SMS_MFA: sentCodeJudge('SMS_MFA'),
  EMAIL_OTP: sentCodeJudge('EMAIL_OTP'),
  SMS_OTP: sentCodeJudge('SMS_OTP'),
  SOFTWARE_TOKEN_MFA: judgeAppCode,
  SELECT_MFA_TYPE: judgeMfaChoice,
  MFA_SETUP: judgeMfaSetUp,
  SELECT_CHALLENGE: judgeFactorChoice,
  PASSWORD: judgePassword,
  PASSWORD_SRP: judgePublicValue,
  WEB_AUTHN: judgePasskey,
  CUSTOM_CHALLENGE: judgeCustomAnswer,
  DEVICE_SRP_AUTH: judgeDeviceStart,
  DEVICE_PASSWORD_VERIFIER: judgeDeviceProof,
};

const CHALLENGE_NAMES = [...Object.keys(CHALLENGES), 'ADMIN_NO_SRP_AUTH'];

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
      throw invalidParameter(`${input.ChallengeName} cannot be answered here.`);
    }
    return judge(context, pool, client, {
      responses,
      session: input.Session,
      clientMetadata: input.ClientMetadata,
    });
  },
);
