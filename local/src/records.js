/**
 * The shapes of what the service remembers: plain data, and no room for a password in any of it. A user
 * has a salt and a verifier.
 */

/**
 * @typedef {object} PasswordPolicy
 * @property {number} MinimumLength
 * @property {boolean} RequireUppercase
 * @property {boolean} RequireLowercase
 * @property {boolean} RequireNumbers
 * @property {boolean} RequireSymbols
 * @property {number} TemporaryPasswordValidityDays
 */

/**
 * @typedef {object} UserPool
 * @property {string} id
 * @property {string} name
 * @property {PasswordPolicy} passwordPolicy
 * @property {('email' | 'phone_number')[]} usernameAttributes what people sign in with in place of a name
 * @property {('email' | 'phone_number' | 'preferred_username')[]} aliasAttributes what they may sign in with besides the name
 * @property {('email' | 'phone_number')[]} autoVerifiedAttributes
 * @property {string[]} requiredAttributes
 * @property {string[]} customAttributes with their `custom:` prefix
 * @property {boolean} caseSensitive
 * @property {boolean} adminCreatesUsersOnly
 * @property {Record<string, unknown>} settings as the caller gave them, for Describe
 * @property {number} createdAt milliseconds
 */

/**
 * @typedef {object} TokenValidity whole seconds
 * @property {number} access
 * @property {number} id
 * @property {number} refresh
 */

/**
 * @typedef {object} AppClient
 * @property {string} id
 * @property {string} poolId
 * @property {string} name
 * @property {string} [secret]
 * @property {Record<string, unknown>} settings as the caller gave them, for Describe
 * @property {ReadonlySet<string>} flows the enabled `ALLOW_…` flows
 * @property {boolean} hidesUnknownUsers `PreventUserExistenceErrors` is `ENABLED`
 * @property {TokenValidity} validity
 * @property {number} sessionMinutes life of a sign-in that waits for an answer
 * @property {boolean} revocation tokens carry `origin_jti` and can be revoked
 * @property {ReadonlySet<string>} [readable] attributes; all when absent
 * @property {ReadonlySet<string>} [writable] attributes; all when absent
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * @typedef {'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'} UserStatus
 */

/**
 * @typedef {object} Credential what is kept of a password
 * @property {string} salt hex
 * @property {string} verifier hex
 * @property {number} [expiresAt] milliseconds; a temporary password's end
 */

/**
 * @typedef {object} IssuedCode
 * @property {string} value
 * @property {number} expiresAt milliseconds
 * @property {'email' | 'phone_number'} attribute which it proves
 */

/**
 * @typedef {object} FailureCount
 * @property {number} count
 * @property {number} lockedUntil milliseconds
 * @property {number} lastAt milliseconds
 */

/**
 * @typedef {object} User
 * @property {string} poolId
 * @property {string} username canonical, as it stands in tokens and proofs
 * @property {string} sub
 * @property {Record<string, string>} attributes without `sub`
 * @property {UserStatus} status
 * @property {boolean} enabled
 * @property {Credential} [credential]
 * @property {Record<string, IssuedCode>} codes by purpose
 * @property {FailureCount} passwordFailures
 * @property {FailureCount} codeFailures
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * A sign-in that waits for the answer to a challenge. The key is the `Session` or `SECRET_BLOCK`.
 *
 * @typedef {object} Challenge
 * @property {string} name for example `PASSWORD_VERIFIER`
 * @property {string} clientId
 * @property {string} poolId
 * @property {string} username canonical
 * @property {number} expiresAt milliseconds
 * @property {{ A: string, B: string, b: string, salt: string, verifier: string }} [srp] hex
 */

/**
 * What one sign-in established. The key is the `event_id` that all of its tokens carry.
 *
 * @typedef {object} SignInSession
 * @property {string} eventId
 * @property {string} poolId
 * @property {string} clientId
 * @property {string} sub of the user; a name may be given to somebody else later
 * @property {string} originJti
 * @property {string} refreshToken
 * @property {number} authTime seconds
 * @property {number} expiresAt milliseconds; of the refresh token
 * @property {boolean} revoked
 */

/**
 * @typedef {object} IdentityPool
 * @property {string} id
 * @property {string} name
 * @property {boolean} allowsGuests
 * @property {{ ProviderName: string, ClientId: string, ServerSideTokenCheck: boolean }[]} providers
 */

/**
 * @typedef {object} Identity
 * @property {string} id
 * @property {string} poolId
 * @property {Record<string, string>} logins provider name to the user's id there; empty for a guest
 */

export {};
