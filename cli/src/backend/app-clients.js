import { shortName } from '../answers/answers.js';
import { isPasswordless } from './user-pool.js';

/**
 * @typedef {import('../answers/answers.js').Answers} Answers
 * @typedef {import('../answers/answers.js').HostedUI} HostedUI
 * @typedef {import('./backend.js').AppClient} AppClient
 */

/** The names of social providers in a pool are their types. */
const ownUsers = 'COGNITO';

/**
 * The app clients: one for pages, one for apps on phones, which the mobile form of the configuration names.
 *
 * @param {Answers} answers
 * @returns {{ web: AppClient, native: AppClient }}
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function appClients(answers) {
  const { tokenLife, hostedUI, readAttributes, writeAttributes } = answers.userPool;
  const { refreshTokenDays, accessTokenMinutes, idTokenMinutes } = tokenLife;
  const both = {
    RefreshTokenValidity: refreshTokenDays,
    TokenValidityUnits: {
      RefreshToken: /** @type {const} */ ('days'),
      ...(accessTokenMinutes !== 60 && { AccessToken: /** @type {const} */ ('minutes') }),
      ...(idTokenMinutes !== 60 && { IdToken: /** @type {const} */ ('minutes') }),
    },
    ...(accessTokenMinutes !== 60 && { AccessTokenValidity: accessTokenMinutes }),
    ...(idTokenMinutes !== 60 && { IdTokenValidity: idTokenMinutes }),
    ...(readAttributes.length > 0 && { ReadAttributes: readAttributes }),
    ...(writeAttributes.length > 0 && { WriteAttributes: writeAttributes }),
    ...(isPasswordless(answers.userPool) && { ExplicitAuthFlows: withChoice }),
    ...(hostedUI && oauthMembers(hostedUI)),
  };
  const name = `${shortName(answers)}_app_client`;
  return {
    web: { ClientName: `${name}Web`, ...both },
    native: { ClientName: name, GenerateSecret: false, ...both },
  };
}

/** The flows of a client by default, and the one in which users choose their first factor. */
const withChoice = /** @type {('ALLOW_USER_AUTH')[]} */ ([
  'ALLOW_USER_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]);

/** @param {HostedUI} hostedUI */
const oauthMembers = ({ grant, scopes, signInUrls, signOutUrls, socialProviders }) => ({
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: [grant === 'CODE' ? /** @type {const} */ ('code') : /** @type {const} */ ('implicit')],
  AllowedOAuthScopes: scopes,
  CallbackURLs: signInUrls,
  LogoutURLs: signOutUrls,
  SupportedIdentityProviders: [...socialProviders.map(({ type }) => type), ownUsers],
});
