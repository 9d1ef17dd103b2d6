/** The hosts of Cognito's own pages. */

/**
 * The host of AWS for a prefix.
 *
 * @param {string} prefix
 * @param {string} region
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
export const hostOfPrefix = (prefix, region) =>
  `${prefix}.${region.startsWith('us-gov-') ? 'auth-fips' : 'auth'}.${region}.amazoncognito.com`;

/**
 * Where an app finds the pages. Those of a Cognito that is not AWS's are at its own address, whatever the prefix.
 *
 * @param {import('./outputs.js').Outputs} outputs
 * @returns {string | undefined} without `https://`
 */
export function addressOfPages({ domain, userPoolEndpoint }) {
  if (userPoolEndpoint === undefined || !domain?.endsWith('.amazoncognito.com')) return domain;
  return new URL(userPoolEndpoint).origin.replace(/^https:\/\//, '');
}
