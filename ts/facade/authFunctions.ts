import { associateWebAuthnCredentialWith } from '../passkeys/associateWebAuthnCredential.js';
import { autoSignInWith } from '../signIn/autoSignIn.js';
import { confirmResetPasswordWith } from '../password/confirmResetPassword.js';
import { confirmSignInWith } from '../signIn/confirmSignIn.js';
import { confirmSignUpWith } from '../signUp/confirmSignUp.js';
import { confirmUserAttributeWith } from '../account/confirmUserAttribute.js';
import { decodeJWT } from '../session/decodeJWT.js';
import { deleteUserAttributesWith } from '../account/deleteUserAttributes.js';
import { deleteUserWith } from '../account/deleteUser.js';
import { deleteWebAuthnCredentialWith } from '../passkeys/deleteWebAuthnCredential.js';
import { fetchAuthSessionWith } from '../session/fetchAuthSession.js';
import { fetchDevicesWith } from '../devices/fetchDevices.js';
import { fetchMFAPreferenceWith } from '../mfa/fetchMFAPreference.js';
import { fetchUserAttributesWith } from '../account/fetchUserAttributes.js';
import { forgetDeviceWith } from '../devices/forgetDevice.js';
import { getCurrentUserWith } from '../session/getCurrentUser.js';
import { listWebAuthnCredentialsWith } from '../passkeys/listWebAuthnCredentials.js';
import { prepareSignInWith } from '../signIn/prepareSignIn.js';
import { rememberDeviceWith } from '../devices/rememberDevice.js';
import { resendSignUpCodeWith } from '../signUp/resendSignUpCode.js';
import { resetPasswordWith } from '../password/resetPassword.js';
import { sendUserAttributeVerificationCodeWith } from '../account/sendUserAttributeVerificationCode.js';
import { setUpTOTPWith } from '../mfa/setUpTOTP.js';
import { signInWith } from '../signIn/signIn.js';
import { signOutWith } from '../session/signOut.js';
import { signUpWith } from '../signUp/signUp.js';
import { updateMFAPreferenceWith } from '../mfa/updateMFAPreference.js';
import { updatePasswordWith } from '../password/updatePassword.js';
import { updateUserAttributesWith } from '../account/updateUserAttributes.js';
import { updateUserAttributeWith } from '../account/updateUserAttribute.js';
import { verifyTOTPSetupWith } from '../mfa/verifyTOTPSetup.js';
import type { associateWebAuthnCredential } from '../passkeys/associateWebAuthnCredential.js';
import type { autoSignIn } from '../signIn/autoSignIn.js';
import type { confirmResetPassword } from '../password/confirmResetPassword.js';
import type { confirmSignIn } from '../signIn/confirmSignIn.js';
import type { confirmSignUp } from '../signUp/confirmSignUp.js';
import type { confirmUserAttribute } from '../account/confirmUserAttribute.js';
import type { deleteUser } from '../account/deleteUser.js';
import type { deleteUserAttributes } from '../account/deleteUserAttributes.js';
import type { deleteWebAuthnCredential } from '../passkeys/deleteWebAuthnCredential.js';
import type { fetchAuthSession } from '../session/fetchAuthSession.js';
import type { fetchDevices } from '../devices/fetchDevices.js';
import type { fetchMFAPreference } from '../mfa/fetchMFAPreference.js';
import type { fetchUserAttributes } from '../account/fetchUserAttributes.js';
import type { forgetDevice } from '../devices/forgetDevice.js';
import type { getCurrentUser } from '../session/getCurrentUser.js';
import type { listWebAuthnCredentials } from '../passkeys/listWebAuthnCredentials.js';
import type { prepareSignIn } from '../signIn/prepareSignIn.js';
import type { rememberDevice } from '../devices/rememberDevice.js';
import type { resendSignUpCode } from '../signUp/resendSignUpCode.js';
import type { resetPassword } from '../password/resetPassword.js';
import type { sendUserAttributeVerificationCode } from '../account/sendUserAttributeVerificationCode.js';
import type { setUpTOTP } from '../mfa/setUpTOTP.js';
import type { signIn } from '../signIn/signIn.js';
import type { signOut } from '../session/signOut.js';
import type { signUp } from '../signUp/signUp.js';
import type { updateMFAPreference } from '../mfa/updateMFAPreference.js';
import type { updatePassword } from '../password/updatePassword.js';
import type { updateUserAttribute } from '../account/updateUserAttribute.js';
import type { updateUserAttributes } from '../account/updateUserAttributes.js';
import type { verifyTOTPSetup } from '../mfa/verifyTOTPSetup.js';
import type { AuthInstance } from '../instance/authInstance.js';

