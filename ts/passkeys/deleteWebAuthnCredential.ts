import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { DeleteWebAuthnCredentialInput } from './passkeysTypes.js';

/**
 * Deletes a passkey of the signed-in user at Cognito. The authenticator still offers it, until the user deletes it there.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no id was given;
 * - `ResourceNotFoundException`: there is no such passkey;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html
 */
export function deleteWebAuthnCredential(input: DeleteWebAuthnCredentialInput): Promise<void> {
  return deleteWebAuthnCredentialWith(defaultAuth(), input);
}

/** `deleteWebAuthnCredential` of one instance. */
export function deleteWebAuthnCredentialWith(auth: AuthInstance, input: DeleteWebAuthnCredentialInput): Promise<void> {
  return auth.run('deleteWebAuthnCredential', input);
}
