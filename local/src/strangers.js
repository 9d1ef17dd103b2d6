/** Somebody whom a pool does not have, for the flows that treat everybody alike where the client hides its users. */
import { blankUser } from './blank-user.js';
import { inventedUserId } from './srp-exchange.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 */

/**
 * The name that a sign-in is answered with: the same one at every call.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} login
 */
export async function inventedUsername(context, pool, login) {
  return pool.usernameAttributes.length > 0 ? inventedUserId(context, pool.id, login) : login;
}

/**
 * A user of whom nothing is known and nothing is kept.
 *
 * @param {UserPool} pool
 * @param {string} username as the service has it
 * @returns {User}
 */
export const stranger = (pool, username) => ({
  poolId: pool.id,
  username,
  sub: '',
  attributes: {},
  status: 'CONFIRMED',
  ...blankUser(0),
});
