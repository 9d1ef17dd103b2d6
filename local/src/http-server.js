import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { apiAreas } from './api/routes.js';
import { readConfigurationFile } from './config-files.js';
import { DataFile, unusable } from './data-file.js';
import { ConnectionLost } from './errors.js';
import { createLocalCognito } from './engine.js';
import { SERVER_OPTIONS, checkOptions } from './options.js';
import { LARGEST_BODY } from './request-body.js';
import { json } from './responses.js';
import { WebSockets } from './websockets.js';

const LOOPBACK = '127.0.0.1';
/** A server on one of them listens on every address of the machine. */
const EVERY_ADDRESS = ['0.0.0.0', '::'];
/** In bytes. If a client sends more, the connection is closed before it can read the reply. */
const MOST_READ = 16 * LARGEST_BODY;
const MOST_CONNECTIONS = 1000;

/** @typedef {ReturnType<import('./engine.js').LocalCognito['oauthConfig']>} OAuthConfig */
/**
 * @typedef {object} CognitoConfig
 * @property {string} userPoolId
 * @property {string} userPoolClientId
 * @property {string} userPoolEndpoint
 * @property {string} identityPoolId
 * @property {string} identityPoolEndpoint
 * @property {boolean} [allowGuestAccess]
 * @property {{ oauth: OAuthConfig }} loginWith
 */
/** @typedef {{ Auth: { Cognito: CognitoConfig } }} ResourcesConfig */

/**
 * @typedef {object} ServerOptions
 * @property {number} [port] defaults to 9229; 0 picks a free one
 * @property {string} [host] the address to listen on. Default: `127.0.0.1`, which only programs of this machine reach.
 *   `0.0.0.0` is for containers; the names under which others reach them go into `allowedHosts`
 * @property {Readonly<Record<string, number>>} [apiPorts] ports that have one part of the API that verifies at the root, such as
 *   `{ s3: 20005 }`
 * @property {readonly import('./given-users.js').GivenUser[]} [users] who are there from the start, and after every reset
 * @property {string} [data] a file that keeps the state, so that a later server goes on from there
 * @property {readonly string[]} [configFiles] paths of configuration files, as for `configurations`
 */

/**
 * @typedef {object} RunningServer
 * @property {string} url with a trailing slash, for example `http://localhost:9229/`
 * @property {number} port
 * @property {import('./engine.js').LocalCognito} cognito
 * @property {import('./engine.js').LocalCognito['createUser']} createUser creates a user who can sign in
 * @property {import('./engine.js').LocalCognito['signInAs']} signInAs signs a user in at once, and returns the tokens
 * @property {import('./engine.js').LocalCognito['totpCode']} totpCode the code that the authenticator app of a user shows now
 * @property {() => OAuthConfig} oauthConfig the `loginWith.oauth` of `resourcesConfig`
 * @property {(changes?: Record<string, unknown>) => ResourcesConfig} resourcesConfig the first of the configurations, or the
 *   seed backend, as Amplify's `ResourcesConfig` with the addresses of this server; `changes` replace members of `Auth.Cognito`
 * @property {() => Promise<void>} save writes the data file, if there is one, and waits for it. Requests and the functions beside
 *   this one are saved within half a second, and by `close`; after changes by `cognito`, call this
 * @property {() => Promise<void>} close also closes open connections, saves, and lets another server use the data file
 */

/**
 * Starts a local Cognito that listens on this machine only, unless `host` says otherwise.
 *
 * @param {import('./engine.js').LocalCognitoOptions & ServerOptions} [options]
 * @returns {Promise<RunningServer>}
 * @throws {TypeError} for an invalid option, or a file that cannot be used
 */
