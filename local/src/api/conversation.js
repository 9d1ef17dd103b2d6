/**
 * What is said over a websocket.
 *
 * @typedef {object} Conversation
 * @property {string} protocol the websocket's subprotocol
 * @property {(message: string | Uint8Array) => Promise<Reply>} receive
 */

/**
 * @typedef {object} Reply
 * @property {(string | Uint8Array)[]} messages
 * @property {boolean} isOver whether the server closes the connection
 */

export {};
