/** A backend that is there already: read from the services, and never changed. */
import { DescribeIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListUserPoolClients,
} from '@aws-sdk/client-cognito-identity-provider';
import { CliError } from '../errors.js';
import { hostOfPrefix } from './domain.js';
import { answersOf, socialTypes } from './existing-answers.js';
import { warningsOf } from './existing-warnings.js';

/**
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').CognitoIdentityProviderClient} Cognito
 * @typedef {import('@aws-sdk/client-cognito-identity').CognitoIdentityClient} Identity
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolType} UserPool
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolClientType} Client
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('./outputs.js').Outputs} Outputs
 *
 * @typedef {object} ExistingIds
 * @property {string} userPoolId
 * @property {string} webClientId
 * @property {string | undefined} [nativeClientId] by default that of the web
 * @property {string | undefined} [identityPoolId]
 *
 * @typedef {object} Existing
 * @property {Outputs} outputs
 * @property {Answers} answers what a backend like this one would have been made from
 * @property {string[]} warnings a line for each
 */

/** The most that one page of a list has. */
const pageSize = 60;

/**
 * @param {{ cognito: Cognito, identity: Identity }} clients for the region of the pool
 * @param {ExistingIds} ids
 * @returns {Promise<Existing>}
 * @throws {CliError} for an id that is none, and for a pool or an app client that is not there
 */
export async function readExisting({ cognito, identity }, ids) {
  const { userPoolId, webClientId, nativeClientId = webClientId, identityPoolId } = ids;
  const region = regionOf(userPoolId, /^([a-z0-9-]+)_[0-9A-Za-z]+$/, 'a user pool', 'eu-west-1_AbCdEfGhI');
  if (identityPoolId !== undefined) {
    regionOf(identityPoolId, /^([a-z0-9-]+):[0-9a-f-]+$/i, 'an identity pool', 'eu-west-1:…');
  }
  const pool = await userPool(cognito, userPoolId, region);
  const [web, native, mfa, groups, identityPool] = await Promise.all([
    appClient(cognito, userPoolId, webClientId),
    nativeClientId === webClientId ? null : appClient(cognito, userPoolId, nativeClientId),
    cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId: userPoolId })),
    allOf(paginateListGroups({ client: cognito, pageSize }, { UserPoolId: userPoolId }), ({ Groups }) => Groups),
    identityPoolId === undefined ? null : describedIdentityPool(identity, identityPoolId),
  ]);
  const providers = await socialProviders(cognito, userPoolId, web);
  const answers = answersOf({ region, pool, client: web, mfa, groups, providers, identityPool });
  const { ClientSecret: nativeClientSecret } = native ?? web;
  const userPoolEndpoint = await endpointOf(cognito);
  const identityPoolEndpoint = identityPoolId === undefined ? undefined : await endpointOf(identity);
  const domain = domainOf(pool, region);
  return {
    outputs: {
      region,
      userPoolId,
      ...(pool.Arn !== undefined && { userPoolArn: pool.Arn }),
      ...(pool.Name !== undefined && { userPoolName: pool.Name }),
      webClientId,
      nativeClientId,
      ...(nativeClientSecret !== undefined && { nativeClientSecret }),
      ...(identityPoolId !== undefined && { identityPoolId }),
      ...(identityPool?.IdentityPoolName !== undefined && { identityPoolName: identityPool.IdentityPoolName }),
      ...(domain !== undefined && { domain }),
      ...(userPoolEndpoint !== undefined && { userPoolEndpoint }),
      ...(identityPoolEndpoint !== undefined && { identityPoolEndpoint }),
    },
    answers,
    warnings: warningsOf({ userPoolId, web, native, identityPool, hasPages: answers.userPool.hostedUI !== null }),
  };
}

/**
 * @param {string} id
 * @param {RegExp} form
 * @param {string} what
 * @param {string} example
 */
function regionOf(id, form, what, example) {
  const region = id.length <= 55 ? form.exec(id)?.[1] : undefined;
  if (region === undefined) throw new CliError(`"${id.slice(0, 60)}" is not the ID of ${what}, such as ${example}.`);
  return region;
}