export async function startServer(options = {}) {
  checkOptions(options, SERVER_OPTIONS);
  const { port = 9229, host = LOOPBACK, apiPorts = {}, users = [], data, configFiles = [], ...others } = options;
  const unknown = Object.keys(apiPorts).find((area) => !apiAreas().includes(area));
  if (unknown !== undefined)
    throw new TypeError(`Not a part of the API: ${unknown}. There are ${apiAreas().join(', ')}.`);
  const ownName = nameOf(host);
  const cognito = createLocalCognito({
    ...others,
    allowedHosts: [...(others.allowedHosts ?? []), ...(ownName === 'localhost' ? [] : [ownName])],
    configurations: [...(others.configurations ?? []), ...(await Promise.all(configFiles.map(readConfigurationFile)))],
  });
  await cognito.seedUsers(users);
  const { save, saveSoon, release } = data === undefined ? NOT_KEPT : await goOnFrom(cognito, data);
  const sockets = new WebSockets();
  /** @type {import('node:http').Server[]} */
  const servers = [];
  const stop = async () => {
    sockets.close();
    cognito.faults.clear();
    await Promise.all(servers.map(closed));
  };
  const listen = async (/** @type {number} */ ownPort, /** @type {string | undefined} */ area = undefined) => {
    const server = await listening(ownPort, host, (incoming, outgoing) => {
      void serve({ cognito, saveSoon }, incoming, outgoing, area);
    });
    servers.push(server);
    return server;
  };
  /** @type {import('node:http').Server} */
  let server;
  try {
    server = await listen(port);
    for (const [area, apiPort] of Object.entries(apiPorts)) await listen(apiPort, area);
  } catch (error) {
    await stop();
    await release();
    throw error;
  }
  server.on('upgrade', (incoming, socket, head) => {
    void upgrade(cognito, sockets, { incoming, socket, head });
  });
  const close = async () => {
    await stop();
    await save().finally(release);
  };
  /** @type {Promise<void> | undefined} */
  let closing;
  // In the background, so that the first sign-in does not wait for them.
  void cognito.prepareKeys();
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://${ownName}:${address.port}/`;
  const oauthConfig = () => cognito.oauthConfig(url);
  return {
    url,
    port: address.port,
    cognito,
    createUser: (user) => changed(saveSoon, cognito.createUser(user)),
    signInAs: (username, choice) => changed(saveSoon, cognito.signInAs(username, choice)),
    totpCode: (username, userPoolId) => cognito.totpCode(username, userPoolId),
    oauthConfig,
    resourcesConfig: (changes = {}) => {
      const { userPoolId, clientId: userPoolClientId, identityPoolId, allowsGuests } = cognito.defaultBackend;
      return {
        Auth: {
          Cognito: {
            userPoolId,
            userPoolClientId,
            userPoolEndpoint: url,
            ...identityPoolMembers(identityPoolId, url),
            ...(allowsGuests && { allowGuestAccess: true }),
            loginWith: { oauth: oauthConfig() },
            ...changes,
          },
        },
      };
    },
    save,
    close: () => (closing ??= close()),
  };
}

/**
 * The type says that both are there, as in the seed. A configuration can be without an identity pool.
 *
 * @param {string | undefined} identityPoolId
 * @param {string} url
 */
const identityPoolMembers = (identityPoolId, url) =>
  /** @type {Pick<CognitoConfig, 'identityPoolId' | 'identityPoolEndpoint'>} */ (
    identityPoolId === undefined ? {} : { identityPoolId, identityPoolEndpoint: url }
  );

/**
 * The name under which this machine reaches the server.
 *
 * @param {unknown} host
 */
function nameOf(host) {
  if (typeof host !== 'string' || !/^[\w.:-]{1,253}$/.test(host)) {
    throw new TypeError(`Not an address to listen on, such as 127.0.0.1 or 0.0.0.0: ${String(host)}`);
  }
  if ([LOOPBACK, 'localhost', '::1', ...EVERY_ADDRESS].includes(host)) return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

/**
 * @typedef {object} Keeping
 * @property {() => Promise<void>} save
 * @property {() => void} saveSoon
 * @property {() => Promise<void>} release lets other servers use the file
 */

/** @type {Keeping} */
const NOT_KEPT = { save: () => Promise.resolve(), saveSoon: () => {}, release: () => Promise.resolve() };

/**
 * Restores the state that the file has, and writes the file.
 *
 * @param {import('./engine.js').LocalCognito} cognito
 * @param {string} path
 * @returns {Promise<Keeping>}
 */
async function goOnFrom(cognito, path) {
  const { file, snapshot } = await DataFile.open(path);
  const take = () => cognito.snapshot();
  const save = () => file.save(take);
  try {
    if (snapshot !== undefined) {
      await cognito.restore(snapshot).catch((/** @type {unknown} */ error) => {
        throw unusable(path, error instanceof TypeError ? error.message : 'It is damaged.', error);
      });
    }
    await save();
  } catch (error) {
    await file.close();
    throw error;
  }
  return { save, saveSoon: () => file.saveSoon(take), release: () => file.close() };
}

/**
 * @template T
 * @param {() => void} saveSoon
 * @param {Promise<T>} work
 */
async function changed(saveSoon, work) {
  const result = await work;
  saveSoon();
  return result;
}

/**
 * @param {number} port
 * @param {string} host
 * @param {import('node:http').RequestListener} listener
 * @returns {Promise<import('node:http').Server>}
 */
async function listening(port, host, listener) {
  const server = createServer(listener);
  server.maxConnections = MOST_CONNECTIONS;
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    })
  );
  return server;
}

