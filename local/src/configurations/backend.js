/**
 * What a configuration file says about a backend. Settings that it does not mention are those of the seed.
 *
 * @typedef {object} Backend
 * @property {string | undefined} userPoolId
 * @property {string | undefined} clientId
 * @property {string | undefined} clientSecret
 * @property {string | undefined} identityPoolId
 * @property {boolean} allowsGuests
 * @property {string[]} usernameAttributes lower-case names of attributes
 * @property {string[]} requiredAttributes lower-case names of attributes
 * @property {string[]} verifiedAttributes lower-case names of attributes
 * @property {PasswordRules} passwordRules
 * @property {'OFF' | 'OPTIONAL' | 'ON'} mfa
 * @property {string[]} mfaTypes of `SMS`, `TOTP` and `EMAIL`
 * @property {string[]} firstFactors for `USER_AUTH`, beside a password
 * @property {string | undefined} relyingPartyId of passkeys
 * @property {string | undefined} flow with which the app signs in by default
 * @property {{ name: string, precedence: number | undefined }[]} groups
 * @property {Pages | undefined} pages
 */

/**
 * @typedef {object} PasswordRules
 * @property {number | undefined} minimumLength
 * @property {boolean} needsLowercase
 * @property {boolean} needsUppercase
 * @property {boolean} needsNumbers
 * @property {boolean} needsSymbols
 */

/**
 * The hosted UI.
 *
 * @typedef {object} Pages
 * @property {string} domain a host
 * @property {string[]} scopes
 * @property {string[]} signInUrls
 * @property {string[]} signOutUrls
 * @property {boolean} isImplicit
 * @property {string[]} providers as the file names them, in capital letters
 */

/** @param {string[]} names */
export const lowerCase = (names) => names.map((name) => name.toLowerCase());

/**
 * The rules of the older files: a length and the names of what a password must have.
 *
 * @param {import('./section.js').Section} section `passwordProtectionSettings`
 * @returns {PasswordRules}
 */
export function namedRules(section) {
  const needs = (/** @type {string} */ what) =>
    section.texts('passwordPolicyCharacters').some((name) => name.toUpperCase().includes(what));
  return {
    minimumLength: section.number('passwordPolicyMinLength'),
    needsLowercase: needs('LOWERCASE'),
    needsUppercase: needs('UPPERCASE'),
    needsNumbers: needs('NUMBERS'),
    needsSymbols: needs('SYMBOLS'),
  };
}

/** What the files call them; the older ones say whether they are required. @type {Record<string, Backend['mfa']>} */
const MFA_MODES = { ON: 'ON', REQUIRED: 'ON', OPTIONAL: 'OPTIONAL', OFF: 'OFF', NONE: 'OFF' };

/**
 * @param {import('./section.js').Section} section
 * @param {string} name
 * @returns {Backend['mfa']}
 */
export const mfaMode = (section, name) => section.choice(name, MFA_MODES) ?? 'OFF';

/**
 * The groups of the newer files: objects with the names of groups.
 *
 * @param {import('./section.js').Section} section with the list `groups`
 * @returns {Backend['groups']}
 */
export const groupsIn = (section) =>
  section
    .sections('groups')
    .flatMap((group) => group.names().map((name) => ({ name, precedence: group.section(name).number('precedence') })));
