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
   * @param {string} [username]
   * @returns {Message[]}
   */
  messages(username) {
    return this.#messages.filter(
      (message) => username === undefined || message.username === username,
    );
  }

  clear() {
    this.#messages = [];
  }
}
