import { createServer } from 'node:http';
import { ConnectionLost } from './errors.js';
import { createLocalCognito } from './engine.js';
import { LARGEST_BODY } from './request-body.js';
import { json } from './responses.js';

const LOOPBACK = '127.0.0.1';
/** In bytes. A client that sends more than this does not see the answer. */
const MOST_READ = 16 * LARGEST_BODY;
const MOST_CONNECTIONS = 1000;

/**
 * @typedef {object} RunningServer
 * @property {string} url with a slash at the end, for example `http://localhost:9229/`
 * @property {number} port
 * @property {import('./engine.js').LocalCognito} cognito
 * @property {() => Promise<void>} close ends open connections too
 */

/**
 * Starts a local Cognito that listens on this machine only.
 *
 * @param {import('./engine.js').LocalCognitoOptions & { port?: number }} [options] port 9229 unless
 *   another is given; 0 takes a free one
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ port = 9229, ...options } = {}) {
  const cognito = createLocalCognito(options);
  const server = createServer((incoming, outgoing) => {
    void serve(cognito, incoming, outgoing);
  });
  server.maxConnections = MOST_CONNECTIONS;
  await /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, LOOPBACK, resolve);
    })
  );
  // In the background: whoever signs in first does not wait for them.
  void cognito.prepareKeys();
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}/`,
    port: address.port,
    cognito,
    close: () =>
      new Promise((resolve) => {
        cognito.faults.clear();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('./engine.js').LocalCognito} cognito
 * @param {import('node:http').IncomingMessage} incoming
 * @param {import('node:http').ServerResponse} outgoing
 */
async function serve(cognito, incoming, outgoing) {
  // The request forgets its socket when it is not read to the end.
  const { socket } = incoming;
  try {
    const leaving = new AbortController();
    outgoing.once('close', () => leaving.abort());
    const request = await readRequest(incoming, leaving.signal);
    const response = request instanceof Request ? await cognito.handle(request) : request;
    // A browser silently sends a request again when a connection that it had used before breaks.
    // One connection for each request, and a lost reply is lost.
    outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), connection: 'close' });
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    const gaveUp = !incoming.complete;
    if (!gaveUp && !(error instanceof ConnectionLost)) console.error(error);
    socket.destroy();
  }
}

/**
 * The request in the form of the web standards, or the answer to one that cannot have it.
 *
 * @param {import('node:http').IncomingMessage} incoming
 * @param {AbortSignal} signal that says when nobody waits for the answer any more
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
 * @returns {Promise<Uint8Array<ArrayBuffer>>} one byte too many when there is too much, which is then refused
 */
async function readBody(incoming) {
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MOST_READ) throw new ConnectionLost();
    // Read to the end all the same, or the client would not see the answer.
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  return length <= LARGEST_BODY ? new Uint8Array(Buffer.concat(chunks)) : new Uint8Array(LARGEST_BODY + 1);
}

/**
 * @param {import('node:http').IncomingMessage} incoming
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {AbortSignal} signal
 * @throws {TypeError} for an address or a method that the web does not have
 */
function webRequest(incoming, body, signal) {
  const { method = 'GET', headers, url: target = '/' } = incoming;
  // A target with a name of its own would be answered as if that name had been asked for.
  if (!/^\/(?!\/)/.test(target)) throw new TypeError('The target is no path.');
  const url = new URL(`http://${headers.host ?? 'localhost'}${target}`);
  const pairs = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [/** @type {[string, string]} */ ([name, String(value)])],
  );
  const bodyless = method === 'GET' || method === 'HEAD';
  return new Request(url, { method, headers: pairs, signal, ...(!bodyless && { body }) });
}
