/** @file Who may use the roles: their trust policies. */

const version = '2012-10-17';

/**
 * The trust of a role for identities of one identity pool.
 *
 * @param {unknown} identityPoolId its id, or what stands for it in a template
 * @param {'authenticated' | 'unauthenticated'} kind
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
export const identityTrust = (identityPoolId, kind) => ({
  Version: version,
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': identityPoolId },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
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