/**
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
const closed = (server) =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * @typedef {object} Serving
 * @property {import('./engine.js').LocalCognito} cognito
 * @property {() => void} saveSoon
 */

/**
 * @param {Serving} serving
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} outgoing
 * @param {string} [area] the part of the API that all addresses belong to
 */
async function serve({ cognito, saveSoon }, incoming, outgoing, area) {
  // Keep the socket: the request drops it if it is not read to the end.
  const { socket } = incoming;
  try {
    const leaving = new AbortController();
    outgoing.once('close', () => leaving.abort());
    const request = await readRequest(incoming, leaving.signal);
    const response = request instanceof Request ? await cognito.handle(request, area) : request;
    saveSoon();
    // Browsers silently repeat a request if a reused connection breaks. With one connection per request, a lost reply
    // stays lost.
    outgoing.writeHead(response.status, { ...headersOf(response), connection: 'close' });
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    const gaveUp = !incoming.complete;
    if (!gaveUp && !(error instanceof ConnectionLost)) console.error(error);
    socket.destroy();
  }
}

/**
 * @param {import('./engine.js').LocalCognito} cognito
 * @param {WebSockets} sockets
 * @param {{ incoming: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer }} request
 */
async function upgrade(cognito, sockets, { incoming, socket, head }) {
  // A client that has gone must not end the server.
  socket.on('error', () => socket.destroy());
  try {
    const request = webRequest(incoming, new Uint8Array(), new AbortController().signal);
    await sockets.answer(await cognito.connect(request), incoming, socket, head);
  } catch (error) {
    if (!(error instanceof TypeError)) console.error(error);
    socket.destroy();
  }
}

/**
 * The headers for Node. Each cookie needs a header of its own.
 *
 * @param {Response} response
 */
function headersOf({ headers }) {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) };
}

/**
 * Converts the request to a web `Request`, or returns the reply if that is not possible.
 *
 * @param {import('node:http').IncomingMessage} incoming
 * @param {AbortSignal} signal that aborts when the client has gone
 * @returns {Promise<Request | Response>}
 */
async function readRequest(incoming, signal) {
  const body = await readBody(incoming);
  try {
    return webRequest(incoming, body, signal);
  } catch {
    return json({ __type: 'InvalidRequestException' }, 400);
  }
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @returns {Promise<Uint8Array<ArrayBuffer>>} one byte more than the limit if the body is too large, so that it is refused
 */
async function readBody(incoming) {
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MOST_READ) throw new ConnectionLost();
    // Read on to the end, or the client would not see the reply.
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  return length <= LARGEST_BODY ? new Uint8Array(Buffer.concat(chunks)) : new Uint8Array(LARGEST_BODY + 1);
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {AbortSignal} signal
 * @throws {TypeError} for an invalid address or method
 */
function webRequest(incoming, body, signal) {
  const { method = 'GET', headers, url: target = '/' } = incoming;
  // A target with its own host name would override the `Host` header.
  if (!/^\/(?!\/)/.test(target)) throw new TypeError('The request target is not a path.');
  const url = new URL(`http://${headers.host ?? 'localhost'}${target}`);
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [/** @type {[string, string]} */ ([name, String(value)])],
  );
  const bodyless = method === 'GET' || method === 'HEAD';
  return new Request(url, { method, headers: pairs, signal, ...(!bodyless && { body }) });
}
