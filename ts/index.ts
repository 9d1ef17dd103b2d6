/**
 * Everything the package exports.
 *
 * @module cognito-wasm
 */
export * from './auth.js';
export * from './utils.js';
export { Amplify, type AmplifyObject, type AuthCategory, type ConfigureOptions } from './facade/amplify.js';
export type { AuthFunctions } from './facade/authFunctions.js';
export { type AuthPlugin, AWSCognitoAuthPlugin } from './facade/awsCognitoAuthPlugin.js';
export { type Auth, createAuth, type CreateAuthOptions } from './facade/createAuth.js';
export type {
  CredentialsAndIdentityId,
  CredentialsAndIdentityIdProvider,
  GetCredentialsOptions,
  GivenToken,
  InstanceOptions,
  LibraryAuthOptions,
  ProvidedToken,
  ProvidedTokens,
  RequestLimits,
  TokenProvider,
} from './configuration/libraryOptions.js';
export type {
  AuthConfiguration,
  CommonCognitoConfig,
  IdentityPoolConfig,
  MobileConfiguration,
  OAuthConfig,
  ResourcesConfig,
  SecretHash,
  UserPoolConfig,
} from './configuration/configurationTypes.js';
