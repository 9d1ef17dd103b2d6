/** Tells the shapes of configuration apart, and reads them. */
import { flatBackend } from './flat.js';
import { mobileBackend } from './mobile.js';
import { outputsBackend } from './outputs.js';
import { resourcesBackend } from './resources.js';
import { Section } from './section.js';

/** @typedef {import('./backend.js').Backend} Backend */

const USER_POOL_ID = /^[a-z]{2,3}(?:-[a-z]+){1,3}-\d{1,2}_[0-9A-Za-z]{1,40}$/;
const IDENTITY_POOL_ID = /^[a-z]{2,3}(?:-[a-z]+){1,3}-\d{1,2}:[0-9a-f-]{36}$/;
const CLIENT_ID = /^[\w+]{1,128}$/;

/**
 * @param {unknown} configuration the contents of a configuration file
 * @param {string} [name] of the file, for messages
 * @returns {Backend} with a user pool and an app client, an identity pool, or both
 * @throws {TypeError} for a configuration that names no backend
 */
export function readConfiguration(configuration, name = 'The configuration') {
  const file = new Section(configuration, name);
  const backend = readerOf(file)(file);
  const { userPoolId, clientId, identityPoolId } = backend;
  if (userPoolId === undefined && identityPoolId === undefined) {
    throw new TypeError(
      `${name} names no user pool and no identity pool. It must be an amplify_outputs.json, an aws-exports.js, an ` +
        'amplifyconfiguration.json, or a ResourcesConfig of Amplify 6.',
    );
  }
  const check = (/** @type {string} */ what, /** @type {string | undefined} */ id, /** @type {RegExp} */ pattern) => {
    if (id !== undefined && !pattern.test(id))
      throw new TypeError(`${name}: not the id of ${what}: ${id.slice(0, 100)}`);
  };
  check('a user pool', userPoolId, USER_POOL_ID);
  check('an app client', clientId, CLIENT_ID);
  check('an identity pool', identityPoolId, IDENTITY_POOL_ID);
  if (userPoolId !== undefined && clientId === undefined) throw new TypeError(`${name} names no app client.`);
  return backend;
}

/** @param {Section} file */
function readerOf(file) {
  if (file.has('auth') && file.section('auth').has('plugins')) return mobileBackend;
  if (file.names().some((name) => name.startsWith('aws_'))) return flatBackend;
  if (file.has('version') && file.has('auth')) return outputsBackend;
  return resourcesBackend;
}
