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

  /** @param {Message} message */
  send(message) {
    this.#messages.push(message);
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

  clear() {
    this.#messages = [];
  }
}
