import { Arrivals, beyond } from './arrivals.js';

/**
 * @typedef {object} Message
 * @property {string} username
 * @property {string} destination the full e-mail address or phone number
 * @property {'EMAIL' | 'SMS'} medium
 * @property {string} purpose for example `SIGN_UP`
 * @property {string} code the code, or a temporary password
 * @property {number} at milliseconds since the epoch
 */

/** The e-mails and text messages that a real service would have sent. */
export class Outbox {
  /** @type {Message[]} */
  #messages = [];
  #arrivals = new Arrivals();

  /** @param {Message} message */
  send(message) {
    this.#messages.push(message);
    this.#arrivals.tell();
  }

  /**
   * Oldest first.
   *
   * @param {string} [about] only those for this user name or this address
   * @returns {Message[]}
   */
  messages(about) {
    return this.#messages.filter(
      ({ username, destination }) => about === undefined || [username, destination].includes(about),
    );
  }

  /**
   * Those beyond the first `count`, as soon as there is one.
   *
   * @param {number} count
   * @param {string} [about] only those for this user name or this address
   * @returns {Promise<Message[]>}
   */
  after(count, about) {
    return this.#arrivals.until(() => beyond(this.messages(about), count));
  }

  clear() {
    this.#messages = [];
  }
}
