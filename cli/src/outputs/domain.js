/**
 * The host of Cognito's pages for a prefix.
 *
 * @param {string} prefix
 * @param {string} region
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
export const hostOfPrefix = (prefix, region) =>
  `${prefix}.${region.startsWith('us-gov-') ? 'auth-fips' : 'auth'}.${region}.amazoncognito.com`;
