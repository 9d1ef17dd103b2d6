/**
 * What every operation works with: the state of one local Cognito and its sources of time, randomness
 * and side effects. Operations keep no state of their own.
 *
 * @typedef {object} Context
 * @property {import('./store.js').Store} store
 * @property {import('./clock.js').Clock} clock
 * @property {import('./identifiers.js').Identifiers} identifiers
 * @property {import('./outbox.js').Outbox} outbox
 * @property {import('./signing-keys.js').SigningKeys} keys
 * @property {import('./triggers.js').Triggers} triggers
 * @property {Uint8Array} secret from which the replies for unknown users are derived, so that they do not change
 * @property {string} region where new pools are created
 */

export {};