/** The functions as methods of one object: `Amplify.Auth`, or what `createAuth` returns. */
export interface AuthFunctions {
  /** Registers a passkey; see {@link associateWebAuthnCredential}. */
  readonly associateWebAuthnCredential: typeof associateWebAuthnCredential;
  /** Signs in the user who has just registered; see {@link autoSignIn}. */
  readonly autoSignIn: typeof autoSignIn;
  /** Sets a new password in place of a forgotten one; see {@link confirmResetPassword}. */
  readonly confirmResetPassword: typeof confirmResetPassword;
  /** Answers what a sign-in asked for; see {@link confirmSignIn}. */
  readonly confirmSignIn: typeof confirmSignIn;
  /** Completes a registration; see {@link confirmSignUp}. */
  readonly confirmSignUp: typeof confirmSignUp;
  /** Verifies an address or number; see {@link confirmUserAttribute}. */
  readonly confirmUserAttribute: typeof confirmUserAttribute;
  /** Reads the claims of a token; see {@link decodeJWT}. */
  readonly decodeJWT: typeof decodeJWT;
  /** Deletes the user; see {@link deleteUser}. */
  readonly deleteUser: typeof deleteUser;
  /** Deletes attributes; see {@link deleteUserAttributes}. */
  readonly deleteUserAttributes: typeof deleteUserAttributes;
  /** Deletes a passkey; see {@link deleteWebAuthnCredential}. */
  readonly deleteWebAuthnCredential: typeof deleteWebAuthnCredential;
  /** Gives the session; see {@link fetchAuthSession}. */
  readonly fetchAuthSession: typeof fetchAuthSession;
  /** Lists the devices; see {@link fetchDevices}. */
  readonly fetchDevices: typeof fetchDevices;
  /** Tells the second factors; see {@link fetchMFAPreference}. */
  readonly fetchMFAPreference: typeof fetchMFAPreference;
  /** Reads the attributes; see {@link fetchUserAttributes}. */
  readonly fetchUserAttributes: typeof fetchUserAttributes;
  /** Has a device forgotten; see {@link forgetDevice}. */
  readonly forgetDevice: typeof forgetDevice;
  /** Tells who is signed in; see {@link getCurrentUser}. */
  readonly getCurrentUser: typeof getCurrentUser;
  /** Lists the passkeys; see {@link listWebAuthnCredentials}. */
  readonly listWebAuthnCredentials: typeof listWebAuthnCredentials;
  /** Does beforehand what a sign-in needs no server for; see {@link prepareSignIn}. */
  readonly prepareSignIn: typeof prepareSignIn;
  /** Has this device remembered; see {@link rememberDevice}. */
  readonly rememberDevice: typeof rememberDevice;
  /** Sends a new code for a registration; see {@link resendSignUpCode}. */
  readonly resendSignUpCode: typeof resendSignUpCode;
  /** Sends a code for a forgotten password; see {@link resetPassword}. */
  readonly resetPassword: typeof resetPassword;
  /** Sends a code for an address or number; see {@link sendUserAttributeVerificationCode}. */
  readonly sendUserAttributeVerificationCode: typeof sendUserAttributeVerificationCode;
  /** Begins the set-up of an authenticator app; see {@link setUpTOTP}. */
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
  /** Ends the set-up of an authenticator app; see {@link verifyTOTPSetup}. */
  readonly verifyTOTPSetup: typeof verifyTOTPSetup;
}

/** The functions of one instance; `auth` is asked for it at each call. */
export function bindAuthFunctions(auth: () => AuthInstance): AuthFunctions {
  return {
    associateWebAuthnCredential: (input) => associateWebAuthnCredentialWith(auth(), input),
    autoSignIn: (input) => autoSignInWith(auth(), input),
    confirmResetPassword: (input) => confirmResetPasswordWith(auth(), input),
    confirmSignIn: (input) => confirmSignInWith(auth(), input),
    confirmSignUp: (input) => confirmSignUpWith(auth(), input),
    confirmUserAttribute: (input) => confirmUserAttributeWith(auth(), input),
    decodeJWT,
    deleteUser: (input) => deleteUserWith(auth(), input),
    deleteUserAttributes: (input) => deleteUserAttributesWith(auth(), input),
    deleteWebAuthnCredential: (input) => deleteWebAuthnCredentialWith(auth(), input),
    fetchAuthSession: (options) => fetchAuthSessionWith(auth(), options),
    fetchDevices: (input) => fetchDevicesWith(auth(), input),
    fetchMFAPreference: (input) => fetchMFAPreferenceWith(auth(), input),
    fetchUserAttributes: (input) => fetchUserAttributesWith(auth(), input),
    forgetDevice: (input) => forgetDeviceWith(auth(), input),
    getCurrentUser: (input) => getCurrentUserWith(auth(), input),
    listWebAuthnCredentials: (input) => listWebAuthnCredentialsWith(auth(), input),
    prepareSignIn: (input) => prepareSignInWith(auth(), input),
    rememberDevice: (input) => rememberDeviceWith(auth(), input),
    resendSignUpCode: (input) => resendSignUpCodeWith(auth(), input),
    resetPassword: (input) => resetPasswordWith(auth(), input),
    sendUserAttributeVerificationCode: (input) => sendUserAttributeVerificationCodeWith(auth(), input),
    setUpTOTP: (input) => setUpTOTPWith(auth(), input),
    signIn: (input) => signInWith(auth(), input),
    signOut: (input) => signOutWith(auth(), input),
    signUp: (input) => signUpWith(auth(), input),
    updateMFAPreference: (input) => updateMFAPreferenceWith(auth(), input),
    updatePassword: (input) => updatePasswordWith(auth(), input),
    updateUserAttribute: (input) => updateUserAttributeWith(auth(), input),
    updateUserAttributes: (input) => updateUserAttributesWith(auth(), input),
    verifyTOTPSetup: (input) => verifyTOTPSetupWith(auth(), input),
  };
}
