/**
 * What has been made, or was there already: all that the configuration files say. Each form of the files is written from this alone.
 *
 * @typedef {import('../answers/answers.js').Answers} Answers
 *
 * @typedef {object} Outputs
 * @property {string} region
 * @property {string} userPoolId
 * @property {string} [userPoolArn]
 * @property {string} [userPoolName]
 * @property {string} webClientId
 * @property {string} nativeClientId may be the same
 * @property {string} [nativeClientSecret] of an imported pool only
 * @property {string} [identityPoolId]
 * @property {string} [identityPoolName]
 * @property {string} [domain] whole, without `https://`
 * @property {string} [userPoolEndpoint] address of a Cognito that is not AWS's
 * @property {string} [identityPoolEndpoint]
 */
export {};
