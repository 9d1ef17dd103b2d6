/**
 * What the parts of the engine share.
 *
 * @typedef {object} Context
 * @property {import('@aws-sdk/client-cloudformation').CloudFormationClient} cloudFormation
 * @property {import('@aws-sdk/client-cognito-identity-provider').CognitoIdentityProviderClient} cognito
 * @property {import('../project/environment.js').Environment} environment
 * @property {string} stackName
 * @property {Pick<import('../outputs/outputs.js').Outputs, 'userPoolEndpoint' | 'identityPoolEndpoint'>} endpointOutputs addresses that the
 *   configuration files have to name
 * @property {string[]} newSecrets social providers whose secret is replaced
 * @property {(signal?: AbortSignal) => Promise<void>} wait until CloudFormation is asked again; a signal ends it early
 * @property {() => string} newName for what must happen once: letters, digits and hyphens, never the same
 */

/** How often CloudFormation is asked for what it works out within seconds. */
export const looks = 90;
