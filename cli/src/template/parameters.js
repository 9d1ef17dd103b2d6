import { secretMember } from '../backend/providers.js';

/**
 * @typedef {import('../backend/backend.js').Backend} Backend
 * @typedef {import('../answers/answers.js').SocialProviderType} SocialProviderType
 * @typedef {{ parameter: string, provider: SocialProviderType, member: 'client_secret' | 'private_key' }} Secret
 */

/**
 * The parameters that name resources.
 *
 * @param {Backend} backend
 * @returns {Record<string, { value: string, description: string }>}
 */
export function namesOf({ userPool, identityPool, domain, roleNames }) {
  return {
    userPoolName: { value: userPool.PoolName, description: 'Name of the user pool' },
    ...(identityPool && {
      identityPoolName: { value: identityPool.IdentityPoolName ?? '', description: 'Name of the identity pool' },
      authRoleName: { value: roleNames.authenticated, description: 'Name of the role of signed-in users' },
      unauthRoleName: { value: roleNames.unauthenticated, description: 'Name of the role of guests' },
    }),
    ...(roleNames.sms !== null && {
      snsRoleName: { value: roleNames.sms, description: 'Name of the role that sends text messages' },
    }),
    ...(domain !== null && {
      hostedUIDomain: { value: domain, description: "Prefix of the domain of Cognito's pages" },
    }),
  };
}

/**
 * The parameters that are secrets of social providers.
 *
 * @param {Backend} backend
 * @returns {Secret[]}
 */
export const secretsOf = ({ providers }) =>
  providers.map(({ ProviderType }) => {
    const provider = /** @type {SocialProviderType} */ (ProviderType);
    return { parameter: secretParameter(provider), provider, member: secretMember(provider) };
  });

/** @param {SocialProviderType} provider */
export const secretParameter = (provider) => `${provider.charAt(0).toLowerCase()}${provider.slice(1)}Secret`;
