import { Arrivals } from './arrivals.js';
import { Recent } from './recent.js';

const KEPT = { count: 1000, weight: 32 * 1024 * 1024 };
/** How much of a body to the API is kept, in bytes. */
const LONGEST_TEXT = 64 * 1024;
const HIDDEN = '[not shown]';
const CREDENTIAL_HEADERS = new Set(['authorization', 'cookie', 'sec-websocket-protocol', 'x-amz-security-token']);
/** The parameters of the hosted UI that are shown. Any other may be a secret. */
const HARMLESS_PARAMETERS = new Set(
  (
    'client_id code_challenge_method error grant_type identity_provider idp_identifier lang logout_uri prompt ' +
    'redirect_uri response_type scope token_type_hint'
  ).split(' '),
);
const SECRET_MEMBERS = new Set([
  'Password',
  'TemporaryPassword',
  'PreviousPassword',
  'ProposedPassword',
  'PASSWORD',
  'ANSWER',
  'NEW_PASSWORD',
  'AccessToken',
  'RefreshToken',
  'REFRESH_TOKEN',
  'Token',
  'Session',
  'ClientSecret',
  'Logins',
  'WebIdentityToken',
]);

/** The parameters of signed addresses that are shown. */
const HARMLESS_SIGNED = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'list-type',
  'prefix',
]);

/**
 * @typedef {object} JournalEntry
 * @property {string} operation for example `SignUp`; empty if the target names none
 * @property {string} target the `x-amz-target` header
 * @property {unknown} body parsed JSON, or the text if it is not JSON
 * @property {Record<string, string>} headers lower-case names
 * @property {string} url
 * @property {number} status of the reply; 0 while there is none, or if the connection was dropped
 * @property {number} at milliseconds since the epoch
 */

/** The requests in order of arrival. Keeps the last thousand, or fewer if they are very large. */
export class Journal {
  /** @type {Recent<JournalEntry>} */
  #entries = new Recent(KEPT);
  #arrivals = new Arrivals();
  #verbatim;

  /** @param {{ verbatim: boolean }} options whether to keep passwords and tokens, for tests */
  constructor({ verbatim }) {
    this.#verbatim = verbatim;
  }

  /**
   * @param {Omit<JournalEntry, 'status'>} request
   * @param {number} size of its body
   * @returns {JournalEntry} the entry; the caller sets its status once there is a reply
   */
  note(request, size) {
    const body = this.#verbatim ? request.body : withoutSecrets(request.body);
    const entry = { ...request, headers: withoutCredentials(request.headers), body, status: 0 };
    const headersSize = Object.entries(entry.headers).reduce((sum, pair) => sum + pair.join().length, 0);
    this.#entries.add(entry, [entry.operation], size + headersSize + entry.url.length);
    this.#arrivals.tell();
    return entry;
  }

  /**
   * Notes a request to the hosted UI. Its operation is the path.
   *
   * @param {import('./hosted-records.js').HostedCall} call
   * @param {number} at milliseconds since the epoch
   */
  noteHosted({ path, url, form, headers, body }, at) {
    const shown = new URL(url);
    if (!this.#verbatim) shown.search = String(new URLSearchParams(shownParameters(url.searchParams)));
    const fields = this.#verbatim ? [...form] : shownParameters(form);
    const request = { operation: path, target: '', body: Object.fromEntries(fields), url: shown.href, at };
    return this.note({ ...request, headers: Object.fromEntries(headers) }, body.length);
  }

  /**
   * Notes a request to the API that verifies. Its operation is the path.
   *
   * @param {import('./signature/verify.js').ApiRequest} request
   * @param {number} at milliseconds since the epoch
   */
  noteApi({ url, headers, body }, at) {
    const shown = new URL(url);
    const target = headers.get('x-amz-target') ?? '';
    if (!this.#verbatim) shown.search = String(new URLSearchParams(shownParameters(url.searchParams, HARMLESS_SIGNED)));
    const text = new TextDecoder().decode(body.subarray(0, LONGEST_TEXT));
    const request = { operation: url.pathname, target, body: text, url: shown.href, at };
    return this.note({ ...request, headers: Object.fromEntries(headers) }, Math.min(body.length, LONGEST_TEXT));
  }

  entries() {
    return this.#entries.items();
  }

  /**
   * The requests after the first `count`. Waits until there is one.
   *
   * @param {number} count
   * @param {string} [operation] only requests for this operation
   * @param {AbortSignal} [signal] ends the wait
   * @returns {Promise<JournalEntry[]>}
   */
  after(count, operation, signal) {
    return this.#arrivals.until(() => this.#entries.beyond(count, operation), signal);
  }

  clear() {
    this.#entries.clear();
  }
}

/**
 * SDKs sign requests with the AWS credentials they find, which may be real: never keep them.
 *
 * @param {Record<string, string>} headers
 */
function withoutCredentials(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, CREDENTIAL_HEADERS.has(name) ? HIDDEN : value]),
  );
}

/**
 * @param {URLSearchParams} parameters
 * @param {Set<string>} [harmless]
 */
const shownParameters = (parameters, harmless = HARMLESS_PARAMETERS) =>
  [...parameters].map(([name, value]) => [name, harmless.has(name) ? value : HIDDEN]);

/**
 * @param {unknown} body
 * @returns {unknown}
 */
function withoutSecrets(body) {
  // Text that is not JSON can contain anything.
  if (typeof body === 'string' && body !== '') return HIDDEN;
  return hideSecrets(body);
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function hideSecrets(value) {
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, SECRET_MEMBERS.has(name) ? HIDDEN : hideSecrets(member)]),
  );
}
