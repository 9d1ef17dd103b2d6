/** What the page says about an operation of Cognito. */
export interface OperationNote {
  /** The call of the library that asks for it. */
  readonly code?: string;
  /** What stays in the browser. */
  readonly secret?: string;
}

/** By operation, and by operation and flow or challenge where that matters. */
const notes: Readonly<Record<string, OperationNote>> = {
  SignUp: {
    code: `const { nextStep } = await signUp({
  username,
  password,
  options: { userAttributes: { email } },
});`,
  },
  ConfirmSignUp: { code: 'await confirmSignUp({ username, confirmationCode });' },
  ResendConfirmationCode: { code: 'await resendSignUpCode({ username });' },
  InitiateAuth: { code: 'const { nextStep } = await signIn({ username, password });' },
  'InitiateAuth USER_SRP_AUTH': {
    code: 'const { nextStep } = await signIn({ username, password });',
    secret: 'The password, and the number a. SRP_A is g^a mod N.',
  },
  RespondToAuthChallenge: { code: 'const { nextStep } = await confirmSignIn({ challengeResponse });' },
  'RespondToAuthChallenge PASSWORD_VERIFIER': {
    code: '// The second request of the same call:\nconst { nextStep } = await signIn({ username, password });',
    secret: 'The password, x and S. The signature proves that the browser knows the password.',
  },
  'RespondToAuthChallenge DEVICE_PASSWORD_VERIFIER': {
    secret: 'The device’s password, which only this browser has.',
  },
  GetTokensFromRefreshToken: { code: 'const { tokens } = await fetchAuthSession({ forceRefresh: true });' },
  RevokeToken: { code: 'await signOut();' },
  GlobalSignOut: { code: 'await signOut({ global: true });' },
  GetUser: { code: 'const attributes = await fetchUserAttributes();' },
  UpdateUserAttributes: { code: 'await updateUserAttributes({ userAttributes });' },
  VerifyUserAttribute: { code: 'await confirmUserAttribute({ userAttributeKey, confirmationCode });' },
  DeleteUserAttributes: { code: 'await deleteUserAttributes({ userAttributeKeys });' },
  ChangePassword: { code: 'await updatePassword({ oldPassword, newPassword });' },
  ForgotPassword: { code: 'await resetPassword({ username });' },
  ConfirmForgotPassword: { code: 'await confirmResetPassword({ username, confirmationCode, newPassword });' },
  ListDevices: { code: 'const devices = await fetchDevices();' },
  ConfirmDevice: { secret: 'The device’s password: Cognito gets a verifier of it.' },
  UpdateDeviceStatus: { code: 'await rememberDevice();' },
  ForgetDevice: { code: 'await forgetDevice();' },
  AssociateSoftwareToken: { code: 'const { sharedSecret } = await setUpTOTP();' },
  VerifySoftwareToken: { code: 'await verifyTOTPSetup({ code });' },
  SetUserMFAPreference: { code: "await updateMFAPreference({ totp: 'PREFERRED' });" },
  StartWebAuthnRegistration: { code: 'await associateWebAuthnCredential();' },
  CompleteWebAuthnRegistration: { secret: 'The passkey’s private key, which stays in the authenticator.' },
  ListWebAuthnCredentials: { code: 'const { credentials } = await listWebAuthnCredentials();' },
  DeleteUser: { code: 'await deleteUser();' },
  GetId: { code: 'const { identityId } = await fetchAuthSession();' },
  GetCredentialsForIdentity: { code: 'const { credentials } = await fetchAuthSession();' },
};

/**
 * @param operation
 * @param kind the flow or the challenge of the request; empty if it has none
 */
export function noteOn(operation: string, kind: string): OperationNote {
  const [exact, name] = [`${operation} ${kind}`, operation];
  return Object.hasOwn(notes, exact) ? (notes[exact] ?? {}) : Object.hasOwn(notes, name) ? (notes[name] ?? {}) : {};
}
