/** What is kept of the browsers that use the hosted UI, and a request of theirs. Types only: the store and the journal know them. */

/**
 * A browser that has signed in. The key is the value of its cookie.
 *
 * @typedef {object} HostedSession
 * @property {string} poolId
 * @property {string} sub of the user; the username may later belong to someone else
 * @property {string} [provider] that the user signed in with; absent for the pool's own users
 * @property {number} authTime seconds
 * @property {number} expiresAt milliseconds
 */

/**
 * @typedef {object} Kept
 * @property {string} poolId
 * @property {string} clientId
 * @property {string} browser the value of its cookie
 * @property {number} expiresAt milliseconds
 */

/**
 * A page that has been shown with a form.
 *
 * @typedef {Kept & { kind: 'form', path: string, subject: string }} FormToken `subject` is the step or the visit that
 *   the form continues
 */

/**
 * A sign-in, sign-up or reset that goes on at another page.
 *
 * @typedef {Kept & { kind: 'step', step: Step }} KeptStep
 */

/**
 * @typedef {ChallengeStep | ConfirmStep | ResetStep | NoticeStep} Step
 */

/**
 * @typedef {object} ChallengeStep a challenge that the user must answer
 * @property {'challenge'} kind
 * @property {string} name for example `SMS_MFA`
 * @property {string} username canonical
 * @property {string} session that the answer needs
 * @property {Record<string, string>} parameters of the challenge
 * @property {string} [totpSecret] base32; of an authenticator app that is being set up
 */

/**
 * @typedef {object} ConfirmStep an account that waits for its code
 * @property {'confirm'} kind
 * @property {string} login
 * @property {string} [destination] that received the code
 * @property {string} [sub] of the user, if this browser has just signed up; no password is needed then
 */

/**
 * @typedef {object} ResetStep a forgotten password
 * @property {'reset'} kind
 * @property {string} login
 * @property {string} destination that received the code
 */

/**
 * @typedef {object} NoticeStep something that the sign-in page says
 * @property {'notice'} kind
 * @property {string} login to fill in
 * @property {string} text
 */

/**
 * A browser that has been sent to an identity provider. The key is the `state`.
 *
 * @typedef {Kept & { kind: 'visit', provider: string, query: string }} ProviderVisit `query` is the request of the
 *   application
 */

/**
 * Who a provider says the user is. The key is the code that the browser brings back.
 *
 * @typedef {Kept & { kind: 'profile', state: string, subject: string, claims: Record<string, string> }} ProviderProfile
 */

/** @typedef {FormToken | KeptStep | ProviderVisit | ProviderProfile} HostedForm */

/**
 * A request to the hosted UI.
 *
 * @typedef {object} HostedCall
 * @property {Request} request its body has been read
 * @property {string} method
 * @property {URL} url
 * @property {string} path
 * @property {string} origin of this server, as the caller names it
 * @property {Headers} headers
 * @property {URLSearchParams} query the parameters in the address
 * @property {URLSearchParams} form the fields of the body; empty if it is not a form
 * @property {string} body
 */

export {};
