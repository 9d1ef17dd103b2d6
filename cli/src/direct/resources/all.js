/** @file The resources of a backend, in the order in which they are made. They are removed in the opposite one. */
import { appClient } from './app-client.js';
import { domain } from './domain.js';
import { group } from './group.js';
import { identityPool } from './identity-pool.js';
import { provider } from './provider.js';
import { roleMap } from './role-map.js';
import { authRole, groupRole, smsRole, unauthRole } from './role.js';
import { userPoolMfa } from './user-pool-mfa.js';
import { userPool } from './user-pool.js';

/**
 * @param {import('../../backend/backend.js').Backend} backend whose names they have
 * @param {readonly (import('../../backend/backend.js').Backend | null | undefined)[]} backends what the last push has made, what an
 *   interrupted one has begun, and what is wanted
 * @returns {import('../resource.js').Resource[]}
 */
export function resources(backend, backends) {
  /** @param {(one: import('../../backend/backend.js').Backend) => string[]} names */
  const among = (names) => [...new Set(backends.flatMap((one) => (one ? names(one) : [])))];
  const groups = among((one) => one.groups.map(({ GroupName }) => GroupName));
  return [
    smsRole,
    userPool,
    userPoolMfa,
    domain,
    // Before the clients, which name them.
    ...among((one) => one.providers.map(({ ProviderName = '' }) => ProviderName)).map(provider),
    appClient('web'),
    appClient('native'),
    identityPool,
    authRole,
    unauthRole,
    ...groups.flatMap((name) => [groupRole(name), group(name)]),
    roleMap,
  ].map((make) => make(backend, backends.find(Boolean) ?? undefined));
}
