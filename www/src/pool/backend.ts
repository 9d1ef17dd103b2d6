import { Amplify } from 'cognito-wasm';
import type { PasswordFormat } from './password-rules';

/** What the page tells about the Cognito it talks to, read from the configuration in use. */
export interface Backend {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly passwordFormat: PasswordFormat;
  /** Origin of a Cognito on this machine; absent when the pool is in the cloud. */
  readonly localOrigin?: string;
}

/** Reads the backend from `Amplify.getConfig()`; before `configure` everything is empty. */
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
