import { limitExceeded } from './bounded.js';
import { ConnectionLost, ServiceError } from './errors.js';
import { html, json, serviceErrorResponse } from './responses.js';

export const FAULT_KINDS = /** @type {const} */ (['status', 'error', 'html', 'delay', 'drop', 'lose-reply']);

const MOST_FAULTS = 1000;
const MOST_HELD = 200;

/**
 * A failure that the next requests get.
 *
 * @typedef {object} Fault
 * @property {string} operation its name, or `*` for all operations
 * @property {number} times the number of requests it affects
 * @property {(typeof FAULT_KINDS)[number]} kind
 * @property {number} [status] 400 to 599, for `status`, `error` and `html`
 * @property {string} [type] AWS's error name, for `error`
 * @property {string} [message] for `error`
 * @property {number} [delayMs] for `delay`; if absent, the reply is held until the faults are cleared
 */

export class Faults {
  /** @type {Fault[]} */
  #pending = [];
  /** @type {Set<() => void>} */
  #held = new Set();

  /**
   * @param {Fault} fault
   * @throws {ServiceError} if there are too many
   */
  add(fault) {
    if (this.#pending.length >= MOST_FAULTS) throw limitExceeded('faults');
    this.#pending.push({ ...fault });
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
