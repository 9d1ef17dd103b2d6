import { providerNameOf } from './jwt.js';
import { identityPool } from './operations/identity-pools.js';
import { appClient } from './operations/user-pool-clients.js';
import { userPool } from './operations/user-pools.js';
import { hostedClientSettings, plantHostedUi } from './seed-hosted.js';

/** The ids of the seed backend. */
export const SEED = /** @type {const} */ ({
  region: 'us-east-1',
  userPoolId: 'us-east-1_SeedPool1',
  nativeClientId: 'native00000000000000000001',
  webClientId: 'web00000000000000000000001',
  identityPoolId: 'us-east-1:00000000-1111-4222-8333-444444444444',
});

const SEED_ROLES = {
  authenticated: 'arn:aws:iam::000000000000:role/seed-authRole',
  unauthenticated: 'arn:aws:iam::000000000000:role/seed-unauthRole',
};

/**
 * Creates the backend that `amplify add auth` creates with its default answers, and a hosted UI.
 *
 * @param {import('./store.js').Store} store
 * @param {number} nowMs
 * @param {import('./seed-hosted.js').Redirects} redirects
 * @param {string} [relyingPartyId] the domain that passkeys belong to
 * @param {boolean} [allowsGuests] whether the identity pool gives guests credentials
 */
export function plantSeed(store, nowMs, redirects, relyingPartyId = 'localhost', allowsGuests = false) {
  const { userPoolId, nativeClientId, webClientId, identityPoolId } = SEED;
  const settings = {
    Policies: { PasswordPolicy: { MinimumLength: 8 } },
    AutoVerifiedAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    Schema: [{ Name: 'email', Required: true, Mutable: true }],
  };
  const pool = userPool(userPoolId, 'seed', settings, nowMs);
  pool.webAuthn.relyingPartyId = relyingPartyId;
  store.userPools.set(userPoolId, pool);

  const clients = { [nativeClientId]: 'seed_app_client', [webClientId]: 'seed_app_clientWeb' };
  const hosted = hostedClientSettings(redirects);
  for (const [id, ClientName] of Object.entries(clients)) {
    store.clients.set(id, appClient({ id, poolId: userPoolId }, { ClientName, ...hosted }, nowMs));
  }
  plantHostedUi(store, userPoolId, nowMs);

  const ProviderName = providerNameOf(userPoolId);
  store.identityPools.set(identityPoolId, {
    ...identityPool(identityPoolId, {
      IdentityPoolName: 'seed',
      AllowUnauthenticatedIdentities: allowsGuests,
      CognitoIdentityProviders: [nativeClientId, webClientId].map((ClientId) => ({
        ProviderName,
        ClientId,
      })),
    }),
    roles: { Roles: SEED_ROLES },
  });
}
