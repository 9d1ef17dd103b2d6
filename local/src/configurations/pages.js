/**
 * How a file calls what it says about the hosted UI.
 *
 * @typedef {object} PageMembers
 * @property {string} domain
 * @property {string} scopes
 * @property {string} signInUrls
 * @property {string} signOutUrls
 * @property {string} [responseType] missing in files that know only codes
 */

/**
 * The hosted UI, if the file names its domain.
 *
 * @param {import('./section.js').Section} oauth
 * @param {PageMembers} members
 * @param {string[]} providers
 * @returns {import('./backend.js').Pages | undefined}
 */
export function pagesIn(oauth, members, providers) {
  const domain = oauth.text(members.domain);
  if (domain === undefined) return undefined;
  return {
    domain,
    scopes: oauth.texts(members.scopes),
    signInUrls: oauth.texts(members.signInUrls),
    signOutUrls: oauth.texts(members.signOutUrls),
    isImplicit: members.responseType !== undefined && oauth.text(members.responseType) === 'token',
    providers,
  };
}
