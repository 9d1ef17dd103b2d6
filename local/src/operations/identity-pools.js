import { notFound } from '../errors.js';
import { anything, boolean, list, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

export const identityPoolId = text({
  min: 1,
  max: 55,
  pattern: /^[\w-]+:[0-9a-f-]+$/,
  patternText: '[\\w-]+:[0-9a-f-]+',
});

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
  AllowClassicFlow: anything(),
  DeveloperProviderName: anything(),
  IdentityPoolTags: anything(),
  OpenIdConnectProviderARNs: anything(),
  SamlProviderARNs: anything(),
  SupportedLoginProviders: anything(),
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
    identityPoolById(context, IdentityPoolId);
    return describe(keep(context, identityPool(IdentityPoolId, settings)));
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
export const DescribeIdentityPool = operation(
  structure({ IdentityPoolId: required(identityPoolId) }),
  (context, input) => describe(identityPoolById(context, input.IdentityPoolId)),
);

/**
 * @param {string} id
 * @param {IdentityPoolSettings} settings
 * @returns {import('../records.js').IdentityPool}
 */
export function identityPool(id, settings) {
  const providers = settings.CognitoIdentityProviders ?? [];
  return {
    id,
    name: settings.IdentityPoolName,
    allowsGuests: settings.AllowUnauthenticatedIdentities,
    providers: providers.map(({ ServerSideTokenCheck = false, ...provider }) => ({
      ...provider,
      ServerSideTokenCheck,
    })),
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
 * @param {import('../records.js').IdentityPool} pool
 */
function keep({ store }, pool) {
  store.identityPools.set(pool.id, pool);
  return pool;
}

/** @param {import('../records.js').IdentityPool} pool */
const describe = ({ id, name, allowsGuests, providers }) => ({
  IdentityPoolId: id,
  IdentityPoolName: name,
  AllowUnauthenticatedIdentities: allowsGuests,
  CognitoIdentityProviders: providers,
});
