/**
 * @typedef {import('../answers/answers.js').SocialProvider} SocialProvider
 * @typedef {import('./backend.js').Provider} Provider
 */

/**
 * What each provider is asked for, and which of its attributes fill those of a user.
 *
 * @type {Record<import('../answers/answers.js').SocialProviderType, { scopes: string, attributes: Record<string, string> }>}
 */
const kinds = {
  Facebook: { scopes: 'email,public_profile', attributes: { email: 'email', username: 'id' } },
  Google: { scopes: 'openid email profile', attributes: { email: 'email', username: 'sub' } },
  LoginWithAmazon: { scopes: 'profile profile:user_id', attributes: { email: 'email', username: 'user_id' } },
  SignInWithApple: { scopes: 'email', attributes: { email: 'email', username: 'sub' } },
};

/** The member of `ProviderDetails` that a provider's secret belongs in. */
export const secretMember = (/** @type {SocialProvider['type']} */ type) =>
  type === 'SignInWithApple' ? 'private_key' : 'client_secret';

/**
 * The requests `CreateIdentityProvider`, without secrets.
 *
 * @param {SocialProvider[]} providers
 * @returns {Provider[]}
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html
 */
export const providers = (providers) =>
  providers.map(({ type, clientId, teamId, keyId }) => ({
    ProviderName: type,
    ProviderType: type,
    ProviderDetails: {
      client_id: clientId,
      authorize_scopes: kinds[type].scopes,
      ...(teamId !== undefined && { team_id: teamId }),
      ...(keyId !== undefined && { key_id: keyId }),
    },
    AttributeMapping: kinds[type].attributes,
  }));
