import { poolById } from '../clients.js';
import { addToPool } from '../custom-attributes.js';
import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
import { list, required, structure } from '../schema.js';
import { operation } from './operation.js';
import { schemaAttribute } from './user-pools.js';

/**
 * As at AWS, custom attributes can be added, but not changed or removed.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html
 */
export const AddCustomAttributes = operation(
  structure({
    UserPoolId: required(members.userPoolId),
    CustomAttributes: required(list(schemaAttribute, { max: 25 })),
  }),
  (context, { UserPoolId, CustomAttributes }) => {
    const pool = poolById(context, UserPoolId);
    const names = CustomAttributes.map(({ Name = '' }) => `custom:${Name}`);
    const known = names.find((name) => pool.customAttributes.includes(name));
    if (known !== undefined) throw invalidParameter(`${known}: Existing attribute already has name ${known}.`);
    if (CustomAttributes.some(({ Required }) => Required)) {
      throw invalidParameter('Required custom attributes are not supported currently.');
    }
    addToPool(pool, CustomAttributes);
    return {};
  },
);
