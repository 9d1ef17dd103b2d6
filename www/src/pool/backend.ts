import { Amplify } from 'cognito-wasm';
import type { PasswordFormat } from './password-rules';

/** The user pool that the page uses, as far as the page shows it. */
export interface Backend {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly passwordFormat: PasswordFormat;
  /** Origin of the local Cognito; absent for a pool in the cloud. */
  readonly localOrigin?: string;
}

/** Reads the backend from `Amplify.getConfig()`. Everything is empty before `configure`. */
export function currentBackend(): Backend {
  const cognito = Amplify.getConfig().Auth?.Cognito;
  const endpoint = cognito?.userPoolEndpoint;
  return {
    userPoolId: cognito?.userPoolId ?? '',
    userPoolClientId: cognito?.userPoolClientId ?? '',
    passwordFormat: cognito?.passwordFormat ?? {},
    ...(endpoint ? { localOrigin: new URL(endpoint).origin } : {}),
  };
}
