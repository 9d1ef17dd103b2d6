/** Who has called the API, as its replies show it. */
import { assumedRoleArn } from '../identity-pools/credentials.js';

/**
 * @typedef {object} Caller
 * @property {'guest' | 'user' | 'anonymous'} kind
 * @property {string} [identityId] of signed requests
 * @property {string} [roleArn]
 * @property {string} [arn] of the assumed role
 * @property {string} [sub] of requests with a token
 * @property {string} [username]
 * @property {'access' | 'id'} [tokenUse]
 * @property {string[]} [groups]
 */

/**
 * @param {import('../identity-records.js').IssuedCredentials} credentials
 * @returns {Caller}
 */
export const signer = (credentials) => ({
  kind: credentials.isGuest ? 'guest' : 'user',
  identityId: credentials.identityId,
  roleArn: credentials.roleArn,
  arn: assumedRoleArn(credentials),
});

/**
 * @param {import('./user-tokens.js').UserToken} token
 * @returns {Caller}
 */
export function tokenUser({ use, claims }) {
  const groups = claims['cognito:groups'];
  return {
    kind: 'user',
    sub: String(claims.sub),
    username: String(claims[use === 'access' ? 'username' : 'cognito:username']),
    tokenUse: use,
    groups: Array.isArray(groups) ? groups.map(String) : [],
  };
}
