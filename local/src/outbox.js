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

/** The e-mails and text messages that a real Cognito would have sent. Keeps the last thousand. */
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
   * @param {string} [about] only those for this username or address
   * @returns {Message[]}
   */
  messages(about) {
    return this.#messages.items(about);
  }

  /**
   * The messages after the first `count`. Waits until there is one.
   *
   * @param {number} count
   * @param {string} [about] only those for this username or address
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
