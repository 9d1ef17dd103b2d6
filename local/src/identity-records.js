/** The types of the stored data of identity pools. */

/**
 * How a provider's users get a role.
 *
 * @typedef {object} RoleMapping
 * @property {'Token' | 'Rules'} Type
 * @property {'AuthenticatedRole' | 'Deny'} AmbiguousRoleResolution what happens if neither the token nor a rule decides
 * @property {{ Rules: RoleRule[] }} [RulesConfiguration]
 */

/**
 * @typedef {object} RoleRule
 * @property {string} Claim
 * @property {'Equals' | 'Contains' | 'StartsWith' | 'NotEqual'} MatchType
 * @property {string} Value
 * @property {string} RoleARN
 */

/** @typedef {{ UseDefaults: boolean, PrincipalTags: Record<string, string> }} PrincipalTagMap */

/**
 * @typedef {object} IdentityPool
 * @property {string} id
 * @property {string} name
 * @property {boolean} allowsGuests
 * @property {boolean} [allowsClassicFlow] absent unless it was set, and then AWS allows it
 * @property {{ ProviderName: string, ClientId: string, ServerSideTokenCheck: boolean }[]} providers user pools
 * @property {string} [developerProvider] the name of the application's own provider
 * @property {Record<string, string>} socialProviders the application's id at each, by provider name
 * @property {string[]} openIdProviders ARNs
 * @property {string[]} samlProviders ARNs
 * @property {Record<string, string>} tags
 * @property {object} settings as they were given, for the Describe operations
 * @property {{ Roles?: Record<string, string>, RoleMappings?: Record<string, RoleMapping> }} roles
 * @property {Record<string, PrincipalTagMap>} principalTags by provider name
 */

/**
 * @typedef {object} Identity
 * @property {string} id
 * @property {string} poolId
 * @property {Record<string, string>} logins the user's id at each provider, by provider name; empty for a guest
 * @property {string[]} developerUsers the user's ids at the application's own provider
 * @property {boolean} [isDisabled] whether its last login was removed
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * Temporary AWS credentials. The key is `accessKeyId`.
 *
 * @typedef {object} IssuedCredentials
 * @property {string} accessKeyId
 * @property {string} secretKey
 * @property {string} sessionToken
 * @property {number} expiresAt milliseconds
 * @property {string} roleArn
 * @property {string} sessionName
 * @property {string} identityId
 * @property {string} identityPoolId
 * @property {boolean} isGuest
 * @property {string[]} providers the names of the identity's providers
 */

/**
 * A file of the API that verifies. The key is the bucket and the key, with a slash between them.
 *
 * @typedef {object} StoredObject
 * @property {string} bucket
 * @property {string} key
 * @property {Uint8Array} body
 * @property {string} type
 * @property {string} etag
 * @property {number} at milliseconds
 */

export {};
