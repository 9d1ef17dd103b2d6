/** Temporary AWS credentials: issued, and remembered so that signatures made with them can be verified. */

const ONE_HOUR = 60 * 60;

/**
 * @typedef {import('../identity-records.js').IssuedCredentials} IssuedCredentials
 * @typedef {import('../identity-records.js').Identity} Identity
 */

/**
 * @param {import('../context.js').Context} context
 * @param {object} grant
 * @param {Pick<IssuedCredentials, 'identityId' | 'identityPoolId' | 'isGuest' | 'providers'>} grant.holder
 * @param {string} grant.roleArn
 * @param {string} [grant.sessionName]
 * @param {number} [grant.seconds] until they expire
 * @returns {IssuedCredentials}
 */
export function issueCredentials(
  { store, identifiers, clock },
  { holder, roleArn, sessionName = 'CognitoIdentityCredentials', seconds = ONE_HOUR },
) {
  const expiresAt = (clock.nowSeconds() + seconds) * 1000;
  const issued = { ...identifiers.credentials(), expiresAt, roleArn, sessionName, ...holder };
  store.credentials.set(issued.accessKeyId, issued);
  return issued;
}

/** @param {Identity} identity */
export const isGuest = ({ logins, developerUsers }) => Object.keys(logins).length + developerUsers.length === 0;

/** @param {Identity} identity */
export const holderOf = (identity) => ({
  identityId: identity.id,
  identityPoolId: identity.poolId,
  isGuest: isGuest(identity),
  providers: Object.keys(identity.logins),
});

/**
 * Lets credentials expire at once: those of one identity, or all.
 *
 * @param {import('../store.js').Store} store
 * @param {number} nowMs
 * @param {string} [identityId]
 * @returns {number} how many were valid before
 */
export function expireCredentials(store, nowMs, identityId) {
  const ended = [...store.credentials.values()].filter(
    (issued) => issued.expiresAt > nowMs && (identityId === undefined || issued.identityId === identityId),
  );
  for (const issued of ended) issued.expiresAt = nowMs;
  return ended.length;
}

/** The name of a role without its path. @param {string} arn */
export const roleName = (arn) => arn.slice(arn.lastIndexOf('/') + 1);

/** @param {IssuedCredentials} credentials */
export const assumedRoleArn = ({ roleArn, sessionName }) =>
  `arn:aws:sts::${roleArn.split(':')[4]}:assumed-role/${roleName(roleArn)}/${sessionName}`;
