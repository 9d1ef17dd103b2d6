import { isStandardAttribute } from '../attributes.js';
import { poolById } from '../clients.js';
import { ServiceError, invalidParameter, notFound } from '../errors.js';
import { providerByIdentifier, providerKey, providerNamed, providersOfPool } from '../identity-providers.js';
import * as members from '../members.js';
import { page } from '../paging.js';
import { integer, list, map, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

/** The details that a type cannot do without. A SAML provider needs one of two. */
const NEEDED_DETAILS = /** @type {const} */ ({
  SAML: [],
  OIDC: ['client_id', 'attributes_request_method', 'oidc_issuer', 'authorize_scopes'],
  Google: ['client_id', 'client_secret', 'authorize_scopes'],
  Facebook: ['client_id', 'client_secret', 'authorize_scopes'],
  LoginWithAmazon: ['client_id', 'client_secret', 'authorize_scopes'],
  SignInWithApple: ['client_id', 'team_id', 'key_id', 'authorize_scopes'],
});
/** The claim with the user's id, for a mapping that names none. */
const SUBJECTS = { Facebook: 'id', LoginWithAmazon: 'user_id' };

const providerType = text({ values: Object.keys(NEEDED_DETAILS) });
const providerName = text({
  min: 1,
  max: 32,
  pattern: /^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+$/u,
  patternText: '[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+',
});
const idpIdentifier = text({ min: 1, max: 40, pattern: /^[\w\s+=.@-]+$/, patternText: '[\\w\\s+=.@-]+' });
const ONE_PROVIDER = {
  UserPoolId: required(members.userPoolId),
  ProviderName: required(text({ min: 1, max: 32 })),
};
const SETTINGS = {
  ProviderDetails: map(text({ max: 131072, secret: true })),
  AttributeMapping: map(text({ max: 131072 })),
  IdpIdentifiers: list(idpIdentifier, { max: 50 }),
};

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {import('../records.js').IdentityProvider} IdentityProvider
 */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
export const CreateIdentityProvider = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    ProviderName: required(providerName),
    ProviderType: required(providerType),
    ...SETTINGS,
    ProviderDetails: required(SETTINGS.ProviderDetails),
  }),
  (context, input) => {
    const pool = poolById(context, input.UserPoolId);
    if (providerNamed(context, pool, input.ProviderName) !== undefined) {
      throw new ServiceError('DuplicateProviderException', `A provider named ${input.ProviderName} already exists.`);
    }
    const nowMs = context.clock.nowMs();
    /** @type {IdentityProvider} */
    const provider = {
      poolId: pool.id,
      name: input.ProviderName,
      type: /** @type {IdentityProvider['type']} */ (input.ProviderType),
      details: { ...input.ProviderDetails },
      mapping: { ...input.AttributeMapping },
      identifiers: input.IdpIdentifiers ?? [],
      createdAt: nowMs,
      modifiedAt: nowMs,
    };
    keepProvider(context, pool, provider);
    return { IdentityProvider: described(provider) };
  },
);

/**
 * Settings that are left out do not change.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateIdentityProvider.html
 */
