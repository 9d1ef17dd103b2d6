/** The tags of identity pools. */
import { notFound } from '../errors.js';
import { list, map, required, structure, text } from '../schema.js';
import { identityPoolById } from './identity-pools.js';
import { operation } from './operation.js';

const arn = text({ min: 20, max: 2048 });

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_TagResource.html */
export const TagResource = operation(
  structure({ ResourceArn: required(arn), Tags: required(map(text({ max: 256 }))) }),
  (context, { ResourceArn, Tags }) => {
    const pool = tagged(context, ResourceArn);
    pool.tags = { ...pool.tags, ...Tags };
    return {};
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UntagResource.html */
export const UntagResource = operation(
  structure({ ResourceArn: required(arn), TagKeys: required(list(text({ min: 1, max: 128 }))) }),
  (context, { ResourceArn, TagKeys }) => {
    const pool = tagged(context, ResourceArn);
    pool.tags = Object.fromEntries(Object.entries(pool.tags).filter(([key]) => !TagKeys.includes(key)));
    return {};
  },
);

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListTagsForResource.html */
export const ListTagsForResource = operation(structure({ ResourceArn: required(arn) }), (context, { ResourceArn }) => ({
  Tags: tagged(context, ResourceArn).tags,
}));

/**
 * @param {import('../context.js').Context} context
 * @param {string} resource
 */
function tagged(context, resource) {
  const id = /:identitypool\/(\S+)$/.exec(resource)?.[1];
  if (id === undefined) throw notFound('The resource is not an identity pool.');
  return identityPoolById(context, id);
}
