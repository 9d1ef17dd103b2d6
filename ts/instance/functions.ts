/** The operations of the Rust module: what each is given (without its signal) and what it resolves with. */
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { CallOptions } from '../types/common.js';
import type {
  ConfirmUserAttributeInput,
  DeleteUserAttributesInput,
  FetchUserAttributesOutput,
  SendUserAttributeVerificationCodeInput,
  SendUserAttributeVerificationCodeOutput,
  UpdateUserAttributeInput,
  UpdateUserAttributeOutput,
  UpdateUserAttributesInput,
  UpdateUserAttributesOutput,
} from '../account/accountTypes.js';
import type { ForgetDeviceInput } from '../devices/devicesTypes.js';
import type { FetchMFAPreferenceOutput, UpdateMFAPreferenceInput, VerifyTOTPSetupInput } from '../mfa/mfaTypes.js';
import type { DeleteWebAuthnCredentialInput, ListWebAuthnCredentialsInput } from '../passkeys/passkeysTypes.js';
import type {
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from '../password/passwordTypes.js';
import type { FetchAuthSessionOptions, GetCurrentUserInput, GetCurrentUserOutput } from '../session/sessionTypes.js';
import type { ConfirmSignInInput, SignInInput } from '../signIn/signInTypes.js';
import type { SignOutInput } from '../session/signOutTypes.js';
import type {
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOutput,
} from '../signUp/signUpTypes.js';
import type { DeviceData } from '../devices/devicesData.js';
import type { PasskeysData } from '../passkeys/passkeysData.js';
import type { SessionData } from '../session/sessionData.js';
import type { SignOutData } from '../session/signOutData.js';
import type { SignInData } from '../signIn/signInData.js';
import type { TotpSetupData } from '../mfa/totpSetupData.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { ownMembers } from '../values/members.js';

/** Every operation by the name of its public function. */
export interface Operations {
  associateWebAuthnCredential: { input: CallOptions; output: undefined };
  autoSignIn: { input: CallOptions; output: SignInData };
  confirmResetPassword: { input: ConfirmResetPasswordInput; output: undefined };
  confirmSignIn: { input: ConfirmSignInInput; output: SignInData };
  confirmSignUp: { input: ConfirmSignUpInput; output: ConfirmSignUpOutput };
  confirmUserAttribute: { input: ConfirmUserAttributeInput; output: undefined };
  deleteUser: { input: CallOptions; output: undefined };
  deleteUserAttributes: { input: DeleteUserAttributesInput; output: undefined };
  deleteWebAuthnCredential: { input: DeleteWebAuthnCredentialInput; output: undefined };
  fetchAuthSession: { input: FetchAuthSessionOptions; output: SessionData };
  fetchDevices: { input: CallOptions; output: DeviceData[] };
  fetchMFAPreference: { input: CallOptions; output: FetchMFAPreferenceOutput };
  fetchUserAttributes: { input: CallOptions; output: FetchUserAttributesOutput };
  forgetDevice: { input: ForgetDeviceInput; output: undefined };
  getCurrentUser: { input: GetCurrentUserInput; output: GetCurrentUserOutput };
  listWebAuthnCredentials: { input: ListWebAuthnCredentialsInput; output: PasskeysData };
  /** Whether there is a sign-in to prepare: nobody is signed in. */
  prepareSignIn: { input: CallOptions; output: boolean };
  rememberDevice: { input: CallOptions; output: undefined };
  resendSignUpCode: { input: ResendSignUpCodeInput; output: ResendSignUpCodeOutput };
  resetPassword: { input: ResetPasswordInput; output: ResetPasswordOutput };
  sendUserAttributeVerificationCode: {
    input: SendUserAttributeVerificationCodeInput;
    output: SendUserAttributeVerificationCodeOutput;
  };
  setUpTOTP: { input: CallOptions; output: TotpSetupData };
  signIn: { input: SignInInput; output: SignInData };
  signOut: { input: SignOutInput; output: SignOutData };
  signUp: { input: SignUpInput; output: SignUpOutput };
  updateMFAPreference: { input: UpdateMFAPreferenceInput; output: undefined };
  updatePassword: { input: UpdatePasswordInput; output: undefined };
  updateUserAttribute: { input: UpdateUserAttributeInput; output: UpdateUserAttributeOutput };
  updateUserAttributes: { input: UpdateUserAttributesInput; output: UpdateUserAttributesOutput };
  verifyTOTPSetup: { input: VerifyTOTPSetupInput; output: undefined };
}

interface Input extends CallOptions {
  readonly options?: CallOptions | undefined;
}

function isObject(input: unknown): input is Input {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

interface Parts {
  readonly data: unknown;
  readonly signal: WebAbortSignal | undefined;
}

/** Parts an input from its signal, which does not cross to Rust as data. Rust judges what is not an input at all. */
export function takeSignal(input: unknown): Parts {
  let parts: Parts;
  try {
    parts = part(input);
  } catch (reason) {
    // A getter or proxy of the caller's has thrown.
    throw invalidInput('the input cannot be read', reason);
  }
  if (isSignal(parts.signal)) return parts;
  throw invalidInput('`signal` is not an AbortSignal');
}

function part(input: unknown): Parts {
  if (!isObject(input)) return { data: input, signal: undefined };
  const own = ownMembers(input);
  const { signal, ...data } = own;
  if (!isObject(own.options)) return { data, signal: signal ?? undefined };
  const { signal: optionsSignal, ...options } = ownMembers(own.options);
  return { data: { ...data, options }, signal: optionsSignal ?? signal ?? undefined };
}

/** Whether it can be listened to. It may be of another window, or of a polyfill, so that its class says nothing. */
function isSignal(signal: unknown): boolean {
  if (signal === undefined) return true;
  return (
    typeof memberOf(signal, 'aborted') === 'boolean' &&
    typeof memberOf(signal, 'addEventListener') === 'function' &&
    typeof memberOf(signal, 'removeEventListener') === 'function'
  );
}
