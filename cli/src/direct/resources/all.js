/** @file The resources of a backend, in the order in which they are made. They are removed in the opposite one. */
import { appClient } from './app-client.js';
import { domain } from './domain.js';
import { group } from './group.js';
import { identityPool } from './identity-pool.js';
import { provider } from './provider.js';
import { roleMap } from './role-map.js';
import { authRole, smsRole, unauthRole } from './role.js';
import { userPoolMfa } from './user-pool-mfa.js';
import { userPool } from './user-pool.js';

/**
 * @param {import('../../backend/backend.js').Backend} backend whose names they have
 * @param {readonly (import('../../backend/backend.js').Backend | undefined | null)[]} backends which have groups and providers
 * @returns {import('../resource.js').Resource[]}
 */
export function resources(backend, backends) {
  /** @param {(one: import('../../backend/backend.js').Backend) => string[]} names */
  const among = (names) => [...new Set(backends.flatMap((one) => (one ? names(one) : [])))];
  return [
    smsRole,
    userPool,
    userPoolMfa,
    domain,
    // Before the clients, which name them.
    ...among((one) => one.providers.map(({ ProviderName = '' }) => ProviderName)).map(provider),
    appClient('web'),
    appClient('native'),
    ...among((one) => one.groups.map(({ GroupName }) => GroupName)).map(group),
    identityPool,
    authRole,
    unauthRole,
    roleMap,
  ].map((make) => make(backend));
}
