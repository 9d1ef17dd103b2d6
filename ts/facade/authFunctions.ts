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
import {
  type clearCredentials,
  type fetchAuthSession,
  type getCurrentUser,
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
import { type confirmSignUp, type resendSignUpCode, type signUp, signUpFunctions } from '../signUp/signUp.js';

/** The functions as methods of one object: `Amplify.Auth`, or the result of `createAuth`. */
export interface AuthFunctions {
  /** Registers a passkey; see {@link associateWebAuthnCredential}. */
  readonly associateWebAuthnCredential: typeof associateWebAuthnCredential;
  /** Signs in the user who has just registered; see {@link autoSignIn}. */
  readonly autoSignIn: typeof autoSignIn;
  /** Removes cached AWS credentials; see {@link clearCredentials}. */
  readonly clearCredentials: typeof clearCredentials;
  /** Replaces a forgotten password; see {@link confirmResetPassword}. */
  readonly confirmResetPassword: typeof confirmResetPassword;
  /** Answers the next step of a sign-in; see {@link confirmSignIn}. */
  readonly confirmSignIn: typeof confirmSignIn;
  /** Completes a registration; see {@link confirmSignUp}. */
  readonly confirmSignUp: typeof confirmSignUp;
  /** Verifies an e-mail address or phone number; see {@link confirmUserAttribute}. */
  readonly confirmUserAttribute: typeof confirmUserAttribute;
  /** Reads the claims of a token; see {@link decodeJWT}. */
  readonly decodeJWT: typeof decodeJWT;
  /** Deletes the user; see {@link deleteUser}. */
  readonly deleteUser: typeof deleteUser;
  /** Deletes attributes; see {@link deleteUserAttributes}. */
  readonly deleteUserAttributes: typeof deleteUserAttributes;
  /** Deletes a passkey; see {@link deleteWebAuthnCredential}. */
  readonly deleteWebAuthnCredential: typeof deleteWebAuthnCredential;
  /** Returns the session, with fresh tokens; see {@link fetchAuthSession}. */
  readonly fetchAuthSession: typeof fetchAuthSession;
  /** Lists the devices; see {@link fetchDevices}. */
  readonly fetchDevices: typeof fetchDevices;
  /** Lists the second factors; see {@link fetchMFAPreference}. */
  readonly fetchMFAPreference: typeof fetchMFAPreference;
  /** Reads the attributes; see {@link fetchUserAttributes}. */
  readonly fetchUserAttributes: typeof fetchUserAttributes;
  /** Forgets a device; see {@link forgetDevice}. */
  readonly forgetDevice: typeof forgetDevice;
  /** Returns the signed-in user; see {@link getCurrentUser}. */
  readonly getCurrentUser: typeof getCurrentUser;
  /** Lists the passkeys; see {@link listWebAuthnCredentials}. */
  readonly listWebAuthnCredentials: typeof listWebAuthnCredentials;
  /** Does the part of a sign-in that needs no server; see {@link prepareSignIn}. */
  readonly prepareSignIn: typeof prepareSignIn;
  /** Remembers this device; see {@link rememberDevice}. */
  readonly rememberDevice: typeof rememberDevice;
  /** Sends a new code for a registration; see {@link resendSignUpCode}. */
  readonly resendSignUpCode: typeof resendSignUpCode;
  /** Sends a code for a forgotten password; see {@link resetPassword}. */
  readonly resetPassword: typeof resetPassword;
  /** Sends a code to an e-mail address or phone number; see {@link sendUserAttributeVerificationCode}. */
  readonly sendUserAttributeVerificationCode: typeof sendUserAttributeVerificationCode;
  /** Starts the set-up of an authenticator app; see {@link setUpTOTP}. */
  readonly setUpTOTP: typeof setUpTOTP;
  /** Signs a user in; see {@link signIn}. */
  readonly signIn: typeof signIn;
  /** Signs the user out; see {@link signOut}. */
  readonly signOut: typeof signOut;
  /** Registers a user; see {@link signUp}. */
  readonly signUp: typeof signUp;
  /** Sets the second factors; see {@link updateMFAPreference}. */
  readonly updateMFAPreference: typeof updateMFAPreference;
  /** Changes the password; see {@link updatePassword}. */
  readonly updatePassword: typeof updatePassword;
  /** Changes an attribute; see {@link updateUserAttribute}. */
  readonly updateUserAttribute: typeof updateUserAttribute;
  /** Changes attributes; see {@link updateUserAttributes}. */
  readonly updateUserAttributes: typeof updateUserAttributes;
  /** Completes the set-up of an authenticator app; see {@link verifyTOTPSetup}. */
  readonly verifyTOTPSetup: typeof verifyTOTPSetup;
}

/** The functions for the instance that `auth` returns. Each call asks anew. */
export function bindAuthFunctions(auth: () => AuthInstance): AuthFunctions {
  return {
    ...accountFunctions(auth),
    ...devicesFunctions(auth),
    ...mfaFunctions(auth),
    ...passkeysFunctions(auth),
    ...passwordFunctions(auth),
    ...sessionFunctions(auth),
    ...signInFunctions(auth),
    ...signUpFunctions(auth),
    decodeJWT,
  };
}
