/**
 * The functions and types of `aws-amplify/auth/cognito` that this package has.
 *
 * @module cognito-wasm/auth/cognito
 */
export {
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
  updateUserAttribute,
  updateUserAttributes,
} from './account/account.js';
export { fetchDevices, forgetDevice, rememberDevice } from './devices/devices.js';
export { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from './mfa/mfa.js';
export { confirmResetPassword, resetPassword, updatePassword } from './password/password.js';
export { getCurrentUser, signOut } from './session/session.js';
export { autoSignIn, confirmSignIn, signIn } from './signIn/signIn.js';
export { signInWithRedirect } from './webUI/webUI.js';
export type { SignInWithRedirectInput } from './webUI/webUITypes.js';
export { confirmSignUp, resendSignUpCode, signUp } from './signUp/signUp.js';
export {
  cognitoUserPoolsTokenProvider,
  type CognitoUserPoolTokenProviderType,
} from './facade/cognitoUserPoolsTokenProvider.js';
export { AUTH_KEY_PREFIX, type AuthStorageKeys, createKeysForAuthStorage } from './token/authStorageKeys.js';
export type {
  ConfirmUserAttributeInput,
  DeleteUserAttributesInput,
  FetchUserAttributesOutput,
  SendUserAttributeVerificationCodeInput,
  SendUserAttributeVerificationCodeOutput,
  UpdateUserAttributeInput,
  UpdateUserAttributeOutput,
  UpdateUserAttributesInput,
  UpdateUserAttributesOutput,
} from './account/accountTypes.js';
export type { CodeDeliveryDetails } from './types/codeDelivery.js';
export type { AuthUser } from './types/user.js';
export type { UserAttributeKey, VerifiableUserAttributeKey } from './types/userAttributes.js';
export type { FetchDevicesOutput, ForgetDeviceInput } from './devices/devicesTypes.js';
export type {
  FetchMFAPreferenceOutput,
  SetUpTOTPOutput,
  UpdateMFAPreferenceInput,
  VerifyTOTPSetupInput,
} from './mfa/mfaTypes.js';
export type {
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from './password/passwordTypes.js';
export type { GetCurrentUserOutput } from './session/sessionTypes.js';
export type { ConfirmSignInInput, ConfirmSignInOutput, SignInInput, SignInOutput } from './signIn/signInTypes.js';
export type { SignOutInput, SignOutReason } from './session/signOutTypes.js';
export type {
  ConfirmSignUpInput,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOutput,
} from './signUp/signUpTypes.js';
