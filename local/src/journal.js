import { Arrivals } from './arrivals.js';
import { Recent } from './recent.js';

const KEPT = { count: 1000, weight: 32 * 1024 * 1024 };
const HIDDEN = '[not shown]';
const CREDENTIAL_HEADERS = new Set(['authorization', 'x-amz-security-token']);
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
]);

/**
 * @typedef {object} JournalEntry
 * @property {string} operation for example `SignUp`; empty when the target names none
 * @property {string} target the `x-amz-target` header
 * @property {unknown} body parsed JSON, or the raw text when it is not JSON
 * @property {Record<string, string>} headers lower-case names
 * @property {string} url
 * @property {number} status of the answer; 0 when the connection was dropped or is still open
 * @property {number} at milliseconds since the epoch
 */

/** The service requests that arrived, in order. Only the last thousand are kept, and fewer if they are very large. */
export class Journal {
  /** @type {Recent<JournalEntry>} */
  #entries = new Recent(KEPT);
  #arrivals = new Arrivals();
  #verbatim;

  /** @param {{ verbatim: boolean }} options keep passwords and tokens as they came, for tests */
  constructor({ verbatim }) {
    this.#verbatim = verbatim;
  }

  /**
   * @param {Omit<JournalEntry, 'status'>} request
   * @param {number} size of its body
   * @returns {JournalEntry} the entry, whose status is set when the answer is known
   */
  note(request, size) {
    const body = this.#verbatim ? request.body : withoutSecrets(request.body);
    const entry = { ...request, headers: withoutCredentials(request.headers), body, status: 0 };
    const headersSize = Object.entries(entry.headers).reduce((sum, pair) => sum + pair.join().length, 0);
    this.#entries.add(entry, [entry.operation], size + headersSize + entry.url.length);
    this.#arrivals.tell();
    return entry;
  }

  entries() {
    return this.#entries.items();
  }

  /**
   * The requests beyond the first `count`, as soon as there is one.
   *
   * @param {number} count
   * @param {string} [operation] only requests for this one
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
 * An SDK signs with whatever AWS credentials it finds, real ones too: never kept.
 *
 * @param {Record<string, string>} headers
 */
function withoutCredentials(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, CREDENTIAL_HEADERS.has(name) ? HIDDEN : value]),
  );
}

/**
 * @param {unknown} body
 * @returns {unknown}
 */
function withoutSecrets(body) {
  // Text that is not JSON may hold anything.
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
