/** The answers that an existing pool stands for. What answers cannot express is left out: nothing is made from these. */
import { createHash } from 'node:crypto';
import { defaultAnswers, plainName } from '../answers/answers.js';
import { hostOfPrefix } from './domain.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('../answers/answers.js').HostedUI} HostedUI
 * @typedef {import('../answers/answers.js').SocialProvider} SocialProvider
 * @typedef {import('../answers/answers.js').SocialProviderType} SocialProviderType
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolType} UserPool
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolClientType} Client
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').GroupType} Group
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').IdentityProviderType} Provider
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').GetUserPoolMfaConfigCommandOutput} MfaConfig
 * @typedef {import('@aws-sdk/client-cognito-identity').DescribeIdentityPoolCommandOutput} IdentityPool
 *
 * @typedef {object} Found what the services say
 * @property {string} region
 * @property {UserPool} pool
 * @property {Client} client the app client for the web, whose settings count
 * @property {MfaConfig} mfa
 * @property {Group[]} groups
 * @property {Provider[]} providers the social ones that the app client offers
 * @property {IdentityPool | null} identityPool
 */

export const socialTypes = /** @type {SocialProviderType[]} */ ([
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'SignInWithApple',
]);

const standardAttributes = new Set([
  ...['address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'identities', 'locale'],
  ...['middle_name', 'name', 'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username'],
  ...['profile', 'sub', 'updated_at', 'website', 'zoneinfo'],
]);

const knownFactors = /** @type {const} */ (['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']);

/** Cognito sets it itself. */
const own = new Set(['sub']);

/**
 * @param {Found} found
 * @returns {Answers}
 */
export function answersOf(found) {
  const { pool, identityPool } = found;
  const id = pool.Id ?? '';
  // The same pool always has the same suffix.
  const suffix = createHash('sha256').update(id).digest('hex').slice(0, 8);
  const answers = defaultAnswers((plainName(pool.Name ?? '') || 'pool').slice(0, 20), suffix);
  return {
    ...answers,
    userPool: userPoolOf(found, answers.userPool),
    identityPool: identityPool && {
      name: identityPool.IdentityPoolName ?? '',
      allowsGuests: identityPool.AllowUnauthenticatedIdentities ?? false,
      logins: identityPool.SupportedLoginProviders ?? {},
    },
  };
}

/**
 * @param {Found} found
 * @param {UserPoolAnswers} usual
 * @returns {UserPoolAnswers}
 */
function userPoolOf({ region, pool, client, mfa, groups, providers }, usual) {
  const schema = pool.SchemaAttributes ?? [];
  const allowed = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors;
  const firstFactors = allowed ? knownFactors.filter((factor) => allowed.includes(factor)) : usual.firstFactors;
  return {
    name: pool.Name ?? usual.name,
    signInMethod: signInMethodOf(pool.UsernameAttributes ?? []),
    aliases: (pool.AliasAttributes ?? []).map(
      (name) => /** @type {'EMAIL' | 'PHONE_NUMBER' | 'PREFERRED_USERNAME'} */ (name.toUpperCase()),
    ),
    requiredAttributes: schema.flatMap(({ Name, Required }) =>
      Required && Name !== undefined && standardAttributes.has(Name) && !own.has(Name) ? [Name] : [],
    ),
    customAttributes: schema.flatMap(customAttributeOf),
    autoVerifiedAttributes: pool.AutoVerifiedAttributes ?? [],
    verificationSubject: pool.EmailVerificationSubject ?? usual.verificationSubject,
    verificationMessage: withCode(pool.EmailVerificationMessage, usual.verificationMessage),
    mfa: mfaOf(mfa, pool, usual.mfa),
    emailSender: emailSenderOf(pool),
    passwordPolicy: passwordPolicyOf(pool),
    tokenLife: tokenLifeOf(client),
    readAttributes: client.ReadAttributes ?? [],
    writeAttributes: client.WriteAttributes ?? [],
    groups: groupNames(groups),
    firstFactors,
    passkeys: firstFactors.includes('WEB_AUTHN') ? passkeysOf(mfa, pool, region) : null,
    hostedUI: hostedUIOf(pool, client, providers),
  };
}

/**
 * @param {string[]} names
 * @returns {import('../answers/answers.js').SignInMethod}
 */
function signInMethodOf(names) {
  const [email, phone] = [names.includes('email'), names.includes('phone_number')];
  if (email) return phone ? 'EMAIL_AND_PHONE_NUMBER' : 'EMAIL';
  return phone ? 'PHONE_NUMBER' : 'USERNAME';
}

/**
 * @param {import('@aws-sdk/client-cognito-identity-provider').SchemaAttributeType} attribute
 * @returns {UserPoolAnswers['customAttributes']}
 */
function customAttributeOf({ Name = '', AttributeDataType = 'String', Mutable = true }) {
  // Apps have no access to attributes for developers.
  if (Name === '' || standardAttributes.has(Name) || Name.startsWith('dev:')) return [];
  return [{ name: Name.replace(/^custom:/, ''), type: AttributeDataType, isMutable: Mutable }];
}

/**
 * @param {MfaConfig} config
 * @param {UserPool} pool
 * @param {UserPoolAnswers['mfa']} usual
 * @returns {UserPoolAnswers['mfa']}
 */
function mfaOf(config, pool, usual) {
  const mode = config.MfaConfiguration ?? pool.MfaConfiguration ?? 'OFF';
  /** @type {UserPoolAnswers['mfa']['types']} */
  const types = [
    ...(config.SmsMfaConfiguration ? [/** @type {const} */ ('SMS')] : []),
    ...(config.SoftwareTokenMfaConfiguration?.Enabled ? [/** @type {const} */ ('TOTP')] : []),
    ...(config.EmailMfaConfiguration ? [/** @type {const} */ ('EMAIL')] : []),
  ];
  const message = config.SmsMfaConfiguration?.SmsAuthenticationMessage ?? pool.SmsAuthenticationMessage;
  return { mode, types: mode === 'OFF' ? usual.types : types, smsMessage: withCode(message, usual.smsMessage) };
}

/**
 * @param {UserPool} pool
 * @returns {UserPoolAnswers['emailSender']}
 */
function emailSenderOf({ EmailConfiguration: { EmailSendingAccount, SourceArn, From } = {} }) {
  if (EmailSendingAccount !== 'DEVELOPER' || SourceArn === undefined) return null;
  return { identityArn: SourceArn, ...(From !== undefined && { from: From }) };
}

/**
 * A message with a code. Those with a link have none.
 *
 * @param {string | undefined} message
 * @param {string} usual
 */
const withCode = (message, usual) => (message?.includes('{####}') ? message : usual);

/** @param {UserPool} pool */
function passwordPolicyOf({ Policies }) {
  const policy = Policies?.PasswordPolicy ?? {};
  const classes = /** @type {const} */ ([
    ['LOWERCASE', policy.RequireLowercase],
    ['UPPERCASE', policy.RequireUppercase],
    ['DIGIT', policy.RequireNumbers],
    ['SYMBOL', policy.RequireSymbols],
  ]);
  return {
    minimumLength: policy.MinimumLength ?? 8,
    requires: classes.flatMap(([name, isRequired]) => (isRequired ? [name] : [])),
  };
}

const seconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/**
 * In whole days and minutes, of which a part counts as one.
 *
 * @param {Client} client
 */
function tokenLifeOf({ RefreshTokenValidity, AccessTokenValidity, IdTokenValidity, TokenValidityUnits: units = {} }) {
  // 0 stands for the default.
  const minutes = (/** @type {number | undefined} */ amount, /** @type {keyof typeof seconds} */ unit) =>
    amount ? Math.ceil((amount * seconds[unit]) / seconds.minutes) : 60;
  return {
    refreshTokenDays: RefreshTokenValidity
      ? Math.ceil((RefreshTokenValidity * seconds[units.RefreshToken ?? 'days']) / seconds.days)
      : 30,
    accessTokenMinutes: minutes(AccessTokenValidity, units.AccessToken ?? 'hours'),
    idTokenMinutes: minutes(IdTokenValidity, units.IdToken ?? 'hours'),
  };
}

/** @param {Group[]} groups */
const groupNames = (groups) =>
  groups
    .flatMap(({ GroupName: name, Precedence = Infinity }) => (name === undefined ? [] : [{ name, Precedence }]))
    .sort((one, other) => (one.Precedence < other.Precedence ? -1 : one.Precedence > other.Precedence ? 1 : 0))
    .map(({ name }) => name);

/**
 * @param {MfaConfig} config
 * @param {UserPool} pool
 * @param {string} region
 */
function passkeysOf({ WebAuthnConfiguration: config }, { CustomDomain, Domain }, region) {
  return {
    // Cognito's default is the domain of the pool.
    relyingPartyId: config?.RelyingPartyId ?? CustomDomain ?? (Domain && hostOfPrefix(Domain, region)) ?? 'localhost',
    isUserVerificationRequired: config?.UserVerification === 'required',
  };
}

/**
 * @param {UserPool} pool
 * @param {Client} client
 * @param {Provider[]} providers
 * @returns {HostedUI | null}
 */
function hostedUIOf({ Domain, CustomDomain }, client, providers) {
  const domain = Domain ?? CustomDomain;
  const flows = client.AllowedOAuthFlows ?? [];
  const answersPages = flows.includes('code') || flows.includes('implicit');
  if (!client.AllowedOAuthFlowsUserPoolClient || !answersPages || domain === undefined) return null;
  return {
    // Of a custom domain, there is no prefix.
    domainPrefix: domain.replaceAll('.', '-'),
    signInUrls: client.CallbackURLs ?? [],
    signOutUrls: client.LogoutURLs ?? [],
    grant: flows.includes('code') ? 'CODE' : 'IMPLICIT',
    scopes: client.AllowedOAuthScopes ?? [],
    socialProviders: providers.map(socialProviderOf),
  };
}

/**
 * The details of a provider have its secret, which is not taken.
 *
 * @param {Provider} provider
 * @returns {SocialProvider}
 */
function socialProviderOf({ ProviderType, ProviderDetails = {} }) {
  const { client_id: clientId = '', team_id: teamId, key_id: keyId } = ProviderDetails;
  return {
    type: /** @type {SocialProviderType} */ (ProviderType),
    clientId,
    ...(teamId !== undefined && { teamId }),
    ...(keyId !== undefined && { keyId }),
  };
}
