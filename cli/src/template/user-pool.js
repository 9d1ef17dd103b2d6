import { smsPolicy, smsTrust } from '../backend/trust.js';
import { createHash } from 'node:crypto';
import { secretMember } from '../backend/providers.js';
import { secretParameter } from './parameters.js';

/**
 * @typedef {import('../backend/backend.js').AppClient} AppClient
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../backend/backend.js').Provider} Provider
 * @typedef {import('./template.js').Resource} Resource
 */

/**
 * The user pool and all that is in it.
 *
 * @param {Backend} backend
 * @returns {Record<string, Resource>}
 */
export function userPool(backend) {
  const providers = backend.providers.map((provider) => [providerId(provider), providerResource(provider)]);
  const hasRoles = backend.identityPool !== null;
  return {
    ...(backend.roleNames.sms !== null && { SNSRole: snsRole(backend.smsExternalId) }),
    UserPool: pool(backend),
    ...Object.fromEntries(providers),
    UserPoolClientWeb: client(backend.clients.web, backend.providers),
    UserPoolClient: client(backend.clients.native, backend.providers),
    ...(backend.domain !== null && {
      HostedUIDomain: {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { UserPoolId: { Ref: 'UserPool' }, Domain: { Ref: 'hostedUIDomain' } },
      },
    }),
    ...Object.fromEntries(
      backend.groups.map(({ GroupName, Precedence }) => [
        `UserPoolGroup${idPart(GroupName)}`,
        {
          Type: 'AWS::Cognito::UserPoolGroup',
          Properties: {
            UserPoolId: { Ref: 'UserPool' },
            GroupName,
            Precedence,
            ...(hasRoles && { RoleArn: { 'Fn::GetAtt': [groupRoleId(GroupName), 'Arn'] } }),
          },
        },
      ]),
    ),
  };
}

/** @param {string} name of a group */
export const groupRoleId = (name) => `GroupRole${idPart(name)}`;

/**
 * A name as part of a logical identifier, which has letters and digits only.
 *
 * @param {string} name
 */
function idPart(name) {
  const plain = name.replaceAll(/[^A-Za-z0-9]/g, '');
  return plain === name ? plain : `${plain}${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/**
 * Removing the backend deletes the pool: it is what was asked for, and a pool that stayed would be in nobody's hands. But no update ever
 * deletes users: should CloudFormation replace the pool, the old one stays.
 *
 * @param {Backend} backend
 * @returns {Resource}
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpool.html
 */
function pool({ userPool, mfa, roleNames, smsExternalId }) {
  const { PoolName: _, Schema = [], ...members } = userPool;
  const passkeys = mfa?.WebAuthnConfiguration;
  const email = mfa?.EmailMfaConfiguration;
  return {
    Type: 'AWS::Cognito::UserPool',
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      UserPoolName: { Ref: 'userPoolName' },
      ...members,
      ...(Schema.length > 0 && { Schema }),
      ...(userPool.MfaConfiguration !== 'OFF' && { EnabledMfas: enabledMfas(mfa) }),
      ...(passkeys?.RelyingPartyId !== undefined && { WebAuthnRelyingPartyID: passkeys.RelyingPartyId }),
      ...(passkeys?.UserVerification !== undefined && { WebAuthnUserVerification: passkeys.UserVerification }),
      ...(passkeys?.FactorConfiguration !== undefined && { WebAuthnFactorConfiguration: passkeys.FactorConfiguration }),
      ...(email && { EmailAuthenticationSubject: email.Subject, EmailAuthenticationMessage: email.Message }),
      ...(roleNames.sms !== null && {
        SmsConfiguration: { ExternalId: smsExternalId, SnsCallerArn: { 'Fn::GetAtt': ['SNSRole', 'Arn'] } },
      }),
    },
  };
}

/** @param {Backend['mfa']} mfa */
const enabledMfas = (mfa) => [
  ...(mfa?.SmsMfaConfiguration ? ['SMS_MFA'] : []),
  ...(mfa?.SoftwareTokenMfaConfiguration?.Enabled ? ['SOFTWARE_TOKEN_MFA'] : []),
  ...(mfa?.EmailMfaConfiguration ? ['EMAIL_OTP'] : []),
];

/**
 * A client may name a provider only once that exists.
 *
 * @param {AppClient} client
 * @param {Provider[]} providers
 * @returns {Resource}
 */
const client = (client, providers) => ({
  Type: 'AWS::Cognito::UserPoolClient',
  ...(providers.length > 0 && { DependsOn: providers.map(providerId) }),
  Properties: { UserPoolId: { Ref: 'UserPool' }, ...client },
});

/** @param {Provider} provider */
const providerId = ({ ProviderName }) => `IdentityProvider${ProviderName}`;

/**
 * @param {Provider} provider
 * @returns {Resource}
 */
function providerResource(provider) {
  const type = /** @type {import('./parameters.js').SocialProviderType} */ (provider.ProviderType);
  return {
    Type: 'AWS::Cognito::UserPoolIdentityProvider',
    Properties: {
      UserPoolId: { Ref: 'UserPool' },
      ...provider,
      ProviderDetails: { ...provider.ProviderDetails, [secretMember(type)]: { Ref: secretParameter(type) } },
    },
  };
}

/**
 * The role with which Cognito sends text messages.
 *
 * @param {string} externalId
 * @returns {Resource}
 */
const snsRole = (externalId) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: { Ref: 'snsRoleName' },
    AssumeRolePolicyDocument: smsTrust(externalId),
    Policies: [
      {
        PolicyName: 'send-text-messages',
        PolicyDocument: smsPolicy,
      },
    ],
  },
});
