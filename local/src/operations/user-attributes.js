import { deleteAttributes, missingAttributes, writtenAttributes } from '../attributes.js';
import { checkCode, forgetCode, sendCode } from '../codes.js';
import { invalidParameter } from '../errors.js';
import * as members from '../members.js';
import { list, required, structure, text } from '../schema.js';
import { bearer } from '../tokens.js';
import { claimAlias, touch } from '../user-accounts.js';
import { operation } from './operation.js';

const attributeName = text({ min: 1, max: 32 });

/** The attributes that can be verified with a code, and the purpose of the code. */
const PURPOSES = /** @type {const} */ ({ email: 'VERIFY_EMAIL', phone_number: 'VERIFY_PHONE_NUMBER' });

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('../records.js').User} User
 * @typedef {import('../records.js').UserPool} UserPool
 * @typedef {keyof typeof PURPOSES} Verifiable
 */

/**
 * A new address must be verified: before or after the change, depending on the pool.
 *
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export const UpdateUserAttributes = operation(
  structure({
    AccessToken: required(members.token),
    ClientMetadata: members.texts,
    UserAttributes: required(members.attributes),
  }),
  async (context, input) => {
    const { pool, client, user } = await bearer(context, input.AccessToken);
    const written = writtenAttributes(pool, input.UserAttributes, client);
    const [missing] = missingAttributes(pool, { ...user.attributes, ...written });
    if (missing !== undefined) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
    return { CodeDeliveryDetailsList: changeAttributes(context, pool, user, written) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const DeleteUserAttributes = operation(
  structure({ AccessToken: required(members.token), UserAttributeNames: required(list(attributeName)) }),
  async (context, input) => {
    const { pool, client, user } = await bearer(context, input.AccessToken);
    deleteAttributes(pool, user, input.UserAttributeNames, client);
    touch(context, user);
    return {};
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const GetUserAttributeVerificationCode = operation(
  structure({
    AccessToken: required(members.token),
    AttributeName: required(attributeName),
    ClientMetadata: members.texts,
  }),
  async (context, input) => {
    const { user } = await bearer(context, input.AccessToken);
    const name = verifiable(input.AttributeName);
    const destination = user.unverifiedAttributes[name] ?? user.attributes[name] ?? '';
    if (destination === '') {
      const noun = name === 'email' ? 'email address' : 'phone number';
      throw invalidParameter(`User does not have a valid registered ${noun}`);
    }
    return { CodeDeliveryDetails: sendCode(context, user, PURPOSES[name], name, destination) };
  },
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const VerifyUserAttribute = operation(
  structure({
    AccessToken: required(members.token),
    AttributeName: required(attributeName),
    Code: required(members.confirmationCode),
  }),
  async (context, input) => {
    const { pool, user } = await bearer(context, input.AccessToken);
    const name = verifiable(input.AttributeName);
    checkCode(context, user, PURPOSES[name], input.Code);
    const value = user.unverifiedAttributes[name] ?? user.attributes[name] ?? '';
    const attributes = { ...user.attributes, [name]: value, [`${name}_verified`]: 'true' };
    claimAlias(context, pool, { ...user, attributes }, name);
    forgetCode(user, PURPOSES[name]);
    delete user.unverifiedAttributes[name];
    user.attributes = attributes;
    touch(context, user);
    return {};
  },
);

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {User} user
 * @param {Record<string, string>} written
 * @returns the deliveries of the codes that were sent
 */
function changeAttributes(context, pool, user, written) {
  for (const [name, value] of Object.entries(written)) {
    if (isVerifiable(name) && value !== user.attributes[name]) {
      claimAlias(context, pool, { ...user, attributes: { ...user.attributes, ...written } }, name);
    }
  }
  const deliveries = [];
  for (const [name, value] of Object.entries(written)) {
    if (!isVerifiable(name)) {
      user.attributes[name] = value;
      continue;
    }
    delete user.unverifiedAttributes[name];
    // A code that was sent to another address does not verify this one.
    forgetCode(user, PURPOSES[name]);
    if (value === user.attributes[name] && user.attributes[`${name}_verified`] === 'true') continue;
    const sends = pool.autoVerifiedAttributes.includes(name) && value !== '';
    if (sends && pool.verifiedBeforeUpdate.includes(name)) user.unverifiedAttributes[name] = value;
    else {
      user.attributes[name] = value;
      user.attributes[`${name}_verified`] = 'false';
    }
    if (sends) deliveries.push(sendCode(context, user, PURPOSES[name], name, value));
  }
  touch(context, user);
  return deliveries;
}

/**
 * @param {string} name
 * @returns {name is Verifiable}
 */
const isVerifiable = (name) => Object.hasOwn(PURPOSES, name);

/**
 * @param {string} name
 * @returns {Verifiable}
 */
function verifiable(name) {
  if (isVerifiable(name)) return name;
  throw invalidParameter('Invalid attribute name. Only phone_number and email can be verified.');
}