/**
 * @param {Cognito} cognito
 * @param {string} UserPoolId
 * @param {string} region
 * @returns {Promise<UserPool>}
 */
async function userPool(cognito, UserPoolId, region) {
  const asked = await cognito.config.region();
  const command = new DescribeUserPoolCommand({ UserPoolId });
  const { UserPool: found } = await unlessMissing(cognito.send(command), () =>
    asked === region
      ? `There is no user pool ${UserPoolId} in this account. Check the ID and the profile.`
      : `The user pool ${UserPoolId} belongs to the region ${region}, but ${asked} was asked: use --region ${region}.`,
  );
  return found ?? {};
}

/**
 * @param {Cognito} cognito
 * @param {string} UserPoolId
 * @param {string} ClientId
 * @returns {Promise<Client>}
 */
async function appClient(cognito, UserPoolId, ClientId) {
  const command = new DescribeUserPoolClientCommand({ UserPoolId, ClientId });
  const { UserPoolClient: found } = await unlessMissing(cognito.send(command), async () => {
    const names = await clientNames(cognito, UserPoolId);
    const known = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.';
    return `The user pool ${UserPoolId} has no app client ${ClientId}. ${known}`;
  });
  return found ?? {};
}

/**
 * @param {Cognito} cognito
 * @param {string} UserPoolId
 */
async function clientNames(cognito, UserPoolId) {
  const pages = paginateListUserPoolClients({ client: cognito, pageSize }, { UserPoolId });
  const clients = await allOf(pages, ({ UserPoolClients }) => UserPoolClients);
  return clients.map(({ ClientId, ClientName }) => `${ClientId ?? ''} (${ClientName ?? ''})`);
}

/**
 * @param {Identity} identity
 * @param {string} IdentityPoolId
 */
const describedIdentityPool = (identity, IdentityPoolId) =>
  unlessMissing(
    identity.send(new DescribeIdentityPoolCommand({ IdentityPoolId })),
    () => `There is no identity pool ${IdentityPoolId} in this account and region. Check the ID, or leave it out.`,
  );

/**
 * The social providers that an app client offers, with their details.
 *
 * @param {Cognito} cognito
 * @param {string} UserPoolId
 * @param {Client} client
 */
async function socialProviders(cognito, UserPoolId, { SupportedIdentityProviders: offered = [] }) {
  const pages = paginateListIdentityProviders({ client: cognito, pageSize }, { UserPoolId });
  const all = await allOf(pages, ({ Providers }) => Providers);
  const social = all.filter(
    ({ ProviderName = '', ProviderType }) =>
      socialTypes.some((type) => type === ProviderType) && offered.includes(ProviderName),
  );
  const described = await Promise.all(
    social.map(({ ProviderName }) => cognito.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName }))),
  );
  return described.flatMap(({ IdentityProvider }) => (IdentityProvider ? [IdentityProvider] : []));
}

/**
 * The address of a service that is not AWS's.
 *
 * @param {Cognito | Identity} client
 */
async function endpointOf({ config: { isCustomEndpoint, endpoint } }) {
  if (!isCustomEndpoint || !endpoint) return undefined;
  const { protocol, hostname, port, path } = await endpoint();
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path.replace(/\/$/, '')}`;
}

/**
 * A pool's own host name comes first.
 *
 * @param {UserPool} pool
 * @param {string} region
 */
const domainOf = ({ Domain, CustomDomain }, region) =>
  CustomDomain ?? (Domain === undefined ? undefined : hostOfPrefix(Domain, region));

/**
 * @template Page, Item
 * @param {AsyncIterable<Page>} pages
 * @param {(page: Page) => Item[] | undefined} itemsOf
 */
async function allOf(pages, itemsOf) {
  /** @type {Item[]} */
  const all = [];
  for await (const page of pages) all.push(...(itemsOf(page) ?? []));
  return all;
}

/**
 * @template Reply
 * @param {Promise<Reply>} reply
 * @param {() => string | Promise<string>} message
 */
async function unlessMissing(reply, message) {
  try {
    return await reply;
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ResourceNotFoundException') throw cause;
    throw new CliError(await message(), { cause });
  }
}
