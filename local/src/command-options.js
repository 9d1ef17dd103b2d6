/** The options of the command, which `cognito-wasm-local` and `cognito-wasm local` have in common. */
import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} CommandOption
 * @property {string} [value] what it takes; a switch takes nothing
 * @property {boolean} [isRepeatable]
 * @property {string} text for the help
 */

/** @typedef {Readonly<Record<string, string | boolean | readonly string[] | undefined>>} CommandValues by the names of the options */

/** @type {Readonly<Record<string, CommandOption>>} */
export const COMMAND_OPTIONS = {
  port: { value: 'number', text: 'listen on this port instead of 9229; 0 picks a free one' },
  host: {
    value: 'address',
    text:
      'listen on this address instead of 127.0.0.1, such as 0.0.0.0 in a container. Whoever reaches it can ' +
      'administer it',
  },
  users: {
    value: 'file',
    text:
      'create the users in this JSON file: a list such as ' +
      '[{"username": "jane", "password": "Password123", "email": "jane@example.com"}]',
  },
  config: {
    value: 'file',
    isRepeatable: true,
    text:
      'also create the pools of this amplify_outputs.json, aws-exports.js or amplifyconfiguration.json, with their ' +
      'ids; can be repeated',
  },
  data: { value: 'file', text: 'keep everything in this file, and go on from it at the next start' },
  deterministic: { text: 'the same ids and codes in every run, for tests' },
  lenient: { text: 'accept request members that AWS does not know' },
  'allow-origin': {
    value: 'origin',
    isRepeatable: true,
    text:
      'also answer pages of this origin, such as https://app.test; * for all. Pages of localhost and 127.0.0.1 are ' +
      'always answered; can be repeated',
  },
  'allow-host': {
    value: 'name',
    isRepeatable: true,
    text: 'also answer under this name, such as host.docker.internal; * for all; can be repeated',
  },
  'callback-url': {
    value: 'url',
    isRepeatable: true,
    text: 'where the hosted UI may return to after a sign-in, such as http://localhost:4200/; can be repeated',
  },
  'logout-url': {
    value: 'url',
    isRepeatable: true,
    text: 'the same for sign-outs; without it, the callback URLs; can be repeated',
  },
  'api-port': {
    value: 'name=n',
    isRepeatable: true,
    text: 'a port with one part of the API that verifies, such as s3=20005 or iam=9230; can be repeated',
  },
};

/** Only these are reached from this machine alone. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/**
 * The options of `startServer` that values of the command line stand for.
 *
 * @param {CommandValues} values
 * @returns {Promise<import('./engine.js').LocalCognitoOptions & import('./http-server.js').ServerOptions>}
 * @throws {TypeError} for a value that is wrong, or a file that cannot be read
 */
export async function serverOptions(values) {
  const text = (/** @type {string} */ name) => /** @type {string | undefined} */ (values[name]);
  const texts = (/** @type {string} */ name) => /** @type {readonly string[] | undefined} */ (values[name]) ?? [];
  const [port, host, users, data] = ['port', 'host', 'users', 'data'].map(text);
  const [callbackUrls = [], logoutUrls = []] = ['callback-url', 'logout-url'].map(texts);
  return {
    ...(port !== undefined && { port: portNumber(port) }),
    ...(host !== undefined && { host }),
    ...(users !== undefined && { users: await usersIn(users) }),
    ...(data !== undefined && { data }),
    configFiles: texts('config'),
    apiPorts: Object.fromEntries(texts('api-port').map(apiPort)),
    deterministic: values['deterministic'] === true,
    strict: values['lenient'] !== true,
    allowedOrigins: texts('allow-origin'),
    allowedHosts: texts('allow-host'),
    ...(callbackUrls.length > 0 && { callbackUrls }),
    ...(logoutUrls.length > 0 && { logoutUrls }),
  };
}

/**
 * What a person should know about the options that are used, if anything.
 *
 * @param {CommandValues} values
 * @returns {string | undefined}
 */
export function warningAbout({ host }) {
  if (typeof host !== 'string' || LOOPBACK.test(host)) return undefined;
  return `Whoever reaches ${host} can read everything in this server and change it: it is for tests only.`;
}

/** What to do about it, by the code of the error. @type {Readonly<Record<string, (option: string) => string>>} */
const REASONS = {
  EADDRINUSE: (option) => `it is taken (EADDRINUSE). Take another one with ${option}.`,
  EACCES: (option) => `this user may not. Take one above 1023 with ${option}.`,
  EADDRNOTAVAIL: () => 'this machine does not have that address (EADDRNOTAVAIL). Take another one with --host.',
};

/**
 * What to tell a person when `startServer` could not listen: where, why, and which option changes that.
 *
 * @param {unknown} error that it was rejected with
 * @param {CommandValues} values
 * @returns {string | undefined} `undefined` if the error is about something else
 */
export function listenProblem(error, values) {
  if (!(error instanceof Error)) return undefined;
  const { syscall = '', code = '', port, message } = /** @type {NodeJS.ErrnoException & { port?: number }} */ (error);
  if (!['listen', 'bind', 'getaddrinfo'].includes(syscall)) return undefined;
  // A name that nobody knows has no port.
  if (port === undefined) return `Cannot listen on ${String(values['host'])}: ${message}`;
  const given = /** @type {readonly string[] | undefined} */ (values['api-port']) ?? [];
  const area = given.map(apiPort).find(([, ofArea]) => ofArea === port)?.[0];
  const option = area === undefined ? '--port, or any that is free with --port 0' : `--api-port ${area}=PORT`;
  return `Cannot listen on port ${port}: ${REASONS[code]?.(option) ?? message}`;
}

/** @param {string} text */
function portNumber(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new TypeError(`Not a port, which is a number from 0 to 65535: ${JSON.stringify(text)}`);
  }
  return Number(text);
}

/**
 * @param {string} given
 * @returns {[string, number]}
 */
function apiPort(given) {
  const [, name = '', port = ''] = /^([\w-]+)=(\d{1,5})$/.exec(given) ?? [];
  if (name === '' || Number(port) > 65_535) {
    throw new TypeError(`Not a name and a port, such as s3=20005: ${given}`);
  }
  return [name, Number(port)];
}

/**
 * @param {string} path
 * @returns {Promise<import('./given-users.js').GivenUser[]>} not checked
 */
async function usersIn(path) {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\ufeff/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`Cannot read the users in ${path}: ${reason}`, { cause: error });
  }
}
