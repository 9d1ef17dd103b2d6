/** Names as people know them. */

/** @type {Partial<Record<import('../../records.js').ProviderType, string>>} */
const COMPANIES = { LoginWithAmazon: 'Amazon', SignInWithApple: 'Apple' };

/**
 * @param {string} name of an identity provider
 * @param {import('../../records.js').ProviderType} type
 */
export const providerTitle = (name, type) => COMPANIES[type] ?? name;

/**
 * What users of a pool sign in with.
 *
 * @param {import('../../records.js').UserPool} pool
 */
export function loginLabel({ usernameAttributes, aliasAttributes }) {
  const kinds = usernameAttributes.length > 0 ? usernameAttributes : aliasAttributes;
  const words = [
    ...(usernameAttributes.length > 0 ? [] : ['Username']),
    ...(kinds.includes('email') ? ['e-mail address'] : []),
    ...(kinds.includes('phone_number') ? ['phone number'] : []),
  ];
  const label = words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? 'Username');
  return label.charAt(0).toUpperCase() + label.slice(1);
}
