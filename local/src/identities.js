/** A user's accounts at external providers, as AWS shows them. */

/**
 * @typedef {import('./records.js').User} User
 * @typedef {import('./records.js').ProviderIdentity} ProviderIdentity
 */

/**
 * The attribute: JSON, with real booleans and numbers.
 *
 * @param {User} user
 * @returns {{ identities?: string }}
 */
export function identitiesAttribute({ identities }) {
  return identities.length === 0 ? {} : { identities: JSON.stringify(identities.map(described)) };
}

/**
 * The claim of the ID token. AWS writes booleans and numbers as texts there.
 *
 * @param {User} user
 */
export function identitiesClaim({ identities }) {
  if (identities.length === 0) return {};
  const claim = identities.map((identity) => {
    const { primary, dateCreated, ...rest } = described(identity);
    return { ...rest, primary: String(primary), dateCreated: String(dateCreated) };
  });
  return { identities: claim };
}

/** @param {ProviderIdentity} identity */
const described = ({ userId, providerName, providerType, primary, createdAt }) => ({
  userId,
  providerName,
  providerType,
  issuer: null,
  primary,
  dateCreated: createdAt,
});
