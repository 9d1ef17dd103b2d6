/** Finds the user pool that a request to the hosted UI is for. */
import { regionOf } from './regions.js';

/**
 * @typedef {import('./context.js').Context} Context
 * @typedef {import('./records.js').UserPool} UserPool
 * @typedef {import('./records.js').AppClient} AppClient
 */

/**
 * The pool by the host name, if that is the name of a domain; otherwise by `client_id`. So an application can also
 * use the plain address of this server as its domain.
 *
 * A pool without a domain has no hosted UI, as at AWS.
 *
 * @param {Context} context
 * @param {URL} url of the request
 * @param {URLSearchParams} parameters
 * @returns {{ pool: UserPool, client: AppClient | undefined } | undefined} `client` is the one that `client_id` names, if
 *   it belongs to the pool
 */
export function poolOfRequest(context, url, parameters) {
  return poolOfClientId(context, url, parameters.get('client_id') ?? undefined);
}

/**
 * @param {Context} context
 * @param {URL} url
 * @param {string | undefined} clientId
 * @returns {ReturnType<typeof poolOfRequest>}
 */
export function poolOfClientId(context, { hostname }, clientId) {
  const { store } = context;
  const named = clientId === undefined ? undefined : store.clients.get(clientId);
  const poolId = domainOfHost(context, hostname)?.poolId ?? named?.poolId;
  const pool = poolId === undefined ? undefined : store.userPools.get(poolId);
  if (pool === undefined || !hasDomain(context, pool)) return undefined;
  return { pool, client: named?.poolId === pool.id ? named : undefined };
}

/**
 * @param {Context} context
 * @param {UserPool} pool
 * @returns {import('./records.js').Domain[]}
 */
export const domainsOf = ({ store }, { id }) => [...store.domains.values()].filter(({ poolId }) => poolId === id);

/**
 * @param {Context} context
 * @param {UserPool} pool
 */
export const hasDomain = (context, pool) => domainsOf(context, pool).length > 0;

/**
 * The name of the pool's domain: a prefix, or a host name of its own.
 *
 * @param {Context} context
 * @param {UserPool} pool
 * @returns {string | undefined}
 */
export const domainOf = (context, pool) => domainsOf(context, pool)[0]?.name;

/**
 * A prefix `app` answers as `app.auth.localhost`, and in a process without a network also under AWS's name.
 *
 * @param {Context} context
 * @param {string} hostname
 */
export function domainOfHost({ store }, hostname) {
  const [, prefix] = /^([a-z\d-]+)\.auth\.(?:localhost|[a-z\d-]+\.amazoncognito\.com)$/.exec(hostname) ?? [];
  if (prefix === undefined) {
    const custom = store.domains.get(hostname);
    return custom?.isCustom ? custom : undefined;
  }
  const domain = store.domains.get(prefix);
  if (domain === undefined || domain.isCustom) return undefined;
  const names = [`${prefix}.auth.localhost`, `${prefix}.auth.${regionOf(domain.poolId)}.amazoncognito.com`];
  return names.includes(hostname) ? domain : undefined;
}
