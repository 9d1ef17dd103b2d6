import { notFound } from '../errors.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { boolean, integer, list, map, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

export const identityPoolId = text({
  min: 1,
  max: 55,
  pattern: /^[\w-]+:[0-9a-f-]+$/,
  patternText: '[\\w-]+:[0-9a-f-]+',
});

export const developerProviderName = text({ min: 1, max: 128, pattern: /^[\w._-]+$/, patternText: '[\\w._-]+' });
const providerArn = text({ min: 20, max: 2048 });

const SETTINGS = {
  IdentityPoolName: required(text({ min: 1, max: 128 })),
  AllowUnauthenticatedIdentities: required(boolean()),
  CognitoIdentityProviders: list(
    structure({
      ProviderName: required(text({ min: 1, max: 128 })),
      ClientId: required(text({ min: 1, max: 128 })),
      ServerSideTokenCheck: boolean(),
    }),
  ),
  AllowClassicFlow: boolean(),
  DeveloperProviderName: developerProviderName,
  IdentityPoolTags: map(text({ max: 256 })),
  OpenIdConnectProviderARNs: list(providerArn),
  SamlProviderARNs: list(providerArn),
  SupportedLoginProviders: map(text({ min: 1, max: 128 })),
};

/** @typedef {import('../schema.js').StructureOf<typeof SETTINGS>} IdentityPoolSettings */

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html */
export const CreateIdentityPool = operation(structure(SETTINGS), (context, input) => {
  const id = `${context.region}:${crypto.randomUUID()}`;
  return describe(keep(context, identityPool(id, input)));
});

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html */
export const UpdateIdentityPool = operation(
  structure({ ...SETTINGS, IdentityPoolId: required(identityPoolId) }),
  (context, { IdentityPoolId, ...settings }) => {
    const { roles, principalTags, tags } = identityPoolById(context, IdentityPoolId);
    // An update that names no tags leaves them.
    const updated = identityPool(IdentityPoolId, { IdentityPoolTags: tags, ...settings });
    return describe(keep(context, { ...updated, roles, principalTags }));
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
export const DescribeIdentityPool = operation(
  structure({ IdentityPoolId: required(identityPoolId) }),
  (context, input) => describe(identityPoolById(context, input.IdentityPoolId)),
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html */
export const ListIdentityPools = operation(
  structure({ MaxResults: required(integer({ min: 1, max: 60 })), NextToken: members.pageToken }),
  ({ store }, input) => {
    const { items, next } = page([...store.identityPools.values()], input.MaxResults, input.NextToken);
    return {
      IdentityPools: items.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
      NextToken: next,
    };
  },
);

/**
 * Its identities end with it.
 *
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentityPool.html
 */
export const DeleteIdentityPool = operation(
  structure({ IdentityPoolId: required(identityPoolId) }),
  (context, input) => {
    const { id } = identityPoolById(context, input.IdentityPoolId);
    context.store.deleteIdentityPool(id);
    return {};
  },
);

/**
 * @param {string} id
 * @param {IdentityPoolSettings} settings
 * @returns {import('../identity-records.js').IdentityPool}
 */
export function identityPool(id, { IdentityPoolTags = {}, ...settings }) {
  const providers = settings.CognitoIdentityProviders ?? [];
  return {
    id,
    name: settings.IdentityPoolName,
    allowsGuests: settings.AllowUnauthenticatedIdentities,
    providers: providers.map(({ ServerSideTokenCheck = false, ...provider }) => ({
      ...provider,
      ServerSideTokenCheck,
    })),
    ...(settings.AllowClassicFlow !== undefined && { allowsClassicFlow: settings.AllowClassicFlow }),
    ...(settings.DeveloperProviderName !== undefined && { developerProvider: settings.DeveloperProviderName }),
    socialProviders: settings.SupportedLoginProviders ?? {},
    openIdProviders: settings.OpenIdConnectProviderARNs ?? [],
    samlProviders: settings.SamlProviderARNs ?? [],
    tags: IdentityPoolTags,
    settings,
    roles: {},
    principalTags: {},
  };
}

/**
 * @param {import('../context.js').Context} context
 * @param {string} id
 */
export function identityPoolById({ store }, id) {
  const pool = store.identityPools.get(id);
  if (pool === undefined) throw notFound(`IdentityPool '${id}' not found.`);
  return pool;
}

/**
 * @param {import('../context.js').Context} context
 * @param {import('../identity-records.js').IdentityPool} pool
 */
function keep({ store }, pool) {
  store.identityPools.set(pool.id, pool);
  return pool;
}

/** @param {import('../identity-records.js').IdentityPool} pool */
const describe = ({ id, name, allowsGuests, providers, tags, settings }) => ({
  ...settings,
  ...(Object.keys(tags).length > 0 && { IdentityPoolTags: tags }),
  IdentityPoolId: id,
  IdentityPoolName: name,
  AllowUnauthenticatedIdentities: allowsGuests,
  CognitoIdentityProviders: providers,
});
