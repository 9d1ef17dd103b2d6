/**
 * What `aws-amplify/auth` exports, as far as it is there.
 *
 * @module cognito-wasm/auth
 */
export { associateWebAuthnCredential } from './auth/associateWebAuthnCredential.js';
export { autoSignIn } from './auth/autoSignIn.js';
export { confirmResetPassword } from './auth/confirmResetPassword.js';
export { confirmSignIn } from './auth/confirmSignIn.js';
export { confirmSignUp } from './auth/confirmSignUp.js';
export { confirmUserAttribute } from './auth/confirmUserAttribute.js';
export { decodeJWT } from './auth/decodeJWT.js';
export { deleteUser } from './auth/deleteUser.js';
export { deleteUserAttributes } from './auth/deleteUserAttributes.js';
export { deleteWebAuthnCredential } from './auth/deleteWebAuthnCredential.js';
export { fetchAuthSession } from './auth/fetchAuthSession.js';
export { fetchDevices } from './auth/fetchDevices.js';
export { fetchMFAPreference } from './auth/fetchMFAPreference.js';
export { fetchUserAttributes } from './auth/fetchUserAttributes.js';
export { forgetDevice } from './auth/forgetDevice.js';
export { getCurrentUser } from './auth/getCurrentUser.js';
export { listWebAuthnCredentials } from './auth/listWebAuthnCredentials.js';
export { prepareSignIn } from './auth/prepareSignIn.js';
export { rememberDevice } from './auth/rememberDevice.js';
export { resendSignUpCode } from './auth/resendSignUpCode.js';
export { resetPassword } from './auth/resetPassword.js';
export { sendUserAttributeVerificationCode } from './auth/sendUserAttributeVerificationCode.js';
export { setUpTOTP } from './auth/setUpTOTP.js';
export { signIn } from './auth/signIn.js';
export { signOut } from './auth/signOut.js';
export { signUp } from './auth/signUp.js';
export { updateMFAPreference } from './auth/updateMFAPreference.js';
export { updatePassword } from './auth/updatePassword.js';
export { updateUserAttribute } from './auth/updateUserAttribute.js';
export { updateUserAttributes } from './auth/updateUserAttributes.js';
export { verifyTOTPSetup } from './auth/verifyTOTPSetup.js';
export { AuthError, type AuthErrorCategory, type AuthErrorMetadata, type AuthErrorParams } from './errors/authError.js';
export type { AuthErrorName, LibraryErrorName, ServiceErrorName } from './errors/errorNames.js';
export type {
  AuthNextUpdateAttributeStep,
  ConfirmUserAttributeInput,
  DeleteUserAttributesInput,
  FetchUserAttributesOutput,
  SendUserAttributeVerificationCodeInput,
  SendUserAttributeVerificationCodeOutput,
  UpdateUserAttributeInput,
  UpdateUserAttributeOutput,
  UpdateUserAttributesInput,
  UpdateUserAttributesOutput,
} from './types/attributes.js';
export type {
  AuthFlowType,
  AuthSignInDetails,
  AuthStandardAttributeKey,
  AuthUser,
  CallOptions,
  ClientMetadata,
  ClientMetadataOptions,
  CodeDeliveryDetails,
  CustomAttributeKey,
  UserAttributeKey,
  UserAttributes,
  VerifiableUserAttributeKey,
} from './types/common.js';
export type { AWSAuthDevice, FetchDevicesOutput, ForgetDeviceInput } from './types/devices.js';
export type {
  FetchMFAPreferenceOutput,
  MFAPreference,
  SetUpTOTPOutput,
  UpdateMFAPreferenceInput,
  VerifyTOTPSetupInput,
  VerifyTOTPSetupOptions,
} from './types/mfa.js';
export type {
  AuthWebAuthnCredential,
  DeleteWebAuthnCredentialInput,
  ListWebAuthnCredentialsInput,
  ListWebAuthnCredentialsOutput,
} from './types/passkeys.js';
export type { WebAbortSignal, WebURL } from './types/platform.js';
export type {
  AuthNextResetPasswordStep,
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from './types/password.js';
export type {
  AuthSession,
  AuthSessionResult,
  AuthTokens,
  AuthUserPoolTokens,
  AWSCredentials,
  CognitoClaims,
  FetchAuthSessionOptions,
  GetCurrentUserInput,
  GetCurrentUserOutput,
  JsonObject,
  JsonValue,
  JWT,
  JwtPayload,
  JwtStandardClaims,
} from './types/session.js';
export type {
  AuthFactorType,
  AuthMFAType,
  AuthNextSignInStep,
  AuthTOTPSetupDetails,
  ChallengeName,
  ConfirmSignInInput,
  ConfirmSignInOptions,
  ConfirmSignInOutput,
  SignInInput,
  SignInOptions,
  SignInOutput,
} from './types/signIn.js';
export type { SignOutInput, SignOutOutput } from './types/signOut.js';
export type {
  AuthNextSignUpStep,
  ConfirmSignUpInput,
  ConfirmSignUpOptions,
  ConfirmSignUpOutput,
  ResendSignUpCodeInput,
  ResendSignUpCodeOutput,
  SignUpInput,
  SignUpOptions,
  SignUpOutput,
} from './types/signUp.js';
