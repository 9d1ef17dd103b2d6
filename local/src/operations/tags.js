import { poolById } from '../clients.js';
import { notFound } from '../errors.js';
import { list, map, required, structure, text } from '../schema.js';
import { operation } from './operation.js';

/** @typedef {import('../records.js').UserPool} UserPool */

const arn = text({ min: 20, max: 2048 });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const TagResource = operation(
  structure({ ResourceArn: required(arn), Tags: required(map(text({ max: 256 }))) }),
  (context, { ResourceArn, Tags }) => {
    const pool = tagged(context, ResourceArn);
    pool.settings = { ...pool.settings, UserPoolTags: { ...tagsOf(pool), ...Tags } };
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const UntagResource = operation(
  structure({ ResourceArn: required(arn), TagKeys: required(list(text({ min: 1, max: 128 }))) }),
  (context, { ResourceArn, TagKeys }) => {
    const pool = tagged(context, ResourceArn);
    const kept = Object.entries(tagsOf(pool)).filter(([key]) => !TagKeys.includes(key));
    pool.settings = { ...pool.settings, UserPoolTags: Object.fromEntries(kept) };
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const ListTagsForResource = operation(structure({ ResourceArn: required(arn) }), (context, { ResourceArn }) => ({
  Tags: tagsOf(tagged(context, ResourceArn)),
}));

/**
 * @param {import('../context.js').Context} context
 * @param {string} resource
 */
function tagged(context, resource) {
  const id = /:userpool\/(\S+)$/.exec(resource)?.[1];
  if (id === undefined) throw notFound('The resource is not a user pool.');
  return poolById(context, id);
}

/**
 * @param {UserPool} pool
 * @returns {Record<string, unknown>}
 */
const tagsOf = ({ settings }) => /** @type {Record<string, unknown>} */ (settings['UserPoolTags'] ?? {});
