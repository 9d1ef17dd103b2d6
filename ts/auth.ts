/**
 * The functions and types of `aws-amplify/auth` that this package has.
 *
 * @module cognito-wasm/auth
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
export {
  credentialsProvider,
  getAccessToken,
  getEscapeHatch,
  getIdentityId,
  getIdToken,
  invalidateCachedCredentials,
} from './credentials/credentials.js';
export { credentialsAndIdentityIdProvider, tokenProvider } from './credentials/providers.js';
export {
  clearFederationToIdentityPool,
  federateToIdentityPool,
  type FederateToIdentityPool,
} from './federation/federation.js';
export { diagnostics } from './session/diagnostics.js';
export { fetchDevices, forgetDevice, rememberDevice } from './devices/devices.js';
export { fetchMFAPreference, setUpTOTP, updateMFAPreference, verifyTOTPSetup } from './mfa/mfa.js';
export { associateWebAuthnCredential, deleteWebAuthnCredential, listWebAuthnCredentials } from './passkeys/passkeys.js';
export { confirmResetPassword, resetPassword, updatePassword } from './password/password.js';
export { decodeJWT } from './token/decodeJWT.js';
export {
  clearCredentials,
  fetchAuthSession,
  getCurrentUser,
  recordActivity,
  setPersistence,
  signOut,
} from './session/session.js';
export type { SessionLimits, SessionPolicyOptions } from './types/sessionPolicy.js';
export { presignUrl, signedFetch, signRequest } from './session/signing.js';
export { exportSession, importSession } from './session/transfer.js';
export { autoSignIn, confirmSignIn, prepareSignIn, signIn } from './signIn/signIn.js';
export { confirmSignUp, resendSignUpCode, signUp } from './signUp/signUp.js';
export { listCurrentUsers, setCurrentUser } from './users/users.js';
export { openPopup } from './webUI/openPopup.js';
export { handleRedirectCallback, signInWithRedirect, signInWithWebUI } from './webUI/webUI.js';
export type { AuthSessionOpener, AuthSessionOpenerResult } from './types/authSession.js';
export type {
  AuthPrompt,
  AuthProvider,
  HandleRedirectCallbackOutput,
  SignInWithRedirectInput,
  SignInWithWebUIInput,
  SignInWithWebUIOutput,
  WebUIOptions,
  WebUISignIn,
} from './webUI/webUITypes.js';
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
  AWSCredentialsProvider,
  CognitoServiceClient,
  EscapeHatch,
  GetSessionPartInput,
} from './credentials/credentialsTypes.js';
export type {
  SessionCredentials,
  SessionCredentialsProvider,
  SessionProviders,
  SessionTokenProvider,
} from './credentials/providers.js';
export type {
  FederateToIdentityPoolInput,
  FederateToIdentityPoolOptions,
  FederateToIdentityPoolOutput,
  FederationProvider,
} from './federation/federationTypes.js';
export type { DiagnosticDecision, Diagnostics, DiagnosticStorage } from './diagnostics/diagnosticsTypes.js';
export type { CallOptions, ClientMetadata, ClientMetadataOptions } from './types/callOptions.js';
export type { OnExistingSession } from './types/existingSession.js';
export type { AuthTokens, AWSCredentials } from './types/authTokens.js';
export type { CodeDeliveryDetails } from './types/codeDelivery.js';
export type { AuthFlowType, AuthSignInDetails, AuthUser } from './types/user.js';
export type {
  AuthStandardAttributeKey,
  CustomAttributeKey,
  UserAttributeKey,
  UserAttributes,
  VerifiableUserAttributeKey,
} from './types/userAttributes.js';
export type { AWSAuthDevice, FetchDevicesOutput, ForgetDeviceInput } from './devices/devicesTypes.js';
export type {
  AuthMFAType,
  AuthTOTPSetupDetails,
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
export type {
  PresignUrlInput,
  RequestAuthMode,
  SignedFetchOptions,
  SignedPayload,
  SigningDetails,
  SigningOptions,
  SignRequestInput,
} from './signing/signingTypes.js';
export type {
  WebAbortSignal,
  WebBody,
  WebHeaders,
  WebRequest,
  WebRequestInit,
  WebResponse,
  WebURL,
} from './platform/webTypes.js';
export type {
  AuthNextResetPasswordStep,
  ConfirmResetPasswordInput,
  ResetPasswordInput,
  ResetPasswordOutput,
  UpdatePasswordInput,
} from './password/passwordTypes.js';
export type {
  CognitoClaims,
  IdentityClaim,
  JsonObject,
  JsonValue,
  JWT,
  JwtPayload,
  JwtStandardClaims,
} from './token/jwtTypes.js';
export type {
  AuthSession,
  AuthSessionResult,
  AuthUserPoolTokens,
  FetchAuthSessionOptions,
  GetCurrentUserInput,
  GetCurrentUserOutput,
  SessionStatus,
  SetPersistenceInput,
} from './session/sessionTypes.js';
export type {
  AuthFactorType,
  AuthNextSignInStep,
  ChallengeName,
  ConfirmSignInInput,
  ConfirmSignInOptions,
  ConfirmSignInOutput,
  SignInInput,
  SignInOptions,
  SignInOutput,
} from './signIn/signInTypes.js';
export type { SignOutInput, SignOutOutput, SignOutReason } from './session/signOutTypes.js';
export type {
  ExportedSession,
  ExportSessionInput,
  ImportSessionInput,
  ImportSessionOptions,
  ImportSessionOutput,
} from './session/transferTypes.js';
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
