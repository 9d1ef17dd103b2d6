/**
 * The types of the stored data. None of them can hold a password: a user has a salt and a verifier.
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
 * @property {('email' | 'phone_number')[]} usernameAttributes what users sign in with instead of a username
 * @property {('email' | 'phone_number' | 'preferred_username')[]} aliasAttributes what they can sign in with besides the username
 * @property {('email' | 'phone_number')[]} autoVerifiedAttributes
 * @property {string[]} requiredAttributes
 * @property {string[]} customAttributes with the prefix `custom:`
 * @property {boolean} caseSensitive
 * @property {boolean} adminCreatesUsersOnly
 * @property {('email' | 'phone_number')[]} verifiedBeforeUpdate those that change only once the new value is verified
 * @property {'OFF' | 'OPTIONAL' | 'ON'} mfa
 * @property {MfaMethod[]} mfaMethods the second factors that the pool offers
 * @property {{ SmsMfaConfiguration?: object | undefined, EmailMfaConfiguration?: object | undefined, FactorConfiguration?: string | undefined }} [mfaSettings]
 *   from the caller, for `GetUserPoolMfaConfig`
 * @property {FirstFactor[]} firstFactors the first factors for `USER_AUTH`
 * @property {{ always: boolean, replacesMfa: boolean }} [devices] whether new devices are always
 *   remembered, and whether a remembered one replaces the second factor; absent if devices are not tracked
 * @property {'positive' | 'negative'} [salts] the sign of the salts; absent means either
 * @property {{ relyingPartyId: string, userVerification: 'required' | 'preferred' }} webAuthn
 * @property {Record<string, unknown>} settings from the caller, for the Describe operations
 * @property {number} createdAt milliseconds
 */

/**
 * @typedef {object} TokenValidity whole seconds
 * @property {number} access
 * @property {number} id
 * @property {number} refresh
 */

/** @typedef {'code' | 'implicit' | 'client_credentials'} OAuthFlow */

/**
 * What an app client may do in the hosted UI.
 *
 * @typedef {object} ClientOAuth
 * @property {boolean} enabled
 * @property {OAuthFlow[]} flows
 * @property {string[]} scopes
 * @property {string[]} callbackUrls
 * @property {string} [defaultRedirectUri]
 * @property {string[]} logoutUrls
 * @property {string[]} providers `COGNITO` for the pool's own users, and names of identity providers
 */

/**
 * @typedef {object} AppClient
 * @property {string} id
 * @property {string} poolId
 * @property {string} name
 * @property {string} [secret]
 * @property {Record<string, unknown>} settings from the caller, for the Describe operations
 * @property {ReadonlySet<string>} flows the enabled `ALLOW_…` flows
 * @property {boolean} hidesUnknownUsers `PreventUserExistenceErrors` is `ENABLED`
 * @property {TokenValidity} validity
 * @property {number} sessionMinutes lifetime of a sign-in that waits for an answer
 * @property {number} [rotationGraceMs] how long a used refresh token stays valid; absent without rotation
 * @property {boolean} revocation tokens carry `origin_jti` and can be revoked
 * @property {ClientOAuth} oauth
 * @property {ReadonlySet<string>} [readable] attributes; absent means all
 * @property {ReadonlySet<string>} [writable] attributes; absent means all
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * @typedef {'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER'} UserStatus
 */

/**
 * @typedef {object} Credential what is stored for a password
 * @property {string} salt hex, with a minus sign if it is negative
 * @property {string} verifier hex
 * @property {number} [expiresAt] milliseconds; the end of a temporary password
 */

/**
 * @typedef {object} IssuedCode
 * @property {string} value
 * @property {number} expiresAt milliseconds
 * @property {'email' | 'phone_number'} attribute the attribute that it verifies
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
 * @property {string} eventId of the sign-in that created it
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
 * @property {string} algorithm its name in JWS
 * @property {number} counter of the authenticator's signatures; 0 if it does not count
 * @property {string} relyingPartyId
 * @property {string} name
 * @property {string[]} transports
 * @property {string} [attachment]
 * @property {number} createdAt milliseconds
 */

/**
 * A user's account at an external identity provider.
 *
 * @typedef {object} ProviderIdentity
 * @property {string} providerName
 * @property {string} providerType for example `OIDC`
 * @property {string} userId the subject at the provider; or the value of `attribute`, if that is given
 * @property {string} [attribute] the provider's claim by which an administrator linked the account
 * @property {boolean} primary whether the user was created by signing in there
 * @property {number} createdAt milliseconds
 */

