/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('./backend.js').Backend} Backend
 */

/** The sign-in methods with which users have no name besides. */
const usernameAttributes = /** @type {const} */ ({
  USERNAME: undefined,
  EMAIL: ['email'],
  PHONE_NUMBER: ['phone_number'],
  EMAIL_AND_PHONE_NUMBER: ['email', 'phone_number'],
});

/** The text of a message that verifies a phone number. */
export const smsVerificationMessage = 'Your verification code is {####}';

/** @param {UserPoolAnswers} pool */
export const needsSms = ({ autoVerifiedAttributes, mfa, firstFactors }) =>
  autoVerifiedAttributes.includes('phone_number') ||
  (mfa.mode !== 'OFF' && mfa.types.includes('SMS')) ||
  firstFactors.includes('SMS_OTP');

/**
 * The request `CreateUserPool`. `SmsConfiguration` is added by whoever makes the role.
 *
 * @param {Answers} answers
 * @param {string} environment
 * @returns {Backend['userPool']}
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export function userPool({ userPool: pool }, environment) {
  const { autoVerifiedAttributes, passwordPolicy, firstFactors, emailSender } = pool;
  const { requires, minimumLength } = passwordPolicy;
  const names = usernameAttributes[pool.signInMethod];
  return {
    PoolName: `${pool.name}-${environment}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: minimumLength,
        RequireLowercase: requires.includes('LOWERCASE'),
        RequireUppercase: requires.includes('UPPERCASE'),
        RequireNumbers: requires.includes('DIGIT'),
        RequireSymbols: requires.includes('SYMBOL'),
        TemporaryPasswordValidityDays: 7,
      },
      ...(isPasswordless(pool) && { SignInPolicy: { AllowedFirstAuthFactors: firstFactors } }),
    },
    Schema: [
      ...pool.requiredAttributes.map((Name) => ({ Name, Required: true, Mutable: true })),
      ...pool.customAttributes.map(({ name, type, isMutable }) => ({
        Name: name,
        AttributeDataType: type,
        Mutable: isMutable,
      })),
    ],
    UsernameConfiguration: { CaseSensitive: false },
    ...(names && { UsernameAttributes: [...names] }),
    ...(pool.aliases.length > 0 && {
      AliasAttributes: pool.aliases.map((name) => /** @type {'email'} */ (name.toLowerCase())),
    }),
    ...(autoVerifiedAttributes.length > 0 && {
      AutoVerifiedAttributes: autoVerifiedAttributes,
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: autoVerifiedAttributes },
    }),
    EmailVerificationSubject: pool.verificationSubject,
    EmailVerificationMessage: pool.verificationMessage,
    ...(emailSender && {
      EmailConfiguration: {
        EmailSendingAccount: /** @type {const} */ ('DEVELOPER'),
        SourceArn: emailSender.identityArn,
        ...(emailSender.from !== undefined && { From: emailSender.from }),
      },
    }),
    // Whoever gets codes by e-mail needs another way to reset a password.
    ...(hasEmailMfa(pool) && {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: /** @type {const} */ ('verified_phone_number') },
          { Priority: 2, Name: /** @type {const} */ ('verified_email') },
        ],
      },
    }),
    MfaConfiguration: pool.mfa.mode,
    ...(needsSms(pool) && {
      SmsAuthenticationMessage: pool.mfa.smsMessage,
      SmsVerificationMessage: smsVerificationMessage,
    }),
    ...((isPasswordless(pool) || hasEmailMfa(pool)) && { UserPoolTier: 'ESSENTIALS' }),
  };
}

/** @param {UserPoolAnswers} pool */
export const isPasswordless = ({ firstFactors }) => firstFactors.some((factor) => factor !== 'PASSWORD');

/** @param {Pick<UserPoolAnswers, 'mfa'>} pool */
const hasEmailMfa = ({ mfa }) => mfa.mode !== 'OFF' && mfa.types.includes('EMAIL');

/**
 * What `SetUserPoolMfaConfig` has to set besides.
 *
 * @param {UserPoolAnswers} pool
 * @returns {Backend['mfa']}
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export function mfaConfiguration({ mfa, passkeys, emailSender }) {
  if (mfa.mode === 'OFF' && !passkeys) return null;
  return {
    MfaConfiguration: mfa.mode,
    ...(mfa.mode !== 'OFF' && mfa.types.includes('TOTP') && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(mfa.mode !== 'OFF' &&
      mfa.types.includes('SMS') && { SmsMfaConfiguration: { SmsAuthenticationMessage: mfa.smsMessage } }),
    ...(hasEmailMfa({ mfa }) &&
      emailSender && {
        EmailMfaConfiguration: { Subject: 'Your authentication code', Message: 'Your authentication code is {####}' },
      }),
    ...(passkeys && {
      WebAuthnConfiguration: {
        RelyingPartyId: passkeys.relyingPartyId,
        UserVerification: passkeys.isUserVerificationRequired ? 'required' : 'preferred',
        // Where MFA is required, they are only offered if they count as MFA.
        ...(mfa.mode === 'ON' && { FactorConfiguration: /** @type {const} */ ('MULTI_FACTOR_WITH_USER_VERIFICATION') }),
      },
    }),
  };
}
