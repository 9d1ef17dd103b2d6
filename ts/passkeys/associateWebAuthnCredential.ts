import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/common.js';

/**
 * Registers a passkey for the signed-in user: the browser makes it, and Cognito keeps its public part. Call it when the user
 * has clicked something, as browsers ask for.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `PasskeyNotSupported`: the browser has no passkeys, or the page is not secure;
 * - `PasskeyRegistrationCanceled`: the user said no, or took too long;
 * - `PasskeyAlreadyExists`: the authenticator has a passkey of this user;
 * - `RelyingPartyMismatch`: the page is not on the domain that the pool has its passkeys for;
 * - `PasskeyOperationAborted`, `PasskeyRegistrationFailed`, `InvalidPasskeyRegistrationOptions`: the ceremony failed;
 * - `WebAuthnNotEnabledException`, `WebAuthnConfigurationMissingException`: the pool has no passkeys;
 * - any other error of the operations, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html
 */
export function associateWebAuthnCredential(input?: CallOptions): Promise<void> {
  return associateWebAuthnCredentialWith(defaultAuth(), input);
}

/** `associateWebAuthnCredential` of one instance. */
export function associateWebAuthnCredentialWith(auth: AuthInstance, input: CallOptions = {}): Promise<void> {
  return auth.run('associateWebAuthnCredential', input);
}
