/** Items in tables, as DynamoDB keeps them. Tables need not be created; the key of each is `id`. */
import { ServiceError } from '../errors.js';
import { json } from '../responses.js';
import { anything, map, readRequest, required, structure, text } from '../schema.js';
import { JSON_ERROR_NAMES, SignatureProblem } from '../signature/problem.js';
import { verifySignature } from '../signature/verify.js';

const VERSION = 'DynamoDB_20120810';
const KEY = 'id';
const table = required(text({ min: 1, max: 1024 }));

/** @typedef {import('../context.js').Context} Context */

/** @type {Record<string, (context: Context, body: unknown) => object>} */
const OPERATIONS = {
  PutItem({ store }, body) {
    const { TableName, Item } = readRequest(body, structure({ TableName: table, Item: required(map(anything())) }), {
      strict: false,
    });
    store.items.set(itemKey(TableName, Item), Item);
    return {};
  },
  GetItem({ store }, body) {
    const { TableName, Key } = readRequest(body, structure({ TableName: table, Key: required(map(anything())) }), {
      strict: false,
    });
    const Item = store.items.get(itemKey(TableName, Key));
    return Item === undefined ? {} : { Item };
  },
};

/** @type {import('./rest.js').ApiHandler} */
export async function items(context, request) {
  try {
    const { body } = await verifySignature(context, request, { service: 'dynamodb' });
    const [version, name = ''] = (request.headers.get('x-amz-target') ?? '').split('.');
    const operation = version === VERSION && Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) return failure('com.amazon.coral.service', 'UnknownOperationException', '');
    return reply(operation(context, parsed(new TextDecoder().decode(body))));
  } catch (error) {
    if (error instanceof SignatureProblem) {
      return failure('com.amazon.coral.service', JSON_ERROR_NAMES[error.kind], error.message);
    }
    if (error instanceof ServiceError)
      return failure('com.amazon.coral.validate', 'ValidationException', error.message);
    throw error;
  }
}

/**
 * @param {string} tableName
 * @param {Record<string, unknown>} item
 */
function itemKey(tableName, item) {
  if (!Object.hasOwn(item, KEY)) {
    const message = `One or more parameter values were invalid: Missing the key ${KEY} in the item`;
    throw new ServiceError('ValidationException', message);
  }
  return JSON.stringify([tableName, item[KEY]]);
}

/** @param {string} body */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not JSON.');
  }
}

/**
 * @param {string} namespace
 * @param {string} name
 * @param {string} message
 */
const failure = (namespace, name, message) => reply({ __type: `${namespace}#${name}`, message }, 400);

/**
 * @param {object} body
 * @param {number} [status]
 */
const reply = (body, status = 200) =>
  json(body, status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': crypto.randomUUID() });
