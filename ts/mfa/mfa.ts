import type { AuthInstance } from '../instance/authInstance.js';
import { callInContext } from '../instance/callInContext.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import type { CallOptions } from '../types/callOptions.js';
import type {
  FetchMFAPreferenceOutput,
  SetUpTOTPOutput,
  UpdateMFAPreferenceInput,
  VerifyTOTPSetupInput,
} from './mfaTypes.js';
import { toTotpSetup } from './totpSetupData.js';

/** The functions of this file for the instance that `auth` returns. Each call asks anew. */
export const mfaFunctions = (auth: () => AuthInstance) => ({
  setUpTOTP: async (input: CallOptions = {}) => toTotpSetup(await auth().run('setUpTOTP', input)),
  verifyTOTPSetup: (input: VerifyTOTPSetupInput) => auth().run<undefined>('verifyTOTPSetup', input),
  fetchMFAPreference: (input: CallOptions = {}) => auth().run<FetchMFAPreferenceOutput>('fetchMFAPreference', input),
  updateMFAPreference: (input: UpdateMFAPreferenceInput) => auth().run<undefined>('updateMFAPreference', input),
});

/** The same in a context: see {@link AmplifyContext}. */
export function setUpTOTP(context: AmplifyContext, input?: CallOptions): Promise<SetUpTOTPOutput>;
/**
 * Starts the set-up of an authenticator app. `verifyTOTPSetup` completes it.
 *
 * @returns The shared secret in base32, and a function that makes the `otpauth:` address for a QR code.
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `SetUpTOTPException`: Cognito sent no secret;
 * - `SoftwareTokenMFANotFoundException`: the pool does not support authenticator apps;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 * @example
 * ```ts
 * const { getSetupUri } = await setUpTOTP();
 * showQrCode(getSetupUri('My app').href);
 * ```
 */
export function setUpTOTP(input?: CallOptions): Promise<SetUpTOTPOutput>;
export function setUpTOTP(...args: unknown[]): Promise<SetUpTOTPOutput> {
  return callInContext(mfaFunctions, 'setUpTOTP', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function verifyTOTPSetup(context: AmplifyContext, input: VerifyTOTPSetupInput): Promise<void>;
/**
 * Completes the set-up of an authenticator app with a code from the app. `updateMFAPreference` sets whether sign-ins ask for
 * such codes.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyVerifyTOTPSetupCode`: the code was not given;
 * - `EnableSoftwareTokenMFAException`, `CodeMismatchException`: the code is wrong;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 * @example
 * ```ts
 * await verifyTOTPSetup({ code });
 * await updateMFAPreference({ totp: 'PREFERRED' });
 * ```
 */
export function verifyTOTPSetup(input: VerifyTOTPSetupInput): Promise<void>;
export function verifyTOTPSetup(...args: unknown[]): Promise<void> {
  return callInContext(mfaFunctions, 'verifyTOTPSetup', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function fetchMFAPreference(context: AmplifyContext, input?: CallOptions): Promise<FetchMFAPreferenceOutput>;
/**
 * Fetches the second factors of the signed-in user.
 *
 * @returns The enabled factors and the preferred one.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @example
 * ```ts
 * const { enabled, preferred } = await fetchMFAPreference();
 * console.log(enabled, preferred); // ['TOTP'], 'TOTP'
 * ```
 */
export function fetchMFAPreference(input?: CallOptions): Promise<FetchMFAPreferenceOutput>;
export function fetchMFAPreference(...args: unknown[]): Promise<FetchMFAPreferenceOutput> {
  return callInContext(mfaFunctions, 'fetchMFAPreference', args);
}

/** The same in a context: see {@link AmplifyContext}. */
export function updateMFAPreference(context: AmplifyContext, input: UpdateMFAPreferenceInput): Promise<void>;
/**
 * Enables, disables or prefers second factors of the signed-in user. Factors that are not given stay unchanged.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no factor was given, or the user has not set it up;
 * - any other error of the Cognito operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 * @example
 * ```ts
 * await updateMFAPreference({ sms: 'ENABLED', totp: 'PREFERRED' });
 * ```
 */
export function updateMFAPreference(input: UpdateMFAPreferenceInput): Promise<void>;
export function updateMFAPreference(...args: unknown[]): Promise<void> {
  return callInContext(mfaFunctions, 'updateMFAPreference', args);
}
