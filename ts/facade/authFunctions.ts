import {
  type confirmUserAttribute,
  type deleteUser,
  type deleteUserAttributes,
  type fetchUserAttributes,
  type sendUserAttributeVerificationCode,
  type updateUserAttribute,
  type updateUserAttributes,
  accountFunctions,
} from '../account/account.js';
import { type fetchDevices, type forgetDevice, type rememberDevice, devicesFunctions } from '../devices/devices.js';
import {
  type credentialsProvider,
  type getAccessToken,
  type getEscapeHatch,
  type getIdentityId,
  type getIdToken,
  type invalidateCachedCredentials,
  credentialsFunctions,
} from '../credentials/credentials.js';
import type { SessionProviders } from '../credentials/providers.js';
import {
  type clearFederationToIdentityPool,
  type FederateToIdentityPool,
  federationFunctions,
} from '../federation/federation.js';
import type { AuthInstance } from '../instance/authInstance.js';
import {
  type fetchMFAPreference,
  type setUpTOTP,
  type updateMFAPreference,
  type verifyTOTPSetup,
  mfaFunctions,
} from '../mfa/mfa.js';
import {
  type associateWebAuthnCredential,
  type deleteWebAuthnCredential,
  type listWebAuthnCredentials,
  passkeysFunctions,
} from '../passkeys/passkeys.js';
import {
  type confirmResetPassword,
  type resetPassword,
  type updatePassword,
  passwordFunctions,
} from '../password/password.js';
import { decodeJWT } from '../token/decodeJWT.js';
import { type diagnostics, diagnosticsFunctions } from '../session/diagnostics.js';
import { type presignUrl, type signedFetch, type signRequest, signingFunctions } from '../session/signing.js';
import { type exportSession, type importSession, transferFunctions } from '../session/transfer.js';
import {
  type clearCredentials,
  type fetchAuthSession,
  type getCurrentUser,
  type recordActivity,
  type setPersistence,
  type signOut,
  sessionFunctions,
} from '../session/session.js';
import {
  type autoSignIn,
  type confirmSignIn,
  type prepareSignIn,
  type signIn,
  signInFunctions,
} from '../signIn/signIn.js';
import {
  type handleRedirectCallback,
  type signInWithRedirect,
  type signInWithWebUI,
  webUIFunctions,
} from '../webUI/webUI.js';
import { type listCurrentUsers, type setCurrentUser, usersFunctions } from '../users/users.js';
import { type confirmSignUp, type resendSignUpCode, type signUp, signUpFunctions } from '../signUp/signUp.js';

/**
 * A function of the package as the method of an instance, which takes no context. TypeScript reads the last form of a function with
 * several, which is the one without a context.
 *
 * @typeParam Function - The type of the function.
 */
export type InstanceMethod<Function extends (...args: never[]) => unknown> = (
  ...args: Parameters<Function>
) => ReturnType<Function>;