/**
 * @typedef {object} User
 * @property {string} poolId
 * @property {string} username canonical, as in tokens and proofs
 * @property {string} sub
 * @property {Record<string, string>} attributes without `sub`
 * @property {UserStatus} status
 * @property {boolean} enabled
 * @property {Credential} [credential]
 * @property {Record<string, IssuedCode>} codes by purpose
 * @property {{ email?: string, phone_number?: string }} unverifiedAttributes new values that wait for a code
 * @property {{ enabled: MfaMethod[], preferred?: MfaMethod }} mfa
 * @property {{ secret: string, lastStep: number }} [totp] base32, and the time step of the last code used to sign in
 * @property {string} [totpCandidate] base32; a secret that has not been confirmed with a code
 * @property {Device[]} devices
 * @property {Passkey[]} passkeys
 * @property {{ value: string, clientId: string, expiresAt: number }} [passkeyChallenge] of a registration in progress
 * @property {string[]} groups
 * @property {ProviderIdentity[]} identities
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
 * @property {string} [session] that must come with the `SECRET_BLOCK`, in flows that have one
 * @property {string} [deviceKey] of the device that signs in
 * @property {string} [code] the code that was sent
 * @property {string} [email] where the code was sent, if that is not the user's address yet
 * @property {string[]} [choices] that the user has
 * @property {{ secret: string, verified: boolean }} [totp] a set-up in progress
 * @property {string} [webAuthn] base64url; the challenge for a passkey
 * @property {{ rounds: CustomRound[], privateParameters: Record<string, string>, metadata?: string }} [custom]
 */

/**
 * A round of a custom sign-in, as triggers see it.
 *
 * @typedef {object} CustomRound
 * @property {string} challengeName
 * @property {boolean} challengeResult
 * @property {string} [challengeMetadata]
 */

/**
 * The session of a sign-in. The key is the `event_id` in all of its tokens.
 *
 * @typedef {object} SignInSession
 * @property {string} eventId
 * @property {string} poolId
 * @property {string} clientId
 * @property {string} sub of the user; the username may later belong to someone else
 * @property {string} originJti
 * @property {{ value: string, goodUntil?: number }[]} refreshTokens newest last; those that were rotated out have an expiry time
 * @property {number} authTime seconds
 * @property {number} expiresAt milliseconds; of the refresh token
 * @property {boolean} revoked
 * @property {string} [deviceKey] of the confirmed device that the refresh tokens are bound to
 * @property {{ scopes: string[], identityProvider?: string }} [oauth] of a sign-in in the hosted UI
 */

/**
 * What an authorization code was issued for.
 *
 * @typedef {object} AuthorizationCode
 * @property {string} poolId
 * @property {string} clientId
 * @property {string} sub
 * @property {string} redirectUri
 * @property {string[]} scopes
 * @property {string} [nonce]
 * @property {string} [codeChallenge] of the method S256
 * @property {number} authTime seconds
 * @property {string} [identityProvider] that the user signed in with
 * @property {number} expiresAt milliseconds
 */

/**
 * Where the hosted UI of a pool is. The key is the name.
 *
 * @typedef {object} Domain
 * @property {string} name a prefix, or a host name of its own
 * @property {string} poolId
 * @property {boolean} isCustom whether it is a host name of its own
 * @property {Record<string, unknown>} settings from the caller, for the Describe operation
 */

/**
 * The key is the id of the pool and the identifier, with a slash between them.
 *
 * @typedef {object} ResourceServer
 * @property {string} poolId
 * @property {string} identifier
 * @property {string} name
 * @property {{ name: string, description: string }[]} scopes
 */

/** @typedef {'SAML' | 'OIDC' | 'Google' | 'Facebook' | 'LoginWithAmazon' | 'SignInWithApple'} ProviderType */

/**
 * An external identity provider. The key is the id of the pool and the name, with a slash between them.
 *
 * @typedef {object} IdentityProvider
 * @property {string} poolId
 * @property {string} name
 * @property {ProviderType} type
 * @property {Record<string, string>} details
 * @property {Record<string, string>} mapping the provider's claim for each attribute of the pool
 * @property {string[]} identifiers
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

/**
 * The key is the id of the pool and the name, with a slash between them.
 *
 * @typedef {object} Group
 * @property {string} poolId
 * @property {string} name
 * @property {string} [description]
 * @property {number} [precedence]
 * @property {string} [roleArn] that its members get from an identity pool
 * @property {number} createdAt milliseconds
 * @property {number} modifiedAt milliseconds
 */

export {};
