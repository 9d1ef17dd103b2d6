import { poolById } from '../clients.js';
import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
import { integer, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

const PREFIX = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const HOST_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const RESERVED_WORDS = ['aws', 'amazon', 'cognito'];

const domain = text({ min: 1, max: 63 });
const SETTINGS = {
  CustomDomainConfig: structure({ CertificateArn: required(text({ min: 20, max: 2048 })) }),
  ManagedLoginVersion: integer({ min: 1, max: 2 }),
};
const ONE_DOMAIN = { Domain: required(domain), UserPoolId: required(members.userPoolId) };

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').Domain} Domain
 * @typedef {import('../schema.js').StructureOf<typeof SETTINGS>} DomainSettings
 */

/**
 * A pool can have a prefix and a host name of its own.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html
 */
export const CreateUserPoolDomain = operation(
  structure({ ...ONE_DOMAIN, ...SETTINGS }),
  (context, { Domain: name, UserPoolId, ...settings }) => {
    const { store } = context;
    const pool = poolById(context, UserPoolId);
    const created = userPoolDomain(name, pool.id, settings);
    if (store.domains.has(name)) throw invalidParameter('Domain already associated with another user pool.');
    const others = [...store.domains.values()].filter(({ poolId }) => poolId === pool.id);
    if (others.some(({ isCustom }) => isCustom === created.isCustom)) {
      throw invalidParameter('The user pool already has a domain of this kind.');
    }
    store.domains.set(name, created);
    return described(created);
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolDomain.html */
export const UpdateUserPoolDomain = operation(
  structure({ ...ONE_DOMAIN, ...SETTINGS }),
  (context, { Domain: name, UserPoolId, ...settings }) => {
    const known = domainOf(context, UserPoolId, name);
    if (known.isCustom !== (settings.CustomDomainConfig !== undefined)) {
      throw invalidParameter('CustomDomainConfig is for custom domains only, and they need it.');
    }
    Object.assign(known, userPoolDomain(name, known.poolId, { ...known.settings, ...settings }));
    return described(known);
  },
);

/**
 * As at AWS, the description of an unknown domain is empty.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolDomain.html
 */
export const DescribeUserPoolDomain = operation(
  structure({ Domain: required(domain) }),
  ({ store }, { Domain: name }) => {
    const known = store.domains.get(name);
    if (known === undefined) return { DomainDescription: {} };
    return {
      DomainDescription: {
        ...known.settings,
        Domain: name,
        UserPoolId: known.poolId,
        AWSAccountId: '000000000000',
        CloudFrontDistribution: cloudFrontOf(known),
        Status: 'ACTIVE',
      },
    };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolDomain.html */
export const DeleteUserPoolDomain = operation(structure(ONE_DOMAIN), (context, { Domain: name, UserPoolId }) => {
  context.store.domains.delete(domainOf(context, UserPoolId, name).name);
  return {};
});

/**
 * @param {string} name
 * @param {string} poolId
 * @param {DomainSettings} settings
 * @returns {Domain}
 */
export function userPoolDomain(name, poolId, settings) {
  const isCustom = settings.CustomDomainConfig !== undefined;
  if (isCustom && !HOST_NAME.test(name)) throw invalidParameter('Custom domain is not a valid subdomain.');
  if (!isCustom && !PREFIX.test(name)) {
    throw invalidParameter(
      'The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and ' +
        `hyphens. Please enter a different name that follows this format: ${PREFIX.source}`,
    );
  }
  const reserved = RESERVED_WORDS.find((word) => !isCustom && name.includes(word));
  if (reserved !== undefined) throw invalidParameter(`Domain cannot contain reserved word: ${reserved}`);
  return { name, poolId, isCustom, settings: { ManagedLoginVersion: 1, ...settings } };
}

/**
 * @param {Context} context
 * @param {string} poolId
 * @param {string} name
 */
function domainOf({ store }, poolId, name) {
  const known = store.domains.get(name);
  if (known?.poolId !== poolId) throw invalidParameter('No such domain or user pool exists.');
  return known;
}

/** @param {Domain} created */
const described = (created) => ({
  ManagedLoginVersion: created.settings.ManagedLoginVersion,
  ...(created.isCustom && { CloudFrontDomain: cloudFrontOf(created) }),
});

/** @param {Domain} domain */
const cloudFrontOf = ({ name }) => `${name.replaceAll('.', '-')}.cloudfront.net`;
