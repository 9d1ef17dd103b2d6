/** @file Who may use the roles: their trust policies. */

const version = '2012-10-17';

/**
 * The name under which roles know identity pools.
 *
 * @param {string} region
 * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
function identityService(region) {
  if (region === 'us-gov-east-1') return 'cognito-identity.us-gov-east-1.amazonaws.com';
  return `cognito-identity${region.startsWith('us-gov-') ? '-us-gov' : ''}.amazonaws.com`;
}

/**
 * The trust of a role for identities of one identity pool.
 *
 * @param {string} region
 * @param {unknown} identityPoolId its id, or what stands for it in a template
 * @param {'authenticated' | 'unauthenticated'} kind
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export const identityTrust = (region, identityPoolId, kind) => ({
  Version: version,
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: identityService(region) },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${identityService(region)}:aud`]: identityPoolId },
        'ForAnyValue:StringLike': { [`${identityService(region)}:amr`]: kind },
      },
    },
  ],
});

/**
 * The trust of the role with which the user pool sends text messages.
 *
 * @param {string} externalId
 */
export const smsTrust = (externalId) => ({
  Version: version,
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    },
  ],
});

/** What that role may do. */
export const smsPolicy = {
  Version: version,
  Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }],
};
