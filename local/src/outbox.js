import { Arrivals } from './arrivals.js';
import { Recent } from './recent.js';

const KEPT = { count: 1000, weight: 4 * 1024 * 1024 };

/**
 * @typedef {object} Message
 * @property {string} username
 * @property {string} destination the full e-mail address or phone number
 * @property {'EMAIL' | 'SMS'} medium
 * @property {string} purpose for example `SIGN_UP`
 * @property {string} code the code, or a temporary password
 * @property {number} at milliseconds since the epoch
 */

/** The e-mails and text messages that a real service would have sent. Only the last thousand are kept. */
export class Outbox {
  /** @type {Recent<Message>} */
  #messages = new Recent(KEPT);
  #arrivals = new Arrivals();

  /** @param {Message} message */
  send(message) {
    const { username, destination, code } = message;
    this.#messages.add(message, [username, destination], username.length + destination.length + code.length);
    this.#arrivals.tell();
  }

  /**
   * Oldest first.
   *
   * @param {string} [about] only those for this user name or this address
   * @returns {Message[]}
   */
  messages(about) {
    return this.#messages.items(about);
  }

  /**
   * Those beyond the first `count`, as soon as there is one.
   *
   * @param {number} count
   * @param {string} [about] only those for this user name or this address
   * @param {AbortSignal} [signal] ends the wait
   * @returns {Promise<Message[]>}
   */
  after(count, about, signal) {
    return this.#arrivals.until(() => this.#messages.beyond(count, about), signal);
  }

  clear() {
    this.#messages.clear();
  }
}
