import { isStandardAttribute } from '../attributes.js';
import { poolById } from '../clients.js';
import { invalidParameter } from '../errors.js';
import { domainsOf } from '../domains.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { setMfa } from '../pool-mfa.js';
import { regionOf } from '../regions.js';
import { anything, boolean, integer, list, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

const DEFAULT_POLICY = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

const verifiable = list(text({ values: ['phone_number', 'email'] }));

/** An attribute of a pool's schema. */
export const schemaAttribute = structure({
  Name: text({ min: 1, max: 20 }),
  AttributeDataType: text({ values: ['String', 'Number', 'DateTime', 'Boolean'] }),
  DeveloperOnlyAttribute: boolean(),
  Mutable: boolean(),
  Required: boolean(),
  NumberAttributeConstraints: anything(),
  StringAttributeConstraints: anything(),
});

/** The settings for creating and updating a pool. */
const CHANGEABLE = {
  PoolName: text({ min: 1, max: 128 }),
  Policies: structure({
    PasswordPolicy: structure({
      MinimumLength: integer({ min: 6, max: 99 }),
      RequireUppercase: boolean(),
      RequireLowercase: boolean(),
      RequireNumbers: boolean(),
      RequireSymbols: boolean(),
      PasswordHistorySize: integer({ min: 0, max: 24 }),
      TemporaryPasswordValidityDays: integer({ min: 0, max: 365 }),
    }),
    SignInPolicy: structure({
      AllowedFirstAuthFactors: list(text({ values: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] }), { max: 4 }),
    }),
  }),
  AutoVerifiedAttributes: verifiable,
  AdminCreateUserConfig: structure({
    AllowAdminCreateUserOnly: boolean(),
    UnusedAccountValidityDays: integer({ min: 0, max: 365 }),
    InviteMessageTemplate: anything(),
  }),
  MfaConfiguration: text({ values: ['OFF', 'ON', 'OPTIONAL'] }),
  LambdaConfig: anything(),
  DeviceConfiguration: structure({
    ChallengeRequiredOnNewDevice: boolean(),
    DeviceOnlyRememberedOnUserPrompt: boolean(),
  }),
  AccountRecoverySetting: anything(),
  DeletionProtection: anything(),
  EmailConfiguration: anything(),
  EmailVerificationMessage: anything(),
  EmailVerificationSubject: anything(),
  SmsAuthenticationMessage: anything(),
  SmsConfiguration: anything(),
  SmsVerificationMessage: anything(),
  UserAttributeUpdateSettings: structure({ AttributesRequireVerificationBeforeUpdate: verifiable }),
  UserPoolAddOns: anything(),
  UserPoolTags: anything(),
  UserPoolTier: anything(),
  VerificationMessageTemplate: anything(),
};

/** The settings for creating a pool, including those that cannot be changed later. */
const SETTINGS = {
  ...CHANGEABLE,
  AliasAttributes: list(text({ values: ['phone_number', 'email', 'preferred_username'] })),
  UsernameAttributes: verifiable,
  UsernameConfiguration: structure({ CaseSensitive: required(boolean()) }),
  Schema: list(schemaAttribute, { max: 50 }),
};

/**
 * @typedef {import('../schema.js').StructureOf<typeof SETTINGS>} PoolSettings
 * @typedef {import('../records.js').UserPool} UserPool
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const CreateUserPool = operation(
  structure({ ...SETTINGS, PoolName: required(SETTINGS.PoolName) }),
  (context, input) => {
    const id = `${context.region}_${context.identifiers.poolSuffix()}`;
    const pool = userPool(id, input.PoolName, input, context.clock.nowMs());
    context.store.userPools.set(id, pool);
    return { UserPool: describe(context, pool) };
  },
);

/**
 * As at AWS, settings that are left out are reset to their defaults. Those that are set only at creation do not change.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 */
