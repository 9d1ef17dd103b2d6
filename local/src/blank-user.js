import { noFailures } from './store.js';

/**
 * The initial state of every user.
 *
 * @param {number} createdAt milliseconds since the epoch
 * @returns {Omit<import('./records.js').User, 'poolId' | 'username' | 'sub' | 'attributes' | 'status'>}
 */
export const blankUser = (createdAt) => ({
  enabled: true,
  codes: {},
  unverifiedAttributes: {},
  mfa: { enabled: [] },
  devices: [],
  passkeys: [],
  groups: [],
  identities: [],
  passwordFailures: noFailures(),
  codeFailures: noFailures(),
  createdAt,
  modifiedAt: createdAt,
});
