/** What an app would stumble over with an existing backend. */

/**
 * @typedef {import('@aws-sdk/client-cognito-identity-provider').UserPoolClientType} Client
 * @typedef {import('@aws-sdk/client-cognito-identity').DescribeIdentityPoolCommandOutput} IdentityPool
 *
 * @param {object} found
 * @param {string} found.userPoolId
 * @param {Client} found.web
 * @param {Client | null} found.native `null`: the same
 * @param {IdentityPool | null} found.identityPool
 * @param {boolean} found.hasPages
 * @returns {string[]}
 */
export function warningsOf({ userPoolId, web, native, identityPool, hasPages }) {
  const clients = native ? [web, native] : [web];
  return [
    ...secretWarnings(web, native),
    ...clients.flatMap(flowWarnings),
    ...(identityPool ? clients.flatMap((client) => identityWarnings(client, userPoolId, identityPool)) : []),
    ...(native && hasPages ? pageWarnings(web, native) : []),
  ];
}

/**
 * @param {Client} web
 * @param {Client | null} native
 */
function secretWarnings(web, native) {
  const holder = native ?? web;
  return [
    ...(web.ClientSecret === undefined
      ? []
      : [
          `The app client ${idOf(web)} has a secret, which a page cannot keep. Use one without, or see the hook secretHash.`,
        ]),
    ...(holder.ClientSecret === undefined
      ? []
      : [
          `The secret of the app client ${idOf(holder)} is written to amplifyconfiguration.json, and whoever has the app can read it. Use one without.`,
        ]),
  ];
}

/** @param {Client} client */
function flowWarnings(client) {
  const flows = client.ExplicitAuthFlows ?? [];
  const hasNone = flows.some((flow) => flow.startsWith('ALLOW_')) && !flows.includes('ALLOW_USER_SRP_AUTH');
  return hasNone
    ? [
        `The app client ${idOf(client)} does not allow ALLOW_USER_SRP_AUTH, with which signIn begins: give signIn another authFlowType.`,
      ]
    : [];
}

/**
 * @param {Client} client
 * @param {string} userPoolId
 * @param {IdentityPool} identityPool
 */
function identityWarnings(client, userPoolId, { CognitoIdentityProviders = [], IdentityPoolId = '' }) {
  const accepts = CognitoIdentityProviders.some(
    ({ ProviderName = '', ClientId }) => ProviderName.endsWith(`/${userPoolId}`) && ClientId === client.ClientId,
  );
  return accepts
    ? []
    : [
        `The identity pool ${IdentityPoolId} does not accept users of the app client ${idOf(client)}, so they get no AWS credentials.`,
      ];
}

/**
 * @param {Client} web
 * @param {Client} native
 */
function pageWarnings(web, native) {
  const settings = (/** @type {Client} */ { CallbackURLs, LogoutURLs, AllowedOAuthScopes }) =>
    JSON.stringify([CallbackURLs, LogoutURLs, AllowedOAuthScopes].map((list) => [...(list ?? [])].sort()));
  return settings(web) === settings(native)
    ? []
    : [
        `The app clients ${idOf(web)} and ${idOf(native)} allow different redirect addresses or scopes. The files have those of ${idOf(web)}.`,
      ];
}

/** @param {Client} client */
const idOf = ({ ClientId = '' }) => ClientId;
