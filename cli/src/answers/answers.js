/**
 * What a person has decided about the backend: the one source from which the resources, the template and the configuration files are
 * made. It has no secrets. {@link defaultAnswers} are those of "Default configuration".
 *
 * @typedef {'USERNAME' | 'EMAIL' | 'PHONE_NUMBER' | 'EMAIL_AND_PHONE_NUMBER'} SignInMethod
 * @typedef {'LOWERCASE' | 'UPPERCASE' | 'DIGIT' | 'SYMBOL'} CharacterClass
 * @typedef {'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple'} SocialProviderType
 * @typedef {'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'} FirstFactor
 *
 * @typedef {object} SocialProvider a provider that Cognito's pages offer; its secret is asked for at the push
 * @property {SocialProviderType} type
 * @property {string} clientId
 * @property {string} [teamId] of Apple
 * @property {string} [keyId] of Apple
 *
 * @typedef {object} HostedUI Cognito's own pages
 * @property {string} domainPrefix the domain is `<prefix>-<environment>`
 * @property {string[]} signInUrls
 * @property {string[]} signOutUrls
 * @property {'CODE' | 'IMPLICIT'} grant
 * @property {string[]} scopes
 * @property {SocialProvider[]} socialProviders
 *
 * @typedef {object} CustomAttribute
 * @property {string} name without `custom:`
 * @property {'String' | 'Number' | 'DateTime' | 'Boolean'} type
 * @property {boolean} isMutable
 *
 * @typedef {object} UserPoolAnswers
 * @property {string} name without the environment
 * @property {SignInMethod} signInMethod cannot change later
 * @property {('EMAIL' | 'PHONE_NUMBER' | 'PREFERRED_USERNAME')[]} aliases cannot change later; with `USERNAME` only
 * @property {string[]} requiredAttributes names of Cognito such as `email`; cannot change later
 * @property {CustomAttribute[]} customAttributes can be added to only
 * @property {('email' | 'phone_number')[]} autoVerifiedAttributes
 * @property {string} verificationSubject
 * @property {string} verificationMessage with `{####}` for the code
 * @property {{ mode: 'OFF' | 'ON' | 'OPTIONAL', types: ('SMS' | 'TOTP' | 'EMAIL')[], smsMessage: string }} mfa
 * @property {{ identityArn: string, from?: string } | null} emailSender an identity of Amazon SES that sends the e-mails; `null`: Cognito does
 * @property {{ minimumLength: number, requires: CharacterClass[] }} passwordPolicy
 * @property {{ refreshTokenDays: number, accessTokenMinutes: number, idTokenMinutes: number }} tokenLife
 * @property {string[]} readAttributes empty: all
 * @property {string[]} writeAttributes empty: all
 * @property {string[]} groups in their order of precedence
 * @property {FirstFactor[]} firstFactors of a passwordless sign-in; `['PASSWORD']` without one
 * @property {{ relyingPartyId: string, isUserVerificationRequired: boolean } | null} passkeys
 * @property {HostedUI | null} hostedUI
 *
 * @typedef {object} IdentityPoolAnswers
 * @property {string} name without the environment
 * @property {boolean} allowsGuests
 * @property {Record<string, string>} logins further providers: `accounts.google.com` and the like, with the app's identifier
 *
 * @typedef {object} Answers
 * @property {1} version
 * @property {string} resourceName of the auth category, `R`
 * @property {string} suffix eight hexadecimal digits, `H`
 * @property {UserPoolAnswers} userPool
 * @property {IdentityPoolAnswers | null} identityPool
 */

/** The scopes of a new hosted UI. */
export const defaultScopes = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'];

/**
 * The answers of "Default configuration", "Username", "No, I am done."
 *
 * @param {string} projectName
 * @param {string} suffix eight hexadecimal digits
 * @returns {Answers}
 */
export function defaultAnswers(projectName, suffix) {
  const resourceName = `${plainName(projectName)}${suffix}`;
  return {
    version: 1,
    resourceName,
    suffix,
    userPool: {
      name: `${resourceName}_userpool_${suffix}`,
      signInMethod: 'USERNAME',
      aliases: [],
      requiredAttributes: ['email'],
      customAttributes: [],
      autoVerifiedAttributes: ['email'],
      verificationSubject: 'Your verification code',
      verificationMessage: 'Your verification code is {####}',
      mfa: { mode: 'OFF', types: ['SMS'], smsMessage: 'Your authentication code is {####}' },
      emailSender: null,
      passwordPolicy: { minimumLength: 8, requires: [] },
      tokenLife: { refreshTokenDays: 30, accessTokenMinutes: 60, idTokenMinutes: 60 },
      readAttributes: [],
      writeAttributes: [],
      groups: [],
      firstFactors: ['PASSWORD'],
      passkeys: null,
      hostedUI: null,
    },
    identityPool: newIdentityPool({ resourceName, suffix }),
  };
}

/**
 * @param {Pick<Answers, 'resourceName' | 'suffix'>} answers
 * @returns {IdentityPoolAnswers}
 */
export const newIdentityPool = ({ resourceName, suffix }) => ({
  name: `${resourceName}_identitypool_${suffix}`,
  allowsGuests: false,
  logins: {},
});

/**
 * A project's name as resources have it.
 *
 * @param {string} projectName
 */
export const plainName = (projectName) => projectName.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/**
 * The start of the names of app clients and roles: six characters of the project and the suffix.
 *
 * @param {Answers} answers
 */
export const shortName = ({ resourceName, suffix }) => `${resourceName.slice(0, -suffix.length).slice(0, 6)}${suffix}`;
