import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import { toPasskeys } from './passkeysData.js';
import type {
  DeleteWebAuthnCredentialInput,
  ListWebAuthnCredentialsInput,
  ListWebAuthnCredentialsOutput,
} from './passkeysTypes.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const passkeysFunctions = (auth: () => AuthInstance) => ({
  associateWebAuthnCredential: (input: CallOptions = {}) => auth().run<undefined>('associateWebAuthnCredential', input),
  listWebAuthnCredentials: async (input: ListWebAuthnCredentialsInput = {}) =>
    toPasskeys(await auth().run('listWebAuthnCredentials', input)),
  deleteWebAuthnCredential: (input: DeleteWebAuthnCredentialInput) =>
    auth().run<undefined>('deleteWebAuthnCredential', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function associateWebAuthnCredential(context: AmplifyContext, input?: CallOptions): Promise<void>;
/**
 * Registers a passkey for the signed-in user. The browser makes it, and Cognito stores its public key. Call it from a click
 * handler, since browsers may require a user gesture.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `PasskeyNotSupported`: the browser does not support passkeys, or the page is not secure;
 * - `PasskeyRegistrationCanceled`: the user cancelled, or took too long;
 * - `PasskeyAlreadyExists`: the authenticator already has a passkey of this user;
 * - `RelyingPartyMismatch`: the page is not on the domain that the pool registers passkeys for;
 * - `PasskeyOperationAborted`, `PasskeyRegistrationFailed`, `InvalidPasskeyRegistrationOptions`: the ceremony failed;
 * - `WebAuthnNotEnabledException`, `WebAuthnConfigurationMissingException`: the pool does not support passkeys;
 * - any other error of the Cognito operations, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html
 * @example
 * ```ts
 * button.addEventListener('click', () => associateWebAuthnCredential());
 * ```
 */
export function associateWebAuthnCredential(input?: CallOptions): Promise<void>;
export function associateWebAuthnCredential(...args: unknown[]): Promise<void> {
  return callInContext(passkeysFunctions, 'associateWebAuthnCredential', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function listWebAuthnCredentials(
  context: AmplifyContext,
  input?: ListWebAuthnCredentialsInput,
): Promise<ListWebAuthnCredentialsOutput>;
/**
 * Lists the passkeys of the signed-in user: all of them, or one page if `pageSize` or `nextToken` is given.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListWebAuthnCredentials.html
 * @example
 * ```ts
 * const { credentials } = await listWebAuthnCredentials();
 * for (const { friendlyCredentialName, createdAt } of credentials) console.log(friendlyCredentialName, createdAt);
 * ```
 */
export function listWebAuthnCredentials(input?: ListWebAuthnCredentialsInput): Promise<ListWebAuthnCredentialsOutput>;
export function listWebAuthnCredentials(...args: unknown[]): Promise<ListWebAuthnCredentialsOutput> {
  return callInContext(passkeysFunctions, 'listWebAuthnCredentials', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function deleteWebAuthnCredential(context: AmplifyContext, input: DeleteWebAuthnCredentialInput): Promise<void>;
/**
 * Deletes a passkey of the signed-in user at Cognito. The authenticator still offers it until the user deletes it there.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no id was given;
 * - `ResourceNotFoundException`: there is no such passkey;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteWebAuthnCredential.html
 * @example
 * ```ts
 * const { credentials } = await listWebAuthnCredentials();
 * const oldest = credentials.at(-1)?.credentialId;
 * if (oldest !== undefined) await deleteWebAuthnCredential({ credentialId: oldest });
 * ```
 */
export function deleteWebAuthnCredential(input: DeleteWebAuthnCredentialInput): Promise<void>;
export function deleteWebAuthnCredential(...args: unknown[]): Promise<void> {
  return callInContext(passkeysFunctions, 'deleteWebAuthnCredential', args);
}
