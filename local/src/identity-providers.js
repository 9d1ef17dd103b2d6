/** Finds the external identity providers of a pool. */

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').IdentityProvider} IdentityProvider
 */

/**
 * The key of a provider in the store.
 *
 * @param {string} poolId
 * @param {string} name
 */
export const providerKey = (poolId, name) => `${poolId}/${name}`;

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} name
 * @returns {IdentityProvider | undefined}
 */
export const providerNamed = ({ store }, pool, name) => store.identityProviders.get(providerKey(pool.id, name));

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @returns {IdentityProvider[]}
 */
export const providersOfPool = ({ store }, { id }) =>
  [...store.identityProviders.values()].filter(({ poolId }) => poolId === id);

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @param {string} identifier for example the domain of a company
 * @returns {IdentityProvider | undefined}
 */
export const providerByIdentifier = (context, pool, identifier) =>
  providersOfPool(context, pool).find(({ identifiers }) => identifiers.includes(identifier));
