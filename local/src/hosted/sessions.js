/**
 * A browser that has signed in. The key is the value of its cookie.
 *
 * @typedef {object} HostedSession
 * @property {string} poolId
 * @property {number} expiresAt milliseconds
 */

/**
 * A form that waits to be sent.
 *
 * @typedef {object} HostedForm
 * @property {string} poolId
 * @property {number} expiresAt milliseconds
 */

export {};
