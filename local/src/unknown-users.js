/** Users whom a pool does not have. If the client hides that, some flows treat them like any other user. */
import { blankUser } from './blank-user.js';
import { inventedUserId } from './srp-exchange.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').User} User
 */

/**
 * The username in the replies to a sign-in: the same one at every call.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} login
 */
export async function inventedUsername(context, pool, login) {
  return pool.usernameAttributes.length > 0 ? inventedUserId(context, pool.id, login) : login;
}

/**
 * A placeholder for a user who does not exist. It is not stored.
 *
 * @param {UserPool} pool
 * @param {string} username canonical
 * @returns {User}
 */
export const unknownUser = (pool, username) => ({
  poolId: pool.id,
  username,
  sub: '',
  attributes: {},
  status: 'CONFIRMED',
  ...blankUser(0),
});