/** The functions as methods of one object: `Amplify.Auth`, or the result of `createAuth`. Both have providers for other libraries, too. */
export interface AuthFunctions extends SessionProviders {
  /** Registers a passkey; see {@link associateWebAuthnCredential}. */
  readonly associateWebAuthnCredential: InstanceMethod<typeof associateWebAuthnCredential>;
  /** Waits for a user who comes back from Cognito's pages; see {@link handleRedirectCallback}. */
  readonly handleRedirectCallback: InstanceMethod<typeof handleRedirectCallback>;
  /** Signs a user in at Cognito's pages, and leaves this one; see {@link signInWithRedirect}. */
  readonly signInWithRedirect: InstanceMethod<typeof signInWithRedirect>;
  /** Signs a user in at Cognito's pages, in a window or silently; see {@link signInWithWebUI}. */
  readonly signInWithWebUI: InstanceMethod<typeof signInWithWebUI>;
  /** Signs in the user who has just registered; see {@link autoSignIn}. */
  readonly autoSignIn: InstanceMethod<typeof autoSignIn>;
  /** Removes cached AWS credentials; see {@link clearCredentials}. */
  readonly clearCredentials: InstanceMethod<typeof clearCredentials>;
  /** Ends a federation; see {@link clearFederationToIdentityPool}. */
  readonly clearFederationToIdentityPool: InstanceMethod<typeof clearFederationToIdentityPool>;
  /** Replaces a forgotten password; see {@link confirmResetPassword}. */
  readonly confirmResetPassword: InstanceMethod<typeof confirmResetPassword>;
  /** Answers the next step of a sign-in; see {@link confirmSignIn}. */
  readonly confirmSignIn: InstanceMethod<typeof confirmSignIn>;
  /** Completes a registration; see {@link confirmSignUp}. */
  readonly confirmSignUp: InstanceMethod<typeof confirmSignUp>;
  /** Verifies an e-mail address or phone number; see {@link confirmUserAttribute}. */
  readonly confirmUserAttribute: InstanceMethod<typeof confirmUserAttribute>;
  /** Makes a function for clients of the AWS SDK; see {@link credentialsProvider}. */
  readonly credentialsProvider: InstanceMethod<typeof credentialsProvider>;
  /** Reads the claims of a token; see {@link decodeJWT}. */
  readonly decodeJWT: typeof decodeJWT;
  /** Deletes the user; see {@link deleteUser}. */
  readonly deleteUser: InstanceMethod<typeof deleteUser>;
  /** Deletes attributes; see {@link deleteUserAttributes}. */
  readonly deleteUserAttributes: InstanceMethod<typeof deleteUserAttributes>;
  /** Deletes a passkey; see {@link deleteWebAuthnCredential}. */
  readonly deleteWebAuthnCredential: InstanceMethod<typeof deleteWebAuthnCredential>;
  /** Tells what has been decided about the session; see {@link diagnostics}. */
  readonly diagnostics: InstanceMethod<typeof diagnostics>;
  /** Returns the session as plain data; see {@link exportSession}. */
  readonly exportSession: InstanceMethod<typeof exportSession>;
  /** Exchanges a login of another provider for AWS credentials; see {@link FederateToIdentityPool}. */
  readonly federateToIdentityPool: FederateToIdentityPool;
  /** Returns the session, with fresh tokens; see {@link fetchAuthSession}. */
  readonly fetchAuthSession: InstanceMethod<typeof fetchAuthSession>;
  /** Lists the devices; see {@link fetchDevices}. */
  readonly fetchDevices: InstanceMethod<typeof fetchDevices>;
  /** Lists the second factors; see {@link fetchMFAPreference}. */
  readonly fetchMFAPreference: InstanceMethod<typeof fetchMFAPreference>;
  /** Reads the attributes; see {@link fetchUserAttributes}. */
  readonly fetchUserAttributes: InstanceMethod<typeof fetchUserAttributes>;
  /** Forgets a device; see {@link forgetDevice}. */
  readonly forgetDevice: InstanceMethod<typeof forgetDevice>;
  /** Returns the access token; see {@link getAccessToken}. */
  readonly getAccessToken: InstanceMethod<typeof getAccessToken>;
  /** Returns the signed-in user; see {@link getCurrentUser}. */
  readonly getCurrentUser: InstanceMethod<typeof getCurrentUser>;
  /** Sends other operations of Cognito; see {@link getEscapeHatch}. */
  readonly getEscapeHatch: InstanceMethod<typeof getEscapeHatch>;
  /** Returns the identity; see {@link getIdentityId}. */
  readonly getIdentityId: InstanceMethod<typeof getIdentityId>;
  /** Returns the ID token; see {@link getIdToken}. */
  readonly getIdToken: InstanceMethod<typeof getIdToken>;
  /** Signs a user in with tokens from elsewhere; see {@link importSession}. */
  readonly importSession: InstanceMethod<typeof importSession>;
  /** Removes cached AWS credentials, and keeps the identity; see {@link invalidateCachedCredentials}. */
  readonly invalidateCachedCredentials: InstanceMethod<typeof invalidateCachedCredentials>;
  /** Lists the users who are signed in; see {@link listCurrentUsers}. */
  readonly listCurrentUsers: InstanceMethod<typeof listCurrentUsers>;
  /** Lists the passkeys; see {@link listWebAuthnCredentials}. */
  readonly listWebAuthnCredentials: InstanceMethod<typeof listWebAuthnCredentials>;
  /** Does the part of a sign-in that needs no server; see {@link prepareSignIn}. */
  readonly prepareSignIn: InstanceMethod<typeof prepareSignIn>;
  /** Signs a URL with AWS credentials; see {@link presignUrl}. */
  readonly presignUrl: InstanceMethod<typeof presignUrl>;
  /** Says that the user is active; see {@link recordActivity}. */
  readonly recordActivity: InstanceMethod<typeof recordActivity>;
  /** Remembers this device; see {@link rememberDevice}. */
  readonly rememberDevice: InstanceMethod<typeof rememberDevice>;
  /** Sends a new code for a registration; see {@link resendSignUpCode}. */
  readonly resendSignUpCode: InstanceMethod<typeof resendSignUpCode>;
  /** Sends a code for a forgotten password; see {@link resetPassword}. */
  readonly resetPassword: InstanceMethod<typeof resetPassword>;
  /** Sends a code to an e-mail address or phone number; see {@link sendUserAttributeVerificationCode}. */
  readonly sendUserAttributeVerificationCode: InstanceMethod<typeof sendUserAttributeVerificationCode>;
  /** Makes another user the current one; see {@link setCurrentUser}. */
  readonly setCurrentUser: InstanceMethod<typeof setCurrentUser>;
  /** Starts the set-up of an authenticator app; see {@link setUpTOTP}. */
  readonly setUpTOTP: InstanceMethod<typeof setUpTOTP>;
  /** Sends a request with AWS credentials or a token; see {@link signedFetch}. */
  readonly signedFetch: InstanceMethod<typeof signedFetch>;
  /** Signs a request with AWS credentials; see {@link signRequest}. */
  readonly signRequest: InstanceMethod<typeof signRequest>;
  /** Signs a user in; see {@link signIn}. */
  readonly signIn: InstanceMethod<typeof signIn>;
  /** Signs the user out; see {@link signOut}. */
  readonly signOut: InstanceMethod<typeof signOut>;
  /** Registers a user; see {@link signUp}. */
  readonly signUp: InstanceMethod<typeof signUp>;
  /** Keeps the session for a longer or shorter time; see {@link setPersistence}. */
  readonly setPersistence: InstanceMethod<typeof setPersistence>;
  /** Sets the second factors; see {@link updateMFAPreference}. */
  readonly updateMFAPreference: InstanceMethod<typeof updateMFAPreference>;
  /** Changes the password; see {@link updatePassword}. */
  readonly updatePassword: InstanceMethod<typeof updatePassword>;
  /** Changes an attribute; see {@link updateUserAttribute}. */
  readonly updateUserAttribute: InstanceMethod<typeof updateUserAttribute>;
  /** Changes attributes; see {@link updateUserAttributes}. */
  readonly updateUserAttributes: InstanceMethod<typeof updateUserAttributes>;
  /** Completes the set-up of an authenticator app; see {@link verifyTOTPSetup}. */
  readonly verifyTOTPSetup: InstanceMethod<typeof verifyTOTPSetup>;
}

/** The functions for the instance that `auth` returns. Each call asks anew. */
export function bindAuthFunctions(auth: () => AuthInstance): AuthFunctions {
  return {
    ...accountFunctions(auth),
    ...credentialsFunctions(auth),
    ...devicesFunctions(auth),
    ...diagnosticsFunctions(auth),
    ...federationFunctions(auth),
    ...mfaFunctions(auth),
    ...passkeysFunctions(auth),
    ...passwordFunctions(auth),
    ...sessionFunctions(auth),
    ...signingFunctions(auth),
    ...signInFunctions(auth),
    ...signUpFunctions(auth),
    ...transferFunctions(auth),
    ...usersFunctions(auth),
    ...webUIFunctions(auth),
    decodeJWT,
  };
}
