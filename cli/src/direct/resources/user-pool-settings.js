/** @file A user pool's settings: as the service describes them, and as it wants them repeated in an update. */
import { only } from '../settings.js';

/**
 * @typedef {import('../resource.js').Settings} Settings
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').SchemaAttributeType} SchemaAttribute
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolType} UserPoolType
 */

/** What `UpdateUserPool` resets if it is left out. */
const updatable = [
  'AccountRecoverySetting',
  'AdminCreateUserConfig',
  'AutoVerifiedAttributes',
  'DeletionProtection',
  'DeviceConfiguration',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'LambdaConfig',
  'MfaConfiguration',
  'Policies',
  'PoolName',
  'SmsAuthenticationMessage',
  'SmsConfiguration',
  'SmsVerificationMessage',
  'UserAttributeUpdateSettings',
  'UserPoolAddOns',
  'UserPoolTags',
  'UserPoolTier',
  'VerificationMessageTemplate',
];

/** What is fixed when a pool is made. */
const fixed = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'];

/** Cognito sets it, and describes it as required. */
const ownAttribute = 'sub';

/** @param {string} name */
const isCustom = (name) => /^(custom|dev:custom):/.test(name);

/**
 * The names of the required attributes, and the kinds of the custom ones by their names.
 *
 * @param {readonly SchemaAttribute[]} schema
 * @param {(name: string) => boolean} isOfApp whether an attribute is custom
 */
function schemaMembers(schema, isOfApp) {
  const custom = schema.filter(({ Name = '' }) => isOfApp(Name));
  const required = schema.filter(({ Name = '', Required }) => Required && !isOfApp(Name) && Name !== ownAttribute);
  return {
    RequiredAttributes: required.map(({ Name }) => Name),
    CustomAttributes: Object.fromEntries(
      custom.map(({ Name = '', AttributeDataType, Mutable }) => [
        Name.replace(/^custom:/, ''),
        { AttributeDataType, Mutable: Mutable ?? false },
      ]),
    ),
  };
}

/**
 * The settings of a pool that exists. The schema is two members: `RequiredAttributes` and `CustomAttributes`.
 *
 * @param {UserPoolType} pool
 * @returns {Settings}
 */
export const settingsOf = ({ Name, SchemaAttributes = [], ...pool }) => ({
  UsernameAttributes: [],
  AliasAttributes: [],
  ...only({ ...pool, PoolName: Name }, [...updatable, ...fixed]),
  ...schemaMembers(SchemaAttributes, isCustom),
});

/**
 * The same of a request.
 *
 * @param {import('../../backend/backend.js').Backend['userPool']} request
 * @returns {Settings}
 */
export const settingsOfRequest = ({ Schema = [], ...pool }) => ({
  UsernameAttributes: [],
  AliasAttributes: [],
  ...pool,
  // In a request, the custom attributes are those with a type.
  ...schemaMembers(Schema, (name) => Schema.some((one) => one.Name === name && one.AttributeDataType !== undefined)),
});

/**
 * The request `UpdateUserPool` with all that it would reset otherwise. Some settings are described twice, and refused if they differ.
 *
 * @param {Settings} settings
 * @returns {Settings}
 */
export function updateOf(settings) {
  const { VerificationMessageTemplate, AdminCreateUserConfig, ...rest } = only(settings, updatable);
  const template = without(VerificationMessageTemplate, ['EmailMessage', 'EmailSubject', 'SmsMessage']);
  // The policy for passwords has the same time for temporary ones.
  const administrators = without(AdminCreateUserConfig, ['UnusedAccountValidityDays']);
  return {
    ...rest,
    ...(template && { VerificationMessageTemplate: template }),
    ...(administrators && { AdminCreateUserConfig: administrators }),
  };
}

/**
 * @param {unknown} settings
 * @param {string[]} names
 */
const without = (settings, names) =>
  typeof settings === 'object' && settings !== null
    ? Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)))
    : undefined;
