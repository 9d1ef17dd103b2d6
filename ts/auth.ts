/** What `aws-amplify/auth` exports, as far as it is there. */
export { autoSignIn } from './auth/autoSignIn.js';
export { confirmSignIn } from './auth/confirmSignIn.js';
export { confirmSignUp } from './auth/confirmSignUp.js';
export { decodeJWT } from './auth/decodeJWT.js';
export { fetchAuthSession } from './auth/fetchAuthSession.js';
export { getCurrentUser } from './auth/getCurrentUser.js';
export { resendSignUpCode } from './auth/resendSignUpCode.js';
export { signIn } from './auth/signIn.js';
export { signOut } from './auth/signOut.js';
export { signUp } from './auth/signUp.js';
export { AuthError, type AuthErrorCategory, type AuthErrorMetadata, type AuthErrorParams } from './errors/authError.js';
export type {
  AuthFlowType,
  AuthSignInDetails,
  AuthStandardAttributeKey,
  AuthUser,
  CallOptions,
  ClientMetadata,
  ClientMetadataOptions,
  CodeDeliveryDetails,
  UserAttributeKey,
  UserAttributes,
  VerifiableUserAttributeKey,
} from './types/common.js';
export type {
  AuthSession,
  AuthSessionResult,
  AuthTokens,
  AuthUserPoolTokens,
  AWSCredentials,
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
