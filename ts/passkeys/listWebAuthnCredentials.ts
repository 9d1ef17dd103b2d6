import { toPasskeys } from './passkeysData.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { ListWebAuthnCredentialsInput, ListWebAuthnCredentialsOutput } from './passkeysTypes.js';

/**
 * Lists the passkeys of the signed-in user: all of them, or a page where `pageSize` or `nextToken` is given.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html
 */
export function listWebAuthnCredentials(input?: ListWebAuthnCredentialsInput): Promise<ListWebAuthnCredentialsOutput> {
  return listWebAuthnCredentialsWith(defaultAuth(), input);
}

/** `listWebAuthnCredentials` of one instance. */
export async function listWebAuthnCredentialsWith(
  auth: AuthInstance,
  input: ListWebAuthnCredentialsInput = {},
): Promise<ListWebAuthnCredentialsOutput> {
  return toPasskeys(await auth.run('listWebAuthnCredentials', input));
}