export const UpdateIdentityProvider = operation(structure({ ...ONE_PROVIDER, ...SETTINGS }), (context, input) => {
  const { pool, provider } = providerOf(context, input);
  const changed = {
    ...provider,
    details: { ...provider.details, ...input.ProviderDetails },
    ...(input.AttributeMapping && { mapping: { ...input.AttributeMapping } }),
    ...(input.IdpIdentifiers && { identifiers: input.IdpIdentifiers }),
    modifiedAt: context.clock.nowMs(),
  };
  keepProvider(context, pool, changed);
  return { IdentityProvider: described(changed) };
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeIdentityProvider.html */
export const DescribeIdentityProvider = operation(structure(ONE_PROVIDER), (context, input) => ({
  IdentityProvider: described(providerOf(context, input).provider),
}));

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetIdentityProviderByIdentifier.html */
export const GetIdentityProviderByIdentifier = operation(
  structure({ UserPoolId: required(members.userPoolId), IdpIdentifier: required(idpIdentifier) }),
  (context, { UserPoolId, IdpIdentifier }) => {
    const provider = providerByIdentifier(context, poolById(context, UserPoolId), IdpIdentifier);
    if (provider === undefined) throw notFound(`There is no identity provider for ${IdpIdentifier}.`);
    return { IdentityProvider: described(provider) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListIdentityProviders.html */
export const ListIdentityProviders = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    MaxResults: integer({ min: 0, max: 60 }),
    NextToken: members.pageToken,
  }),
  (context, input) => {
    const providers = providersOfPool(context, poolById(context, input.UserPoolId));
    const { items, next } = page(providers, input.MaxResults || undefined, input.NextToken);
    return {
      Providers: items.map(({ name, type, createdAt, modifiedAt }) => ({
        ProviderName: name,
        ProviderType: type,
        CreationDate: createdAt / 1000,
        LastModifiedDate: modifiedAt / 1000,
      })),
      NextToken: next,
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteIdentityProvider.html */
export const DeleteIdentityProvider = operation(structure(ONE_PROVIDER), (context, input) => {
  const { provider } = providerOf(context, input);
  context.store.identityProviders.delete(providerKey(provider.poolId, provider.name));
  return {};
});

/**
 * Checks a provider and stores it.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {IdentityProvider} provider
 */
function keepProvider(context, pool, provider) {
  const { name, type, details, mapping, identifiers } = provider;
  if (name === 'COGNITO' || name === 'Cognito') throw invalidParameter('COGNITO stands for the users of the pool.');
  const isSocial = type !== 'SAML' && type !== 'OIDC';
  if (isSocial && name !== type) throw invalidParameter(`The name of this provider must be ${type}.`);
  const missing = NEEDED_DETAILS[type].find((detail) => !details[detail]);
  if (missing !== undefined) throw invalidParameter(`Missing required detail ${missing} in ProviderDetails.`);
  if (type === 'SAML' && !details.MetadataURL && !details.MetadataFile) {
    throw invalidParameter('ProviderDetails must have MetadataURL or MetadataFile.');
  }
  const unknown = Object.keys(mapping).find((attribute) => !isMappable(pool, attribute));
  if (unknown !== undefined) throw invalidParameter(`Invalid attribute mapping: ${unknown} is not in the schema.`);
  const taken = identifiers.find((identifier) => {
    const holder = providerByIdentifier(context, pool, identifier);
    return holder !== undefined && holder.name !== name;
  });
  if (taken !== undefined) throw invalidParameter(`The identifier ${taken} belongs to another provider.`);
  if (type !== 'SAML') {
    provider.mapping = {
      username: Object.hasOwn(SUBJECTS, type) ? SUBJECTS[/** @type {keyof typeof SUBJECTS} */ (type)] : 'sub',
      ...mapping,
    };
  }
  context.store.identityProviders.set(providerKey(pool.id, name), provider);
}

/**
 * @param {UserPool} pool
 * @param {string} attribute
 */
const isMappable = ({ customAttributes }, attribute) =>
  ['username', 'email_verified', 'phone_number_verified'].includes(attribute) ||
  isStandardAttribute(attribute) ||
  customAttributes.includes(attribute);

/**
 * @param {Context} context
 * @param {{ UserPoolId: string, ProviderName: string }} input
 */
export function providerOf(context, { UserPoolId, ProviderName }) {
  const pool = poolById(context, UserPoolId);
  const provider = providerNamed(context, pool, ProviderName);
  if (provider === undefined) throw notFound(`Identity provider ${ProviderName} does not exist.`);
  return { pool, provider };
}

/** @param {IdentityProvider} provider */
const described = ({ poolId, name, type, details, mapping, identifiers, createdAt, modifiedAt }) => ({
  UserPoolId: poolId,
  ProviderName: name,
  ProviderType: type,
  ProviderDetails: details,
  AttributeMapping: mapping,
  IdpIdentifiers: identifiers,
  CreationDate: createdAt / 1000,
  LastModifiedDate: modifiedAt / 1000,
});
