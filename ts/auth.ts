/**
 * What `aws-amplify/auth` exports, as far as it is there.
 *
 * @module cognito-wasm/auth
 */
export { associateWebAuthnCredential } from './passkeys/associateWebAuthnCredential.js';
export { autoSignIn } from './signIn/autoSignIn.js';
export { confirmResetPassword } from './password/confirmResetPassword.js';
export { confirmSignIn } from './signIn/confirmSignIn.js';
export { confirmSignUp } from './signUp/confirmSignUp.js';
export { confirmUserAttribute } from './account/confirmUserAttribute.js';
export { decodeJWT } from './session/decodeJWT.js';
export { deleteUser } from './account/deleteUser.js';
export { deleteUserAttributes } from './account/deleteUserAttributes.js';
export { deleteWebAuthnCredential } from './passkeys/deleteWebAuthnCredential.js';
export { fetchAuthSession } from './session/fetchAuthSession.js';
export { fetchDevices } from './devices/fetchDevices.js';
export { fetchMFAPreference } from './mfa/fetchMFAPreference.js';
export { fetchUserAttributes } from './account/fetchUserAttributes.js';
export { forgetDevice } from './devices/forgetDevice.js';
export { getCurrentUser } from './session/getCurrentUser.js';
export { listWebAuthnCredentials } from './passkeys/listWebAuthnCredentials.js';
export { prepareSignIn } from './signIn/prepareSignIn.js';
export { rememberDevice } from './devices/rememberDevice.js';
export { resendSignUpCode } from './signUp/resendSignUpCode.js';
export { resetPassword } from './password/resetPassword.js';
export { sendUserAttributeVerificationCode } from './account/sendUserAttributeVerificationCode.js';
export { setUpTOTP } from './mfa/setUpTOTP.js';
export { signIn } from './signIn/signIn.js';
export { signOut } from './session/signOut.js';
export { signUp } from './signUp/signUp.js';
export { updateMFAPreference } from './mfa/updateMFAPreference.js';
export { updatePassword } from './password/updatePassword.js';
export { updateUserAttribute } from './account/updateUserAttribute.js';
export { updateUserAttributes } from './account/updateUserAttributes.js';
export { verifyTOTPSetup } from './mfa/verifyTOTPSetup.js';
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
} from './account/accountTypes.js';
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
export type { AWSAuthDevice, FetchDevicesOutput, ForgetDeviceInput } from './devices/devicesTypes.js';
export type {
  FetchMFAPreferenceOutput,
  MFAPreference,
  SetUpTOTPOutput,
  UpdateMFAPreferenceInput,
  VerifyTOTPSetupInput,
  VerifyTOTPSetupOptions,
} from './mfa/mfaTypes.js';
export type {
  AuthWebAuthnCredential,
  DeleteWebAuthnCredentialInput,
  ListWebAuthnCredentialsInput,
  ListWebAuthnCredentialsOutput,
} from './passkeys/passkeysTypes.js';
export type { WebAbortSignal, WebURL } from './platform/webTypes.js';
export type {
  AuthNextResetPasswordStep,
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from './password/passwordTypes.js';
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
} from './session/sessionTypes.js';
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
} from './signIn/signInTypes.js';
export type { SignOutInput, SignOutOutput } from './session/signOutTypes.js';
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
} from './signUp/signUpTypes.js';
