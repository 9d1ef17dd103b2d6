import { isStandardAttribute } from '../attributes.js';
import { poolById } from '../clients.js';
import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
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

/** What a pool may be given at its creation and later, in the members of the API. */
const SETTINGS = {
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
    SignInPolicy: anything(),
  }),
  AutoVerifiedAttributes: verifiable,
  AliasAttributes: list(text({ values: ['phone_number', 'email', 'preferred_username'] })),
  UsernameAttributes: verifiable,
  UsernameConfiguration: structure({ CaseSensitive: required(boolean()) }),
  Schema: list(
    structure({
      Name: text({ min: 1, max: 20 }),
      AttributeDataType: text({ values: ['String', 'Number', 'DateTime', 'Boolean'] }),
      DeveloperOnlyAttribute: boolean(),
      Mutable: boolean(),
      Required: boolean(),
      NumberAttributeConstraints: anything(),
      StringAttributeConstraints: anything(),
    }),
    { max: 50 },
  ),
  AdminCreateUserConfig: structure({
    AllowAdminCreateUserOnly: boolean(),
    UnusedAccountValidityDays: integer({ min: 0, max: 365 }),
    InviteMessageTemplate: anything(),
  }),
  MfaConfiguration: text({ values: ['OFF', 'ON', 'OPTIONAL'] }),
  LambdaConfig: anything(),
  DeviceConfiguration: anything(),
  AccountRecoverySetting: anything(),
  DeletionProtection: anything(),
  EmailConfiguration: anything(),
  EmailVerificationMessage: anything(),
  EmailVerificationSubject: anything(),
  SmsAuthenticationMessage: anything(),
  SmsConfiguration: anything(),
  SmsVerificationMessage: anything(),
  UserAttributeUpdateSettings: anything(),
  UserPoolAddOns: anything(),
  UserPoolTags: anything(),
  UserPoolTier: anything(),
  VerificationMessageTemplate: anything(),
};

/** @typedef {import('../schema.js').StructureOf<typeof SETTINGS>} PoolSettings */

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
 * @returns {import('../records.js').UserPool}
 */
export function userPool(id, name, settings, nowMs) {
  refuseWhatIsNotThere(settings);
  const schema = settings.Schema ?? [];
  const standard = schema.filter(({ Name = '' }) => isStandardAttribute(Name));
  const custom = schema.filter(({ Name = '' }) => !isStandardAttribute(Name));
  const policy = settings.Policies?.PasswordPolicy;
  return {
    id,
    name,
    // A policy that is given at all says no to what it leaves out.
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
    settings: { ...settings },
    createdAt: nowMs,
  };
}

/** @param {PoolSettings} settings */
function refuseWhatIsNotThere({ MfaConfiguration, LambdaConfig, DeviceConfiguration, ...settings }) {
  if (MfaConfiguration !== undefined && MfaConfiguration !== 'OFF') {
    throw invalidParameter('This local Cognito does not offer multi-factor authentication yet.');
  }
  if (hasMembers(LambdaConfig)) {
    throw invalidParameter('This local Cognito runs no Lambdas; give it triggers as functions.');
  }
  if (hasMembers(DeviceConfiguration)) {
    throw invalidParameter('This local Cognito does not remember devices yet.');
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

/** @param {string[]} [names] */
const channels = (names = []) => /** @type {('email' | 'phone_number')[]} */ (names);

/**
 * @param {import('../context.js').Context} context
 * @param {import('../records.js').UserPool} pool
 */
function describe({ store, region }, pool) {
  const seconds = pool.createdAt / 1000;
  return {
    ...pool.settings,
    Id: pool.id,
    Name: pool.name,
    PoolName: undefined,
    Schema: undefined,
    SchemaAttributes: pool.settings.Schema,
    Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${pool.id}`,
    Policies: { PasswordPolicy: pool.passwordPolicy },
    MfaConfiguration: 'OFF',
    UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
    EstimatedNumberOfUsers: store.usersOf(pool).length,
    CreationDate: seconds,
    LastModifiedDate: seconds,
  };
}
