/** Finds the app client of a call, and checks its secret. */
import { equalBytes, utf8 } from './encoding.js';
import { invalidParameter, notAuthorized, notFound } from './errors.js';
import { secretHash } from './hashing.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').AppClient} AppClient
 * @typedef {import('./records.js').UserPool} UserPool
 */

/**
 * @param {Context} context
 * @param {string} clientId
 * @returns {{ client: AppClient, pool: UserPool }}
 */
export function clientAndPool({ store }, clientId) {
  const client = store.clients.get(clientId);
  const pool = client && store.userPools.get(client.poolId);
  if (client === undefined || pool === undefined) {
    throw notFound(`User pool client ${clientId} does not exist.`);
  }
  return { client, pool };
}

/**
 * @param {Context} context
 * @param {string} poolId
 */
export function poolById({ store }, poolId) {
  const pool = store.userPools.get(poolId);
  if (pool === undefined) throw notFound(`User pool ${poolId} does not exist.`);
  return pool;
}

/**
 * Requires the right secret hash if the client has a secret.
 *
 * @param {AppClient} client
 * @param {string} username as in the call
 * @param {string | undefined} given
 * @param {{ toleratesSuperfluous?: boolean }} [options] whether a client without a secret may send one
 */
export async function checkSecretHash(client, username, given, options = {}) {
  if (client.secret === undefined) {
    if (given === undefined || options.toleratesSuperfluous) return;
    throw invalidParameter(`App client ${client.id} is not configured for secret but secret hash was received`);
  }
  if (given === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = await secretHash(client.secret, username, client.id);
  if (!equalBytes(utf8(given), utf8(expected))) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }
}

/**
 * @param {AppClient} client
 * @param {string | undefined} given
 */
export function checkClientSecret(client, given) {
  if (client.secret === undefined) return;
  if (given === undefined || !equalBytes(utf8(given), utf8(client.secret))) {
    throw notAuthorized(`Invalid client secret for client ${client.id}`);
  }
}
