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

/** @typedef {'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'} MfaMethod */

/** @typedef {'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN'} FirstFactor */

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
 * @property {('email' | 'phone_number')[]} verifiedBeforeUpdate whose new value counts only once it is verified
 * @property {'OFF' | 'OPTIONAL' | 'ON'} mfa
 * @property {MfaMethod[]} mfaMethods second factors that the pool offers
 * @property {FirstFactor[]} firstFactors with which `USER_AUTH` may begin
 * @property {{ always: boolean, replacesMfa: boolean }} [devices] whether new devices are remembered without being
 *   asked, and whether a remembered one stands for the second factor; absent where devices are not followed
 * @property {'positive' | 'negative'} [salts] the sign of the salts; either one when absent
 * @property {{ relyingPartyId: string, userVerification: 'required' | 'preferred' }} webAuthn
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
 * @property {number} [rotationGraceMs] how long a refresh token that was used stays good; absent without rotation
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
 * @property {string} salt hex, with a minus sign where it is negative
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
 * @typedef {object} Device
 * @property {string} key
 * @property {string} groupKey
 * @property {string} name
 * @property {string} eventId of the sign-in that it was named in
 * @property {{ salt: string, verifier: string }} [credential] hex; absent until the device is confirmed
 * @property {boolean} remembered
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 * @property {number} usedAt milliseconds
 */

/**
 * @typedef {object} Passkey
 * @property {string} id base64url
 * @property {import('jose').JWK} publicKey
 * @property {string} algorithm as JWS names it
 * @property {number} counter of the authenticator's signatures; 0 where it does not count
 * @property {string} relyingPartyId
 * @property {string} name
 * @property {string[]} transports
 * @property {string} [attachment]
 * @property {number} createdAt milliseconds
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
 * @property {{ email?: string, phone_number?: string }} unverifiedAttributes new values that wait for their code
 * @property {{ enabled: MfaMethod[], preferred?: MfaMethod }} mfa
 * @property {{ secret: string, lastStep: number }} [totp] base32, and the last time step whose code signed in
 * @property {string} [totpCandidate] base32; a secret that no code has confirmed yet
 * @property {Device[]} devices
 * @property {Passkey[]} passkeys
 * @property {{ value: string, clientId: string, expiresAt: number }} [passkeyChallenge] of a registration under way
 * @property {string[]} groups
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
 * @property {string} [session] which must come with the `SECRET_BLOCK`, in flows that have one
 * @property {string} [deviceKey] of the device that signs in
 * @property {string} [code] that was sent
 * @property {string} [email] to which it was sent, when that is not the user's address yet
 * @property {string[]} [choices] among which the user chooses
 * @property {{ secret: string, verified: boolean }} [totp] a set-up under way
 * @property {string} [webAuthn] base64url; what a passkey has to sign
 * @property {{ rounds: CustomRound[], privateParameters: Record<string, string>, metadata?: string }} [custom]
 */

/**
 * A round of a custom sign-in, as the triggers see it.
 *
 * @typedef {object} CustomRound
 * @property {string} challengeName
 * @property {boolean} challengeResult
 * @property {string} [challengeMetadata]
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
 * @property {{ value: string, goodUntil?: number }[]} refreshTokens newest last; those that were rotated out have an end
 * @property {number} authTime seconds
 * @property {number} expiresAt milliseconds; of the refresh token
 * @property {boolean} revoked
 * @property {string} [deviceKey] of the confirmed device that signed in, to which the refresh tokens are bound
 */

/**
 * The key is the id of the pool and the name, with a slash between them.
 *
 * @typedef {object} Group
 * @property {string} poolId
 * @property {string} name
 * @property {string} [description]
 * @property {number} [precedence]
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
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
