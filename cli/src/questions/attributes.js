import { oneOf, refusal, validatorOf } from '../answers/readers.js';
import { attributeTypes, customAttributeName, readOnlyAttributes, standardAttributes } from '../answers/values.js';
import { inOrderOf } from './ask.js';

/**
 * @typedef {import('../answers/answers.js').UserPoolAnswers} UserPoolAnswers
 * @typedef {import('../answers/answers.js').CustomAttribute} CustomAttribute
 * @typedef {import('./ask.js').Ask} Ask
 */

/** How a list shows a standard attribute. @param {string} name */
const title = (name) => {
  const words = name.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/**
 * The attributes that users must have, and those that are the app's own.
 *
 * @param {Ask} ask
 * @param {UserPoolAnswers} pool
 * @returns {Promise<Pick<UserPoolAnswers, 'requiredAttributes' | 'customAttributes'>>}
 */
export async function askAttributes(ask, pool) {
  ask.warn('Note: what is required cannot be changed later.');
  const requiredAttributes = await ask.checkbox({
    message: 'What attributes are required for signing up?',
    choices: standardAttributes.map((name) => ({ name: title(name), value: /** @type {string} */ (name) })),
    checked: pool.requiredAttributes,
  });
  return { requiredAttributes, customAttributes: await askCustomAttributes(ask, pool.customAttributes) };
}

/**
 * Custom attributes are only ever added.
 *
 * @param {Ask} ask
 * @param {CustomAttribute[]} before
 */
export async function askCustomAttributes(ask, before) {
  const attributes = [...before];
  let message = 'Do you want to add custom attributes?';
  while (await ask.confirm({ message, default: false })) {
    attributes.push(await askCustomAttribute(ask, attributes));
    message = 'Do you want to add another custom attribute?';
  }
  return attributes;
}

/**
 * @param {Ask} ask
 * @param {CustomAttribute[]} others
 * @returns {Promise<CustomAttribute>}
 */
async function askCustomAttribute(ask, others) {
  const name = await ask.input({
    message: 'Name of the attribute, without custom:',
    validate: validatorOf((value, path) => {
      const read = customAttributeName(value, path);
      if (others.some((each) => each.name === read)) throw refusal(path, `${read} is there already`);
      return read;
    }),
  });
  const type = await ask.select({
    message: 'Type of the attribute:',
    choices: attributeTypes.map((each) => ({ name: each, value: oneOf(attributeTypes)(each, '') })),
  });
  const isMutable = await ask.confirm({ message: 'Can it change after the sign-up?', default: true });
  return { name, type, isMutable };
}

/**
 * What the app can read and write.
 *
 * @param {Ask} ask
 * @param {UserPoolAnswers} pool
 * @returns {Promise<Pick<UserPoolAnswers, 'readAttributes' | 'writeAttributes'>>}
 */
export async function askAppAttributes(ask, pool) {
  const isLimited = await ask.confirm({
    message: 'Do you want to limit the attributes that the app can read and write?',
    default: pool.readAttributes.length + pool.writeAttributes.length > 0,
  });
  if (!isLimited) return { readAttributes: [], writeAttributes: [] };
  const own = pool.customAttributes.map(({ name }) => `custom:${name}`);
  const writable = [...standardAttributes, ...own].map((name) => ({ name: title(name), value: name }));
  // Every app can read `sub`, so it is offered only to take it out.
  const readOnly = readOnlyAttributes
    .filter((name) => name !== 'sub' || pool.readAttributes.includes(name))
    .map((name) => ({ name: title(name), value: /** @type {string} */ (name) }));
  const readAttributes = await ask.checkbox({
    message: 'Attributes that the app can read:',
    choices: [...writable, ...readOnly],
    checked: pool.readAttributes.length > 0 ? pool.readAttributes : pool.requiredAttributes,
    isRequired: true,
  });
  const chosen = await ask.checkbox({
    message: 'Attributes that the app can write, besides those that are required:',
    choices: writable.filter(({ value }) => !pool.requiredAttributes.includes(value)),
    checked: pool.writeAttributes.filter((name) => !pool.requiredAttributes.includes(name)),
    // Without any, the app would be able to write all.
    isRequired: pool.requiredAttributes.length === 0,
  });
  return {
    readAttributes,
    writeAttributes: inOrderOf(pool.writeAttributes, [...pool.requiredAttributes, ...chosen]),
  };
}
