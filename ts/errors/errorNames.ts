/**
 * The names of errors, as types: they weigh nothing. A name is API for ever; a test compares them with
 * `src/error/names.rs` and with the sources here.
 */

/** The names that errors of this package itself have: Amplify's, and those of its mobile libraries where it has none. */
export type LibraryErrorName =
  | 'AbortError'
  | 'AlreadyConfiguredException'
  | 'AuthUserPoolException'
  | 'AutoSignInException'
  | 'ConfigurationFileException'
  | 'ContentSecurityPolicyException'
  | 'CredentialsException'
  | 'CredentialsNotFoundException'
  | 'CustomAuthSignInPassword'
  | 'DeviceMetadataNotFoundException'
  | 'EmptyChallengeResponse'
  | 'EmptyConfirmResetPasswordConfirmationCode'
  | 'EmptyConfirmResetPasswordNewPassword'
  | 'EmptyConfirmResetPasswordUsername'
  | 'EmptyConfirmSignUpCode'
  | 'EmptyConfirmSignUpUsername'
  | 'EmptyConfirmUserAttributeCode'
  | 'EmptyResetPasswordUsername'
  | 'EmptySignInPassword'
  | 'EmptySignInUsername'
  | 'EmptySignUpPassword'
  | 'EmptySignUpUsername'
  | 'EmptyUpdatePassword'
  | 'EmptyUserIdForSRPException'
  | 'EmptyVerifyTOTPSetupCode'
  | 'GetIdResponseException'
  | 'iatNotFoundException'
  | 'IncorrectMFAMethod'
  | 'InvalidAccountTypeException'
  | 'InvalidIdentityPoolIdException'
  | 'InvalidIdTokenException'
  | 'InvalidModuleException'
  | 'InvalidParameterException'
  | 'InvalidPasskeyAuthenticationOptions'
  | 'InvalidPasskeyRegistrationOptions'
  | 'InvalidPreferredChallenge'
  | 'InvalidSRPChallengeException'
  | 'InvalidTokens'
  | 'InvalidUserPoolId'
  | 'MissingPolyfill'
  | 'ModuleFileException'
  | 'ModuleNotInitializedException'
  | 'NetworkError'
  | 'NoHubcallbackProvidedException'
  | 'NotAuthorizedException'
  | 'PasskeyAlreadyExists'
  | 'PasskeyAuthenticationCanceled'
  | 'PasskeyNotSupported'
  | 'PasskeyOperationAborted'
  | 'PasskeyRegistrationCanceled'
  | 'PasskeyRegistrationFailed'
  | 'PasskeyRetrievalFailed'
  | 'PlatformNotSupported'
  | 'PluginException'
  | 'RelyingPartyMismatch'
  | 'SecretHashException'
  | 'SessionExpiredException'
  | 'SetUpTOTPException'
  | 'SignedOutException'
  | 'SignInException'
  | 'StorageException'
  | 'TimeoutError'
  | 'TokenRefreshException'
  | 'UnexpectedSignInInterruptionException'
  | 'Unknown'
  | 'UnknownError'
  | 'UserAlreadyAuthenticatedException'
  | 'UserUnAuthenticatedException';

/**
 * The names that errors of Cognito have, in the operations that this package calls. A name can be in both lists.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html
 * @see https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
 */
export type ServiceErrorName =
  | 'AliasExistsException'
  | 'CodeDeliveryFailureException'
  | 'CodeMismatchException'
  | 'ConcurrentModificationException'
  | 'DeviceKeyExistsException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'ExternalServiceException'
  | 'FeatureUnavailableInTierException'
  | 'ForbiddenException'
  | 'InternalErrorException'
  | 'InvalidEmailRoleAccessPolicyException'
  | 'InvalidIdentityPoolConfigurationException'
  | 'InvalidLambdaResponseException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'InvalidSmsRoleAccessPolicyException'
  | 'InvalidSmsRoleTrustRelationshipException'
  | 'InvalidUserPoolConfigurationException'
  | 'LimitExceededException'
  | 'MFAMethodNotFoundException'
  | 'NotAuthorizedException'
  | 'OperationNotEnabledException'
  | 'PasswordHistoryPolicyViolationException'
  | 'PasswordResetRequiredException'
  | 'RefreshTokenReuseException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'SoftwareTokenMFANotFoundException'
  | 'TooManyFailedAttemptsException'
  | 'TooManyRequestsException'
  | 'UnauthorizedException'
  | 'UnexpectedLambdaException'
  | 'UnsupportedOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UserLambdaValidationException'
  | 'UsernameExistsException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'WebAuthnChallengeNotFoundException'
  | 'WebAuthnClientMismatchException'
  | 'WebAuthnConfigurationMissingException'
  | 'WebAuthnCredentialNotSupportedException'
  | 'WebAuthnNotEnabledException'
  | 'WebAuthnOriginNotAllowedException'
  | 'WebAuthnRelyingPartyMismatchException';

/**
 * The names that an `AuthError` is known to have.
 *
 * @example
 * ```ts
 * const askAgain: readonly AuthErrorName[] = ['CodeMismatchException', 'ExpiredCodeException'];
 * ```
 */
export type AuthErrorName = LibraryErrorName | ServiceErrorName;
