/** Migrates users from an older directory at their first sign-in. */
import { writtenAttributes } from './attributes.js';
import { credentialFor } from './passwords.js';
import { keepUser, newUser } from './user-accounts.js';

/**
 * @typedef {import('./records.js').User} User
 */

/**
 * Adds the user to the pool if the trigger knows the user.
 *
 * @param {import('./context.js').Context} context
 * @param {import('./records.js').UserPool} pool
 * @param {import('./records.js').AppClient} client
 * @param {{ username: string, password?: string, clientMetadata: Record<string, string> | undefined }} asked without a
 *   password if the user forgot it
 * @returns {Promise<User | undefined>} undefined if there is no trigger or it does not know the user
 */
export async function migratedUser(context, pool, client, { username, password, clientMetadata = {} }) {
  const { userAttributes, finalUserStatus } = await context.triggers.run(
    'userMigration',
    password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
    { userPoolId: pool.id, userName: username, clientId: client.id },
    { password: password ?? '', validationData: {}, clientMetadata },
    { userAttributes: null, finalUserStatus: null, messageAction: null },
  );
  if (userAttributes === null) return undefined;
  const pairs = Object.entries(userAttributes).filter(([name]) => name !== 'username' && name !== 'sub');
  const attributes = writtenAttributes(
    pool,
    pairs.map(([Name, Value]) => ({ Name, Value })),
  );
  const status = finalUserStatus === 'CONFIRMED' && password !== undefined ? 'CONFIRMED' : 'RESET_REQUIRED';
  const user = newUser(context, pool, { username, attributes, status });
  if (password !== undefined) user.credential = await credentialFor(pool, user.username, password);
  keepUser(context, pool, user, username);
  return user;
}
