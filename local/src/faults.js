import { limitExceeded } from './bounded.js';
import { ConnectionLost, ServiceError, invalidParameter } from './errors.js';
import { html, json, serviceErrorResponse } from './responses.js';
import { integer, readRequest, required, structure, text } from './schema.js';

/** The kinds of faults, and the parts that each of them has beside `operation` and `times`. */
const PARTS = /** @type {const} */ ({
  status: ['status'],
  error: ['type', 'message', 'status'],
  html: ['status'],
  delay: ['delayMs'],
  drop: [],
  'lose-reply': [],
});

const MOST_FAULTS = 1000;
const MOST_HELD = 200;

/** An operation has a name, such as `InitiateAuth`, and a page its path. Others would never be asked for. */
const OPERATION = { pattern: /^(?:\*|\w+|\/[^\s?#]*)$/, patternText: '\\*|\\w+|/[^\\s?#]*' };

const faultShape = structure({
  operation: text({ min: 1, max: 256, ...OPERATION }),
  times: integer({ min: 1, max: 1_000_000 }),
  kind: required(text({ values: Object.keys(PARTS) })),
  status: integer({ min: 400, max: 599 }),
  type: text({ min: 1, max: 256, pattern: /^[\w.]+$/ }),
  message: text({ max: 1024 }),
  delayMs: integer({ min: 0, max: 600_000 }),
});

/**
 * A failure that the next requests get.
 *
 * @typedef {object} Fault
 * @property {string} [operation] its name, or the path of a page; `*`, the default, for all operations
 * @property {number} [times] the number of requests it affects; by default one
 * @property {keyof typeof PARTS} kind
 * @property {number} [status] 400 to 599, for `status`, `error` and `html`
 * @property {string} [type] AWS's error name, for `error`
 * @property {string} [message] for `error`
 * @property {number} [delayMs] for `delay`; if absent, the reply is held until the faults are cleared
 */

/** @typedef {Fault & { operation: string, times: number }} PendingFault */

export class Faults {
  /** @type {PendingFault[]} */
  #pending = [];
  /** @type {Set<() => void>} */
  #held = new Set();

  /**
   * @param {Fault} fault
   * @throws {ServiceError} if there are too many, or for a fault with a part that is wrong or that its kind does not have
   */
  add(fault) {
    const read = readFault(fault);
    if (this.#pending.length >= MOST_FAULTS) throw limitExceeded('faults');
    this.#pending.push(read);
  }

  /** Removes all faults, and releases the held replies. */
  clear() {
    this.#pending = [];
    for (const release of this.#held) release();
    this.#held.clear();
  }

  /**
   * Answers a request, with the next fault for it if there is one.
   *
   * @param {string} operation
   * @param {() => Promise<Response>} handle
   * @param {(error: ServiceError) => Response} [asReply] the format of errors
   * @returns {Promise<Response>}
   */
  async apply(operation, handle, asReply = serviceErrorResponse) {
    const fault = this.#take(operation);
    switch (fault?.kind) {
      case undefined:
        return handle();
      case 'status':
        return json({}, fault.status ?? 500);
      case 'error':
        return asReply(new ServiceError(fault.type ?? 'InternalErrorException', fault.message, fault.status));
      case 'html':
        return html('<!doctype html><title>503</title><h1>Service Unavailable</h1>', fault.status ?? 503);
      case 'delay': {
        // Hold the reply from the start of the request, so that clearing the faults always releases it.
        const released = this.#hold(fault.delayMs);
        const response = await handle();
        await released;
        return response;
      }
      case 'lose-reply':
        await handle();
        throw new ConnectionLost();
      case 'drop':
        throw new ConnectionLost();
    }
  }

  /** @param {string} operation */
  #take(operation) {
    const fault = this.#pending.find((candidate) => candidate.operation === '*' || candidate.operation === operation);
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#pending = this.#pending.filter((other) => other !== fault);
    return fault;
  }

  /** @param {number | undefined} delayMs real milliseconds, not those of the local Cognito's clock */
  #hold(delayMs) {
    return new Promise((resolve) => {
      const release = () => {
        clearTimeout(timer);
        this.#held.delete(release);
        resolve(undefined);
      };
      const timer = delayMs === undefined ? undefined : setTimeout(release, delayMs);
      this.#held.add(release);
      // Release the oldest if there are too many.
      if (this.#held.size > MOST_HELD) for (const oldest of [...this.#held].slice(0, 1)) oldest();
    });
  }
}

/**
 * @param {unknown} given
 * @returns {PendingFault}
 */
function readFault(given) {
  const { operation = '*', times = 1, kind: name, ...parts } = readRequest(given, faultShape, { strict: true });
  const kind = /** @type {Fault['kind']} */ (name);
  /** @type {readonly string[]} */
  const known = PARTS[kind];
  const foreign = Object.keys(parts).find((part) => !known.includes(part));
  if (foreign !== undefined) {
    throw invalidParameter(`A fault of kind ${kind} has no ${foreign}, but ${known.join(', ') || 'no other part'}.`);
  }
  return { operation, times, kind, ...parts };
}
