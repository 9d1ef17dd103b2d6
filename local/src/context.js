/**
 * What every operation works with: the state of one local Cognito and its sources of time, chance
 * and side effects. Operations keep nothing of their own.
 *
 * @typedef {object} Context
 * @property {import('./store.js').Store} store
 * @property {import('./clock.js').Clock} clock
 * @property {import('./identifiers.js').Identifiers} identifiers
 * @property {import('./outbox.js').Outbox} outbox
 * @property {import('./signing-keys.js').SigningKeys} keys
 * @property {import('./triggers.js').Triggers} triggers
 * @property {Uint8Array} secret with which invented answers stay the same from call to call
 * @property {string} region
 */

export {};