export const UpdateUserPool = operation(
  structure({ ...CHANGEABLE, UserPoolId: required(members.userPoolId) }),
  (context, { UserPoolId, MfaConfiguration, ...changes }) => {
    const pool = poolById(context, UserPoolId);
    const { Schema, UsernameAttributes, AliasAttributes, UsernameConfiguration } = pool.settings;
    const settings = { ...changes, ...given({ Schema, UsernameAttributes, AliasAttributes, UsernameConfiguration }) };
    const changed = userPool(UserPoolId, changes.PoolName ?? pool.name, settings, pool.createdAt);
    const { mfa, mfaMethods, webAuthn } = pool;
    // Change the object itself, since others refer to it. Second factors and passkeys have their own operation.
    delete pool.devices;
    Object.assign(pool, changed, { mfa, mfaMethods, webAuthn });
    if (MfaConfiguration !== undefined) setMfa(pool, MfaConfiguration, mfaMethods);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const DeleteUserPool = operation(structure({ UserPoolId: required(members.userPoolId) }), (context, input) => {
  const pool = poolById(context, input.UserPoolId);
  if (domainsOf(context, pool).length > 0) {
    throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
  }
  context.store.deletePool(pool);
  context.keys.forget(input.UserPoolId);
  return {};
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const ListUserPools = operation(
  structure({ MaxResults: required(integer({ min: 1, max: 60 })), NextToken: members.pageToken }),
  ({ store }, input) => {
    const { items, next } = page([...store.userPools.values()], input.MaxResults, input.NextToken);
    return {
      UserPools: items.map(({ id, name, createdAt }) => ({ Id: id, Name: name, CreationDate: createdAt / 1000 })),
      NextToken: next,
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const DescribeUserPool = operation(
  structure({ UserPoolId: required(members.userPoolId) }),
  (context, input) => ({ UserPool: describe(context, poolById(context, input.UserPoolId)) }),
);

/**
 * @param {string} id
 * @param {string} name
 * @param {PoolSettings} settings
 * @param {number} nowMs
 * @returns {UserPool}
 */
export function userPool(id, name, settings, nowMs) {
  rejectUnsupported(settings);
  const { DeviceConfiguration: devices, MfaConfiguration: mfa = 'OFF' } = settings;
  const schema = settings.Schema ?? [];
  const standard = schema.filter(({ Name = '' }) => isStandardAttribute(Name));
  const custom = schema.filter(({ Name = '' }) => !isStandardAttribute(Name));
  const policy = settings.Policies?.PasswordPolicy;
  return {
    id,
    name,
    // Requirements that a policy leaves out are off.
    passwordPolicy: policy === undefined ? DEFAULT_POLICY : { ...permissive(), ...policy },
    usernameAttributes: channels(settings.UsernameAttributes),
    aliasAttributes: /** @type {('email' | 'phone_number' | 'preferred_username')[]} */ (
      settings.AliasAttributes ?? []
    ),
    autoVerifiedAttributes: channels(settings.AutoVerifiedAttributes),
    requiredAttributes: standard.flatMap(({ Name, Required }) => (Required && Name ? [Name] : [])),
    customAttributes: custom.flatMap(({ Name }) => (Name ? [`custom:${Name}`] : [])),
    caseSensitive: settings.UsernameConfiguration?.CaseSensitive ?? true,
    adminCreatesUsersOnly: settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    verifiedBeforeUpdate: channels(settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate),
    mfa: /** @type {UserPool['mfa']} */ (mfa),
    mfaMethods: settings.SmsConfiguration === undefined ? [] : ['SMS_MFA'],
    firstFactors: /** @type {UserPool['firstFactors']} */ (
      settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD']
    ),
    ...(hasMembers(devices) && {
      devices: {
        always: !devices?.DeviceOnlyRememberedOnUserPrompt,
        replacesMfa: devices?.ChallengeRequiredOnNewDevice ?? false,
      },
    }),
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred' },
    settings: { ...settings },
    createdAt: nowMs,
  };
}

/** @param {PoolSettings} settings */
function rejectUnsupported({ MfaConfiguration = 'OFF', LambdaConfig, ...settings }) {
  if (MfaConfiguration !== 'OFF' && settings.SmsConfiguration === undefined) {
    throw invalidParameter('An SMS configuration is required here; use SetUserPoolMfaConfig for other second factors.');
  }
  if (hasMembers(LambdaConfig)) {
    throw invalidParameter('This local Cognito does not run Lambdas; use functions as triggers.');
  }
  if (hasMembers(settings.UsernameAttributes) && hasMembers(settings.AliasAttributes)) {
    throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.');
  }
}

/** @param {unknown} value */
const hasMembers = (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const permissive = () => ({
  ...DEFAULT_POLICY,
  RequireUppercase: false,
  RequireLowercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
});

/**
 * Removes undefined members.
 *
 * @param {Record<string, unknown>} record
 */
const given = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** @param {string[]} [names] */
const channels = (names = []) => /** @type {('email' | 'phone_number')[]} */ (names);

/**
 * The schema, with the whole names of custom attributes.
 *
 * @param {UserPool} pool
 */
const described = ({ settings, customAttributes }) =>
  /** @type {{ Name?: string }[] | undefined} */ (settings['Schema'])?.map((attribute) => {
    const name = `custom:${attribute.Name ?? ''}`;
    return customAttributes.includes(name) ? { ...attribute, Name: name } : attribute;
  });

/**
 * @param {import('../context.js').Context} context
 * @param {import('../records.js').UserPool} pool
 */
function describe(context, pool) {
  const { store } = context;
  const domains = domainsOf(context, pool);
  const seconds = pool.createdAt / 1000;
  return {
    ...pool.settings,
    Id: pool.id,
    Name: pool.name,
    PoolName: undefined,
    Schema: undefined,
    SchemaAttributes: described(pool),
    Domain: domains.find(({ isCustom }) => !isCustom)?.name,
    CustomDomain: domains.find(({ isCustom }) => isCustom)?.name,
    Arn: `arn:aws:cognito-idp:${regionOf(pool.id)}:000000000000:userpool/${pool.id}`,
    Policies: { PasswordPolicy: pool.passwordPolicy, SignInPolicy: { AllowedFirstAuthFactors: pool.firstFactors } },
    MfaConfiguration: pool.mfa,
    UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
    EstimatedNumberOfUsers: store.usersOf(pool).length,
    CreationDate: seconds,
    LastModifiedDate: seconds,
  };
}
