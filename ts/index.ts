/**
 * Everything the package exports.
 *
 * @module cognito-wasm
 */
export * from './auth.js';
export * from './utils.js';
export { Amplify, type AmplifyObject, type AuthCategory, type ConfigureOptions } from './amplify.js';
export type { AuthFunctions } from './authFunctions.js';
export { type AuthPlugin, AWSCognitoAuthPlugin } from './awsCognitoAuthPlugin.js';
export { type Auth, createAuth, type CreateAuthOptions } from './createAuth.js';
export type {
  AuthConfiguration,
  CommonCognitoConfig,
  IdentityPoolConfig,
  MobileConfiguration,
  OAuthConfig,
  ResourcesConfig,
  SecretHash,
  UserPoolConfig,
} from './types/configuration.js';
