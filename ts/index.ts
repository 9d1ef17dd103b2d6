/**
 * Everything the package exports.
 *
 * @module cognito-wasm
 */
export * from './auth.js';
export * from './utils.js';
export {
  AUTH_KEY_PREFIX,
  type AuthStorageKeys,
  cognitoUserPoolsTokenProvider,
  type CognitoUserPoolTokenProviderType,
  createKeysForAuthStorage,
} from './cognito.js';
export { Amplify, type AmplifyObject, type AuthCategory, type ConfigureOptions } from './facade/amplify.js';
export type { AuthFunctions, InstanceMethod } from './facade/authFunctions.js';
export { type AuthPlugin, AWSCognitoAuthPlugin } from './facade/awsCognitoAuthPlugin.js';
export { createAmplifyContext } from './facade/createAmplifyContext.js';
export { type Auth, createAuth, type CreateAuthOptions } from './facade/createAuth.js';
export type { Persistence, StorageOptions } from './types/storageOptions.js';
export type { AmplifyContext, ContextFunctions } from './session/amplifyContext.js';
export type { LibraryOptions } from './configuration/configureOptions.js';
export type {
  CredentialsAndIdentityId,
  CredentialsAndIdentityIdProvider,
  CredentialsOptions,
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
  OAuthConfig,
  ResourcesConfig,
  SecretHash,
  UserPoolConfig,
} from './configuration/configurationTypes.js';
export type {
  ExportsConfiguration,
  HandwrittenAuth,
  HandwrittenConfiguration,
  MobileConfiguration,
  OlderMobileConfiguration,
  OutputsConfiguration,
} from './configuration/fileTypes.js';
