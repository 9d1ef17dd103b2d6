import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { CallOptions } from '../types/callOptions.js';
import type {
  FetchMFAPreferenceOutput,
  SetUpTOTPOutput,
  UpdateMFAPreferenceInput,
  VerifyTOTPSetupInput,
} from './mfaTypes.js';
import { toTotpSetup } from './totpSetupData.js';

/** The functions of this file, for the instance that `auth` gives at each call. */
export const mfaFunctions = (auth: () => AuthInstance) => ({
  setUpTOTP: async (input: CallOptions = {}) => toTotpSetup(await auth().run('setUpTOTP', input)),
  verifyTOTPSetup: (input: VerifyTOTPSetupInput) => auth().run<undefined>('verifyTOTPSetup', input),
  fetchMFAPreference: (input: CallOptions = {}) => auth().run<FetchMFAPreferenceOutput>('fetchMFAPreference', input),
  updateMFAPreference: (input: UpdateMFAPreferenceInput) => auth().run<undefined>('updateMFAPreference', input),
});

const defaultFunctions = /* @__PURE__ */ mfaFunctions(defaultAuth);

/**
 * Begins the set-up of an authenticator app: gives the secret that the app must know, as text and as an address for a QR
 * code. `verifyTOTPSetup` ends it.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `SetUpTOTPException`: Cognito gave no secret;
 * - `SoftwareTokenMFANotFoundException`: the pool has no authenticator apps;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 * @example
 * ```ts
 * const { getSetupUri } = await setUpTOTP();
 * showQrCode(getSetupUri('My app').href);
 * ```
 */
export function setUpTOTP(input?: CallOptions): Promise<SetUpTOTPOutput> {
  return defaultFunctions.setUpTOTP(input);
}

/**
 * Ends the set-up of an authenticator app with a code from it. Whether the app is then asked for at sign-in is the matter of
 * `updateMFAPreference`.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `EmptyVerifyTOTPSetupCode`: the code was not given;
 * - `EnableSoftwareTokenMFAException`, `CodeMismatchException`: the code is wrong;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html
 */
export function verifyTOTPSetup(input: VerifyTOTPSetupInput): Promise<void> {
  return defaultFunctions.verifyTOTPSetup(input);
}

/**
 * Tells which second factors the signed-in user has, and which is asked first.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export function fetchMFAPreference(input?: CallOptions): Promise<FetchMFAPreferenceOutput> {
  return defaultFunctions.fetchMFAPreference(input);
}

/**
 * Sets which second factors the signed-in user is asked for. Factors that are left out stay as they are.
 *
 * @throws `AuthError` named
 * - `UserUnAuthenticatedException`: nobody is signed in;
 * - `InvalidParameterException`: no factor was named, or the user has no such factor;
 * - any other error of the operation, `NetworkError`, `AbortError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 * @example
 * ```ts
 * await updateMFAPreference({ sms: 'ENABLED', totp: 'PREFERRED' });
 * ```
 */
export function updateMFAPreference(input: UpdateMFAPreferenceInput): Promise<void> {
  return defaultFunctions.updateMFAPreference(input);
}
