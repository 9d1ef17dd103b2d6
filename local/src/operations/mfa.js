import { ServiceError } from '../errors.js';
import * as members from '../members.js';
import { prefer } from '../mfa.js';
import { invalidSession, keepPending, openChallenge, spend } from '../pending.js';
import { boolean, required, structure, text } from '../schema.js';
import { bearer } from '../tokens.js';
import { totpStep } from '../totp.js';
import { touch } from '../user-accounts.js';
import { operation } from './operation.js';

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../pending.js').Attempt} Attempt
 */

const preference = structure({ Enabled: boolean(), PreferredMfa: boolean() });

/** The members of a preference, also for the administrator's operation. */
export const PREFERENCES = {
  SMSMfaSettings: preference,
  SoftwareTokenMfaSettings: preference,
  EmailMfaSettings: preference,
};

/** @typedef {import('../schema.js').StructureOf<typeof PREFERENCES>} Preferences */

/**
 * @param {Pick<Attempt, 'pool' | 'user'>} whose
 * @param {Preferences} preferences
 */
export function setPreference({ pool, user }, { SMSMfaSettings, SoftwareTokenMfaSettings, EmailMfaSettings }) {
  prefer(pool, user, {
    SMS_MFA: SMSMfaSettings,
    SOFTWARE_TOKEN_MFA: SoftwareTokenMfaSettings,
    EMAIL_OTP: EmailMfaSettings,
  });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const SetUserMFAPreference = operation(
  structure({ AccessToken: required(members.token), ...PREFERENCES }),
  async (context, { AccessToken, ...preferences }) => {
    const { pool, user } = await bearer(context, AccessToken);
    setPreference({ pool, user }, preferences);
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const AssociateSoftwareToken = operation(
  structure({ AccessToken: members.token, Session: members.session }),
  async (context, input) => {
    const { attempt } = await asking(context, input);
    if (!attempt.pool.mfaMethods.includes('SOFTWARE_TOKEN_MFA')) {
      throw new ServiceError(
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA is not enabled for the userPool.',
      );
    }
    const secret = context.identifiers.totpSecret();
    if (input.AccessToken === undefined) {
      spend(context, input.Session);
      const totp = { secret, verified: false };
      return { SecretCode: secret, Session: keepPending(context, attempt, 'MFA_SETUP', { totp }) };
    }
    attempt.user.totpCandidate = secret;
    return { SecretCode: secret };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const VerifySoftwareToken = operation(
  structure({
    AccessToken: members.token,
    Session: members.session,
    UserCode: required(text({ min: 6, max: 6, pattern: /^[0-9]+$/, patternText: '[0-9]+' })),
    FriendlyDeviceName: text(),
  }),
  async (context, input) => {
    const { attempt, challenge } = await asking(context, input);
    const { user } = attempt;
    const secret = challenge === undefined ? user.totpCandidate : challenge.totp?.secret;
    if (secret === undefined) {
      throw new ServiceError('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.');
    }
    if ((await totpStep(secret, input.UserCode, context.clock.nowMs())) === undefined) {
      throw new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
    }
    if (challenge !== undefined) {
      spend(context, input.Session);
      const totp = { secret, verified: true };
      return { Status: 'SUCCESS', Session: keepPending(context, attempt, 'MFA_SETUP', { totp }) };
    }
    user.totp = { secret, lastStep: 0 };
    delete user.totpCandidate;
    touch(context, user);
    return { Status: 'SUCCESS' };
  },
);

/**
 * The user who sets up an app: signed in, or at the `MFA_SETUP` step of a sign-in.
 *
 * @param {Context} context
 * @param {{ AccessToken?: string, Session?: string }} input
 */
async function asking(context, { AccessToken, Session }) {
  if (AccessToken !== undefined) return { attempt: await bearer(context, AccessToken), challenge: undefined };
  const challenge = openChallenge(context, ['MFA_SETUP'], Session);
  const { store } = context;
  const pool = store.userPools.get(challenge.poolId);
  const client = store.clients.get(challenge.clientId);
  const user = pool && store.userNamed(pool, challenge.username);
  if (pool === undefined || client === undefined || user === undefined) throw invalidSession();
  return { attempt: { pool, client, user, deviceKey: challenge.deviceKey }, challenge };
}
