/**
 * AppSync's websocket for subscriptions. The connection and each subscription are authorized on their own, like a request to
 * the GraphQL API. A subscription gets one event at once: who has subscribed.
 *
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
import { fromBase64, fromBase64Url, utf8 } from '../encoding.js';
import { graphqlCaller } from './graphql.js';

const PROTOCOL = 'graphql-ws';
const HEADER_PREFIX = 'header-';
const PATH = '/_api/graphql';
const MOST_SUBSCRIPTIONS = 100;

/**
 * @typedef {import('../context.js').Context} Context
 * @typedef {import('./conversation.js').Conversation} Conversation
 * @typedef {import('./conversation.js').Reply} Reply
 */

/**
 * @param {Context} context
 * @param {Request} request
 * @returns {Conversation}
 */
export function realtime(context, request) {
  const { origin, host } = new URL(request.url);
  const endpoint = { address: `${origin}${PATH}`, host: request.headers.get('host') ?? host };
  let isConnected = false;
  /** @type {Set<string>} */
  const subscriptions = new Set();

  /** @param {Record<string, unknown>} message */
  async function connect({ id }) {
    const caller = await callerOf(context, endpoint, '/connect', '{}', connectionHeader(request));
    if ('errorType' in caller) return over({ id, type: 'connection_error', payload: errorsOf(caller) });
    isConnected = true;
    return going({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }, { type: 'ka' });
  }

  /** @param {Record<string, unknown>} message */
  async function subscribe({ id, payload }) {
    const { data, extensions } = membersOf(payload);
    const authorization = membersOf(extensions)['authorization'];
    const caller = await callerOf(context, endpoint, '', typeof data === 'string' ? data : '', authorization);
    if ('errorType' in caller) return going({ id, type: 'error', payload: errorsOf(caller) });
    if (subscriptions.size >= MOST_SUBSCRIPTIONS) {
      const limit = { status: 400, errorType: 'LimitExceededError', message: 'There are too many subscriptions.' };
      return going({ id, type: 'error', payload: errorsOf(limit) });
    }
    subscriptions.add(String(id));
    return going({ id, type: 'start_ack' }, { id, type: 'data', payload: { data: { me: caller } } });
  }

  return {
    protocol: PROTOCOL,
    receive(text) {
      const message = parsed(typeof text === 'string' ? text : new TextDecoder().decode(text));
      const { type, id } = message;
      if (type === 'connection_init') return connect(message);
      if (type === 'start' && isConnected) return subscribe(message);
      if (type === 'stop' && subscriptions.delete(String(id))) return Promise.resolve(going({ id, type: 'complete' }));
      const problem = {
        status: 400,
        errorType: 'UnsupportedOperation',
        message: 'unknown not supported through the realtime channel',
      };
      return Promise.resolve(going({ id, type: 'error', payload: errorsOf(problem) }));
    },
  };
}

/**
 * @param {Context} context
 * @param {{ address: string, host: string }} endpoint
 * @param {string} path that is signed after that of the API
 * @param {string} body that is signed
 * @param {unknown} authorization the headers of a request that is not sent
 */
function callerOf(context, { address, host }, path, body, authorization) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(membersOf(authorization))) {
    if (/^[\w-]+$/.test(name) && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)) headers.set(name, value);
  }
  // Otherwise a signature for another host would be good here.
  headers.set('host', host);
  return graphqlCaller(context, { method: 'POST', url: new URL(`${address}${path}`), headers, body: utf8(body) });
}

/**
 * In the query, or among the protocols, where Amplify puts it.
 *
 * @param {Request} request
 */
function connectionHeader({ url, headers }) {
  const named = (headers.get('sec-websocket-protocol') ?? '')
    .split(/[\s,]+/)
    .find((protocol) => protocol.startsWith(HEADER_PREFIX));
  const inQuery = new URL(url).searchParams.get('header') ?? '';
  const bytes = named === undefined ? fromBase64(inQuery) : fromBase64Url(named.slice(HEADER_PREFIX.length));
  return parsed(bytes === undefined ? '' : new TextDecoder().decode(bytes));
}

/** @param {{ status: number, errorType: string, message: string }} problem */
const errorsOf = ({ status, errorType, message }) => ({ errors: [{ errorType, message, errorCode: status }] });

/** @param {...object} messages @returns {Reply} */
const going = (...messages) => ({ messages: messages.map((one) => JSON.stringify(one)), isOver: false });

/** @param {object} message @returns {Reply} */
const over = (message) => ({ messages: [JSON.stringify(message)], isOver: true });

/** @param {string} text */
function parsed(text) {
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
const membersOf = (value) => (typeof value === 'object' && value !== null ? { ...value } : {});
