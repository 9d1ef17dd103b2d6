/**
 * A local Cognito in the tests of Vitest, Jest, Mocha or Node: one for a file of tests (`useCognito`), or one for a whole run
 * (`globalSetup`), which the tests reach with `cognitoAt`.
 */
import { startServer } from './http-server.js';

/**
 * @typedef {import('./engine.js').LocalCognitoOptions & import('./http-server.js').ServerOptions} Options
 * @typedef {import('./http-server.js').RunningServer} RunningServer
 */

/**
 * The functions of the test runner. Node and Mocha call two of them `before` and `after`.
 *
 * @typedef {(work: () => Promise<void>) => unknown} Hook
 * @typedef {{ beforeAll: Hook, beforeEach: Hook, afterAll: Hook }} HooksOfJest
 * @typedef {{ before: Hook, beforeEach: Hook, after: Hook }} HooksOfNode
 */

/** The environment variable with the address of the server of `globalSetup`. */
const ADDRESS = 'COGNITO_LOCAL_URL';
const RUNNING = Symbol.for('cognito-wasm-local/testing');

/**
 * A server for the tests of this file: it starts before the first test, is reset before each, and ends after the last.
 *
 * @param {HooksOfJest | HooksOfNode} hooks of the test runner
 * @param {Options} [options] the port defaults to a free one
 * @returns {RunningServer} which can be used in the tests and in hooks that come later
 */
export function useCognito(hooks, options = {}) {
  const [before, after] = 'beforeAll' in hooks ? [hooks.beforeAll, hooks.afterAll] : [hooks.before, hooks.after];
  /** @type {RunningServer | undefined} */
  let server;
  const running = () => {
    if (server === undefined)
      throw new TypeError('The local Cognito runs in tests only: use it in them, or in their hooks.');
    return server;
  };
  before(async () => {
    server = await startServer({ port: 0, ...options });
  });
  hooks.beforeEach(async () => {
    running().cognito.reset();
    await running().save();
  });
  after(async () => {
    await server?.close();
    server = undefined;
  });
  return {
    get url() {
      return running().url;
    },
    get port() {
      return running().port;
    },
    get cognito() {
      return running().cognito;
    },
    createUser: (user) => running().createUser(user),
    signInAs: (username, choice) => running().signInAs(username, choice),
    totpCode: (username, userPoolId) => running().totpCode(username, userPoolId),
    oauthConfig: () => running().oauthConfig(),
    resourcesConfig: (changes) => running().resourcesConfig(changes),
    save: () => running().save(),
    close: () => running().close(),
  };
}

/**
 * A function for `globalSetup` of Vitest and Jest: starts one server for all tests of a run, and sets `COGNITO_LOCAL_URL`.
 * Vitest ends it by the function that is returned, Jest by `globalTeardown`.
 *
 * @param {Options} [options] the port defaults to a free one
 * @returns {() => Promise<() => Promise<void>>}
 */
export const globalSetup =
  (options = {}) =>
  async () => {
    const server = await startServer({ port: 0, ...options });
    process.env[ADDRESS] = server.url;
    shared()[RUNNING] = server;
    return globalTeardown;
  };

/** Ends the server of `globalSetup`. */
export async function globalTeardown() {
  const server = shared()[RUNNING];
  delete shared()[RUNNING];
  delete process.env[ADDRESS];
  await server?.close();
}

/**
 * A server that runs elsewhere: that of `globalSetup`, in a container, or started by the command.
 *
 * @typedef {object} DistantCognito
 * @property {string} url
 * @property {(user: import('./given-users.js').GivenUser) => Promise<import('./given-users.js').CreatedUser>} createUser
 * @property {(username: string, choice?: import('./given-sign-ins.js').SignInChoice) =>
 *   Promise<import('./given-sign-ins.js').GivenSession>} signInAs
 * @property {(username: string) => Promise<string>} totpCode
 * @property {(about?: string) => Promise<import('./outbox.js').Message[]>} messages those for a username or an address, oldest
 *   first; waits until there is one
 * @property {(milliseconds: number) => Promise<void>} advance moves the clock
 * @property {() => Promise<void>} reset
 */

/**
 * @param {string | undefined} [address] default: that of `globalSetup`, from `COGNITO_LOCAL_URL`
 * @returns {DistantCognito}
 * @throws {TypeError} if there is no address
 */
export function cognitoAt(address = process.env[ADDRESS]) {
  if (address === undefined || !URL.canParse(address)) {
    throw new TypeError(`There is no local Cognito: run the tests with its globalSetup, or set ${ADDRESS}.`);
  }
  const { origin } = new URL(address);
  /**
   * @param {string} path
   * @param {object} [body]
   */
  const ask = async (path, body) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${origin}/_test/${path}`, init);
    const reply = await response.json();
    if (response.ok) return reply;
    throw Object.assign(new Error(String(reply.message)), { name: String(reply.__type) });
  };
  return {
    url: `${origin}/`,
    createUser: (user) => ask('users', user),
    signInAs: (username, choice = {}) => ask('sign-in', { username, ...choice }),
    totpCode: async (username) => (await ask('totp-code', { username })).code,
    messages: (about) => ask(`outbox?after=0${about === undefined ? '' : `&username=${encodeURIComponent(about)}`}`),
    advance: async (advanceMs) => {
      await ask('clock', { advanceMs });
    },
    reset: async () => {
      await ask('reset', {});
    },
  };
}

/** What setup and teardown share; Jest loads their files separately. */
const shared = () => /** @type {{ [RUNNING]?: RunningServer | undefined }} */ (globalThis);
