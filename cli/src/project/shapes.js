import { listOf, mapOf, object, oneOf, optional, plainObject, refusal, text } from '../answers/readers.js';
import * as values from '../answers/values.js';

/** Marks projects of this tool, in the place where Amplify's CLI names its own provider. */
export const ownProvider = 'cognito-wasm';

export const projectConfig = object({
  projectName: values.projectName,
  version: oneOf(/** @type {const} */ (['1'])),
  providers: listOf(text({ max: 100, what: 'a name' }), { max: 10 }),
  environments: mapOf(values.environmentName, object({ region: values.region, stamp: values.stamp }), 50),
  formats: values.formatList,
  outputDirectory: values.outputDirectory,
});

export const localEnvInfo = object({ envName: values.environmentName });

const line = text({ min: 0, max: 2048, what: 'text' });

/** Which members of `Outputs` there are. An emulator may name any region in its ids. */
const outputs = object({
  region: optional(line),
  userPoolId: optional(line),
  userPoolArn: optional(line),
  userPoolName: optional(line),
  webClientId: optional(line),
  nativeClientId: optional(line),
  nativeClientSecret: optional(line),
  identityPoolId: optional(line),
  identityPoolName: optional(line),
  domain: optional(line),
  userPoolEndpoint: optional(line),
  identityPoolEndpoint: optional(line),
});

/** @type {import('../answers/readers.js').Reader<Partial<import('../outputs/outputs.js').Outputs>>} */
export const partialOutputs = (value, path) =>
  /** @type {Partial<import('../outputs/outputs.js').Outputs>} */ (outputs(value, path));

/**
 * A backend as it was sent to AWS. Only this tool writes it, and it is compared, not obeyed.
 *
 * @type {import('../answers/readers.js').Reader<import('../backend/backend.js').Backend>}
 */
const backend = (value, path) => {
  const record = plainObject(value, path);
  for (const name of ['userPool', 'clients', 'roleNames']) {
    if (!Object.hasOwn(record, name)) throw refusal(`${path}.${name}`, 'is missing');
    plainObject(record[name], `${path}.${name}`);
  }
  for (const name of ['providers', 'groups']) {
    if (!Array.isArray(record[name])) throw refusal(`${path}.${name}`, 'is not a list');
  }
  return /** @type {any} */ (record);
};

/** More than all groups of a pool, their roles and their attributes come to: what a push has saved, the next one must read. */
const most = 1000;

const readBack = mapOf(
  line,
  listOf(object({ path: listOf(line, { max: 20, mayRepeat: true }), value: (/** @type {unknown} */ value) => value }), {
    max: most,
    mayRepeat: true,
  }),
  most,
);

/**
 * What the engines know of earlier pushes. Members that only they read are kept as they are.
 *
 * @type {import('../answers/readers.js').Reader<import('../backend/engine.js').Pushed>}
 */
export const pushed = (value, path) => {
  const record = plainObject(value, path);
  if (Object.hasOwn(record, 'backend')) backend(record['backend'], `${path}.backend`);
  if (Object.hasOwn(record, 'begun')) backend(record['begun'], `${path}.begun`);
  partialOutputs(Object.hasOwn(record, 'outputs') ? record['outputs'] : undefined, `${path}.outputs`);
  if (Object.hasOwn(record, 'unfinished')) listOf(line, { max: most })(record['unfinished'], `${path}.unfinished`);
  if (Object.hasOwn(record, 'readBack')) readBack(record['readBack'], `${path}.readBack`);
  if (Object.hasOwn(record, 'roleArns')) mapOf(line, line, most)(record['roleArns'], `${path}.roleArns`);
  return /** @type {import('../backend/engine.js').Pushed} */ (value);
};

/** The last target of a push: AWS, or the address of another Cognito. */
export const target = text({ max: 2048, what: 'aws or an address' });

export const currentTarget = object({ target });

/** The members of a resource in `backend-config.json` that this tool reads. Others belong to other tools, and are kept. */
export const isImported = (/** @type {unknown} */ entry) =>
  typeof entry === 'object' &&
  entry !== null &&
  Object.hasOwn(entry, 'serviceType') &&
  /** @type {Record<string, unknown>} */ (entry)['serviceType'] === 'imported';

export const cliInputs = object({
  version: oneOf(/** @type {const} */ (['1'])),
  cognitoConfig: (value, path) => plainObject(value, path),
  imported: optional(partialOutputs),
});
