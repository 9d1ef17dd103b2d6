import { poolById } from '../clients.js';
import * as members from '../members.js';
import { setMfa } from '../pool-mfa.js';
import { anything, boolean, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

/**
 * @typedef {import('../records.js').UserPool} UserPool
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const SetUserPoolMfaConfig = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    MfaConfiguration: text({ values: ['OFF', 'ON', 'OPTIONAL'] }),
    SmsMfaConfiguration: structure({ SmsAuthenticationMessage: anything(), SmsConfiguration: anything() }),
    SoftwareTokenMfaConfiguration: structure({ Enabled: boolean() }),
    EmailMfaConfiguration: structure({ Message: anything(), Subject: anything() }),
    WebAuthnConfiguration: structure({
      RelyingPartyId: text({ min: 1, max: 127 }),
      UserVerification: text({ values: ['required', 'preferred'] }),
      FactorConfiguration: text({ values: ['SINGLE_FACTOR', 'MULTI_FACTOR_WITH_USER_VERIFICATION'] }),
    }),
  }),
  (context, input) => {
    const pool = poolById(context, input.UserPoolId);
    const wanted = {
      SMS_MFA: input.SmsMfaConfiguration !== undefined,
      SOFTWARE_TOKEN_MFA: input.SoftwareTokenMfaConfiguration?.Enabled ?? false,
      EMAIL_OTP: input.EmailMfaConfiguration !== undefined,
    };
    const methods = /** @type {(keyof typeof wanted)[]} */ (Object.keys(wanted)).filter((method) => wanted[method]);
    setMfa(pool, input.MfaConfiguration ?? 'OFF', methods);
    const { RelyingPartyId, UserVerification, FactorConfiguration } = input.WebAuthnConfiguration ?? {};
    pool.webAuthn = {
      relyingPartyId: RelyingPartyId ?? pool.webAuthn.relyingPartyId,
      userVerification: /** @type {'required' | 'preferred'} */ (UserVerification ?? pool.webAuthn.userVerification),
    };
    const { SmsMfaConfiguration, EmailMfaConfiguration } = input;
    pool.mfaSettings = { SmsMfaConfiguration, EmailMfaConfiguration, FactorConfiguration };
    return described(pool);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const GetUserPoolMfaConfig = operation(
  structure({ UserPoolId: required(members.userPoolId) }),
  (context, input) => described(poolById(context, input.UserPoolId)),
);

/** @param {UserPool} pool */
const described = ({ mfa, mfaMethods, webAuthn, mfaSettings = {} }) => ({
  MfaConfiguration: mfa,
  ...(mfaMethods.includes('SMS_MFA') && { SmsMfaConfiguration: mfaSettings.SmsMfaConfiguration ?? {} }),
  SoftwareTokenMfaConfiguration: { Enabled: mfaMethods.includes('SOFTWARE_TOKEN_MFA') },
  ...(mfaMethods.includes('EMAIL_OTP') && { EmailMfaConfiguration: mfaSettings.EmailMfaConfiguration ?? {} }),
  WebAuthnConfiguration: {
    RelyingPartyId: webAuthn.relyingPartyId,
    UserVerification: webAuthn.userVerification,
    FactorConfiguration: mfaSettings.FactorConfiguration,
  },
});
