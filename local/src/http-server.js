import { createServer } from 'node:http';
import { apiAreas } from './api/routes.js';
import { ConnectionLost } from './errors.js';
import { createLocalCognito } from './engine.js';
import { LARGEST_BODY } from './request-body.js';
import { json } from './responses.js';
import { SEED } from './seed.js';
import { WebSockets } from './websockets.js';

const LOOPBACK = '127.0.0.1';
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
 * @property {{ oauth: OAuthConfig }} loginWith
 */
/** @typedef {{ Auth: { Cognito: CognitoConfig } }} ResourcesConfig */

/**
 * @typedef {object} RunningServer
 * @property {string} url with a trailing slash, for example `http://localhost:9229/`
 * @property {number} port
 * @property {import('./engine.js').LocalCognito} cognito
 * @property {() => OAuthConfig} oauthConfig the `loginWith.oauth` of `resourcesConfig`
 * @property {(changes?: Record<string, unknown>) => ResourcesConfig} resourcesConfig the seed backend with its hosted
 *   UI as Amplify's `ResourcesConfig`; `changes` replace members of `Auth.Cognito`
 * @property {() => Promise<void>} close also closes open connections
 */

/**
 * Starts a local Cognito that listens on this machine only.
 *
 * @param {import('./engine.js').LocalCognitoOptions & { port?: number, apiPorts?: Record<string, number> }} [options] the port
 *   defaults to 9229; 0 picks a free one. `apiPorts` are ports that have one part of the API that verifies at the root, such as
 *   `{ s3: 20005 }`
 * @returns {Promise<RunningServer>}
 * @throws {TypeError} for an unknown part of the API
 */
export async function startServer({ port = 9229, apiPorts = {}, ...options } = {}) {
  const unknown = Object.keys(apiPorts).find((area) => !apiAreas().includes(area));
  if (unknown !== undefined)
    throw new TypeError(`Not a part of the API: ${unknown}. There are ${apiAreas().join(', ')}.`);
  const cognito = createLocalCognito(options);
  const sockets = new WebSockets();
  const server = await listening(port, (incoming, outgoing) => void serve(cognito, incoming, outgoing));
  server.on('upgrade', (incoming, socket, head) => {
    void upgrade(cognito, sockets, { incoming, socket, head });
  });
  /** @type {import('node:http').Server[]} */
  const servers = [server];
  const close = async () => {
    cognito.faults.clear();
    await Promise.all(servers.map(closed));
  };
  for (const [area, apiPort] of Object.entries(apiPorts)) {
    try {
      servers.push(await listening(apiPort, (incoming, outgoing) => void serve(cognito, incoming, outgoing, area)));
    } catch (error) {
      await close();
      throw error;
    }
  }
  // In the background, so that the first sign-in does not wait for them.
  void cognito.prepareKeys();
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://localhost:${address.port}/`;
  const oauthConfig = () => cognito.oauthConfig(url);
  return {
    url,
    port: address.port,
    cognito,
    oauthConfig,
    resourcesConfig: (changes = {}) => ({
      Auth: {
        Cognito: {
          userPoolId: SEED.userPoolId,
          userPoolClientId: SEED.webClientId,
          userPoolEndpoint: url,
          identityPoolId: SEED.identityPoolId,
          identityPoolEndpoint: url,
          loginWith: { oauth: oauthConfig() },
          ...changes,
        },
      },
    }),
    close: async () => {
      sockets.close();
      await close();
    },
  };
}

/**
 * @param {number} port
 * @param {import('node:http').RequestListener} listener
 * @returns {Promise<import('node:http').Server>}
 */
async function listening(port, listener) {
  const server = createServer(listener);
  server.maxConnections = MOST_CONNECTIONS;
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
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
 * @param {import('./engine.js').LocalCognito} cognito
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} outgoing
 * @param {string} [area] the part of the API that all addresses belong to
 */
async function serve(cognito, incoming, outgoing, area) {
  // Keep the socket: the request drops it if it is not read to the end.
  const { socket } = incoming;
  try {
    const leaving = new AbortController();
    outgoing.once('close', () => leaving.abort());
    const request = await readRequest(incoming, leaving.signal);
    const response = request instanceof Request ? await cognito.handle(request, area) : request;
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
