/**
 * Decides which callers are answered. Any page in a browser can send requests to this machine, and an attacker's host
 * name can resolve to this machine (DNS rebinding). So both `Origin` and `Host` must belong to this machine, unless an
 * option allows others. Programs send no `Origin` and are answered.
 */
import { json } from './responses.js';

const HOST_HEADER = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;
const LOOPBACK = /^(localhost|[\w.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
/** Limits the console output. */
const MOST_WARNINGS = 20;

/**
 * @typedef {object} GateOptions
 * @property {readonly string[]} [allowedOrigins] origins of other allowed pages, such as `https://app.test`; `*` for all,
 *   `null` for pages without an origin
 * @property {readonly string[]} [allowedHosts] other host names of this server, such as `host.docker.internal`; `*` for all
 */

export class Gate {
  #origins;
  #hosts;
  /** @type {Set<string>} */
  #warned = new Set();

  /**
   * @param {GateOptions} options
   * @throws {TypeError} for an invalid origin or host name
   */
  constructor({ allowedOrigins = [], allowedHosts = [] }) {
    this.#origins = new Set(allowedOrigins.map(originOption));
    this.#hosts = new Set(allowedHosts.map(hostOption));
  }

  /**
   * @param {Request} request
   * @returns {Response | undefined} the reply to a caller that is not allowed
   */
  refusal({ method, headers }) {
    const host = headers.get('host');
    if (host !== null && !this.#answersTo(host)) {
      return this.#refuse(`does not answer to the name ${shown(nameIn(host) ?? host)}`, 'host', nameIn(host));
    }
    // Answer preflights, so that the page can read the error of the request that follows. They have no effect.
    if (method === 'OPTIONS') return undefined;
    const origin = headers.get('origin');
    if (origin !== null && !this.#answers(origin, host)) {
      return this.#refuse(`does not answer pages of ${shown(origin)}`, 'origin', normalOrigin(origin));
    }
    if (origin === null && isEmbedded(headers)) {
      return denied('The local Cognito cannot be embedded in pages of other sites.');
    }
    return undefined;
  }

  /** @param {string} host the header */
  #answersTo(host) {
    const name = nameIn(host);
    return this.#hosts.has('*') || (name !== undefined && (LOOPBACK.test(name) || this.#hosts.has(name)));
  }

  /**
   * @param {string} header
   * @param {string | null} host of the request
   */
  #answers(header, host) {
    const origin = normalOrigin(header);
    if (this.#origins.has('*') || (origin !== undefined && this.#origins.has(origin))) return true;
    const [, page] = /^https?:\/\/(.+)$/.exec(origin ?? '') ?? [];
    if (page === undefined) return false;
    // Its own page, the mailbox, under any allowed name.
    return page === host?.toLowerCase() || LOOPBACK.test(nameIn(page) ?? '');
  }

  /**
   * @param {string} what it refuses
   * @param {'origin' | 'host'} kind
   * @param {string | undefined} allowable the value for the option that would allow it
   */
  #refuse(what, kind, allowable) {
    const advice = allowable === undefined ? '' : `: to allow it, start it with --allow-${kind} ${allowable}`;
    const message = `The local Cognito ${what}${advice}`;
    if (!this.#warned.has(message) && this.#warned.size < MOST_WARNINGS) {
      this.#warned.add(message);
      console.warn(message);
    }
    return denied(message);
  }
}

/**
 * An error in the format that AWS clients read. Its content type lets a browser show it.
 *
 * @param {string} message
 */
const denied = (message) =>
  json({ __type: 'AccessDeniedException', message }, 403, { 'x-amzn-errortype': 'AccessDeniedException:' });

/**
 * Whether a page of another site loads this as an image, script or frame. Browsers send no `Origin` with those.
 *
 * @param {Headers} headers
 */
function isEmbedded(headers) {
  const isLink = headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
  return headers.get('sec-fetch-site') === 'cross-site' && !isLink;
}

/** @param {string} host with or without a port */
const nameIn = (host) => HOST_HEADER.exec(host)?.[1]?.toLowerCase();

/**
 * @param {string} text
 * @returns {string | undefined} undefined if it is not an origin
 */
function normalOrigin(text) {
  if (text === 'null') return text;
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, pathname, search, hash, username, password } = new URL(text);
  const isMore = `${search}${hash}${username}${password}` !== '' || !['', '/'].includes(pathname);
  return host === '' || isMore ? undefined : `${protocol}//${host}`;
}

/** @param {string} text of a header, to show in a message */
const shown = (text) => text.slice(0, 100).replace(/[^\x21-\x7e]/g, '?');

/** @param {string} given */
function originOption(given) {
  const origin = given === '*' ? given : normalOrigin(given);
  if (origin === undefined) throw new TypeError(`Not an origin such as https://app.test: ${given}`);
  return origin;
}

/** @param {string} given */
function hostOption(given) {
  const name = given === '*' ? given : nameIn(given);
  if (name === undefined || (given !== '*' && name !== given.toLowerCase())) {
    throw new TypeError(`Not a name such as cognito.test, without a port: ${given}`);
  }
  return name;
}
