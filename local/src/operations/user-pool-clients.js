import { clientAndPool, poolById } from '../clients.js';
import { invalidParameter, notFound } from '../errors.js';
import { randomToken } from '../identifiers.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { anything, boolean, integer, list, required, structure, text } from '../schema.js';
import { OAUTH_SETTINGS, checkClientOAuth, clientOAuth } from './client-oauth.js';
import { operation } from './operation.js';

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86400 };
const SHORT_LIVED = { min: 5 * SECONDS.minutes, max: SECONDS.days };
const LONG_LIVED = { min: SECONDS.hours, max: 3650 * SECONDS.days };
const DEFAULT_FLOWS = ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
/** Older names, without `ALLOW_`. Each one adds a flow to the defaults. */
const LEGACY_FLOWS = ['ADMIN_NO_SRP_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'USER_PASSWORD_AUTH'];
const FLOWS = [
  ...LEGACY_FLOWS,
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
];

const unit = text({ values: Object.keys(SECONDS) });
const clientName = text({ min: 1, max: 128 });

const SETTINGS = {
  ClientName: clientName,
  ExplicitAuthFlows: list(text({ values: FLOWS })),
  PreventUserExistenceErrors: text({ values: ['LEGACY', 'ENABLED'] }),
  EnableTokenRevocation: boolean(),
  AccessTokenValidity: integer({ min: 1, max: 86400 }),
  IdTokenValidity: integer({ min: 1, max: 86400 }),
  RefreshTokenValidity: integer({ min: 0, max: 315360000 }),
  TokenValidityUnits: structure({ AccessToken: unit, IdToken: unit, RefreshToken: unit }),
  AuthSessionValidity: integer({ min: 3, max: 15 }),
  ReadAttributes: list(text()),
  WriteAttributes: list(text()),
  RefreshTokenRotation: structure({
    Feature: required(text({ values: ['ENABLED', 'DISABLED'] })),
    RetryGracePeriodSeconds: integer({ min: 0, max: 60 }),
  }),
  AnalyticsConfiguration: anything(),
  EnablePropagateAdditionalUserContextData: anything(),
  ...OAUTH_SETTINGS,
};

/**
 * @typedef {import('../schema.js').StructureOf<typeof SETTINGS>} ClientSettings
 * @typedef {import('../records.js').AppClient} AppClient
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const CreateUserPoolClient = operation(
  structure({
    ...SETTINGS,
    ClientName: required(clientName),
    UserPoolId: required(members.userPoolId),
    GenerateSecret: boolean(),
  }),
  (context, { UserPoolId, GenerateSecret, ...settings }) => {
    const pool = poolById(context, UserPoolId);
    const secret = GenerateSecret ? randomToken(38).replace(/[-_]/g, '0') : undefined;
    const id = context.identifiers.client();
    const client = appClient({ id, poolId: pool.id, secret }, settings, context.clock.nowMs());
    checkClientOAuth(context, pool, client);
    context.store.clients.set(id, client);
    return { UserPoolClient: describe(client) };
  },
);

/**
 * As at AWS, settings that are left out are reset to their defaults.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html
 */
export const UpdateUserPoolClient = operation(
  structure({
    ...SETTINGS,
    ClientId: required(members.clientId),
    UserPoolId: required(members.userPoolId),
  }),
  (context, { ClientId, UserPoolId, ...settings }) => {
    const pool = poolById(context, UserPoolId);
    const { id, poolId, name, secret, createdAt } = clientOf(context, UserPoolId, ClientId);
    const named = { ClientName: name, ...settings };
    const changed = appClient({ id, poolId, secret }, named, context.clock.nowMs());
    checkClientOAuth(context, pool, changed);
    context.store.clients.set(id, { ...changed, createdAt });
    return { UserPoolClient: describe({ ...changed, createdAt }) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const DescribeUserPoolClient = operation(
  structure({ ClientId: required(members.clientId), UserPoolId: required(members.userPoolId) }),
  (context, input) => ({
    UserPoolClient: describe(clientOf(context, input.UserPoolId, input.ClientId)),
  }),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const DeleteUserPoolClient = operation(
  structure({ ClientId: required(members.clientId), UserPoolId: required(members.userPoolId) }),
  (context, input) => {
    context.store.clients.delete(clientOf(context, input.UserPoolId, input.ClientId).id);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const ListUserPoolClients = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    MaxResults: integer({ min: 1, max: 60 }),
    NextToken: members.pageToken,
  }),
  (context, input) => {
    const { id: UserPoolId } = poolById(context, input.UserPoolId);
    const clients = [...context.store.clients.values()].filter(({ poolId }) => poolId === UserPoolId);
    const { items, next } = page(clients, input.MaxResults, input.NextToken);
    return {
      UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, ClientName: name, UserPoolId })),
      NextToken: next,
    };
  },
);

/**
 * @param {{ id: string, poolId: string, secret?: string | undefined }} identity
 * @param {ClientSettings} settings
 * @param {number} nowMs
 * @returns {AppClient}
 */
export function appClient({ id, poolId, secret }, settings, nowMs) {
  const rotation = settings.RefreshTokenRotation;
  const rotates = rotation?.Feature === 'ENABLED';
  if (rotates && settings.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together with refresh token rotation.');
  }
  const flows = enabledFlows(settings.ExplicitAuthFlows ?? []);
  if (rotates) flows.delete('ALLOW_REFRESH_TOKEN_AUTH');
  return {
    id,
    poolId,
    name: settings.ClientName ?? '',
    ...(secret !== undefined && { secret }),
    settings: { ...settings },
    flows,
    hidesUnknownUsers: settings.PreventUserExistenceErrors === 'ENABLED',
    validity: tokenValidity(settings),
    sessionMinutes: settings.AuthSessionValidity ?? 3,
    ...(rotates && { rotationGraceMs: (rotation.RetryGracePeriodSeconds ?? 0) * 1000 }),
    revocation: settings.EnableTokenRevocation ?? true,
    oauth: clientOAuth(settings),
    ...(settings.ReadAttributes && { readable: new Set(settings.ReadAttributes) }),
    ...(settings.WriteAttributes && { writable: new Set(settings.WriteAttributes) }),
    createdAt: nowMs,
    modifiedAt: nowMs,
  };
}

/**
 * @param {string[]} explicit
 * @returns {Set<string>}
 */
function enabledFlows(explicit) {
  const legacy = explicit.filter((flow) => LEGACY_FLOWS.includes(flow));
  if (legacy.length > 0 && legacy.length < explicit.length) {
    throw invalidParameter('Cannot mix ALLOW_ flows with the older flow names.');
  }
  if (explicit.length > 0 && legacy.length === 0) return new Set(explicit);
  const added = legacy.includes('USER_PASSWORD_AUTH') ? ['ALLOW_USER_PASSWORD_AUTH'] : [];
  const only = legacy.includes('CUSTOM_AUTH_FLOW_ONLY');
  return new Set([...DEFAULT_FLOWS.filter((flow) => !only || flow !== 'ALLOW_USER_SRP_AUTH'), ...added]);
}

/**
 * @param {ClientSettings} settings
 * @returns {import('../records.js').TokenValidity}
 */
function tokenValidity({ AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits: units }) {
  return {
    access: lifetime(AccessTokenValidity || 1, units?.AccessToken ?? 'hours', SHORT_LIVED),
    id: lifetime(IdTokenValidity || 1, units?.IdToken ?? 'hours', SHORT_LIVED),
    refresh: lifetime(RefreshTokenValidity || 30, units?.RefreshToken ?? 'days', LONG_LIVED),
  };
}

/**
 * @param {number} amount
 * @param {string} unitName
 * @param {{ min: number, max: number }} range seconds
 */
function lifetime(amount, unitName, { min, max }) {
  const seconds = amount * SECONDS[/** @type {keyof typeof SECONDS} */ (unitName)];
  if (seconds < min || seconds > max) throw invalidParameter('Invalid range for token validity.');
  return seconds;
}

/**
 * @param {import('../context.js').Context} context
 * @param {string} poolId
 * @param {string} clientId
 */
function clientOf(context, poolId, clientId) {
  const pool = poolById(context, poolId);
  const { client } = clientAndPool(context, clientId);
  if (client.poolId !== pool.id) throw notFound(`User pool client ${clientId} does not exist.`);
  return client;
}

/** @param {AppClient} client */
function describe(client) {
  return {
    ...client.settings,
    ClientId: client.id,
    ClientName: client.name,
    UserPoolId: client.poolId,
    ClientSecret: client.secret,
    RefreshTokenValidity: client.settings.RefreshTokenValidity ?? 30,
    EnableTokenRevocation: client.revocation,
    AuthSessionValidity: client.sessionMinutes,
    AllowedOAuthFlowsUserPoolClient: client.oauth.enabled,
    CreationDate: client.createdAt / 1000,
    LastModifiedDate: client.modifiedAt / 1000,
  };
}
