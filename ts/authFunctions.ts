import { autoSignInWith } from './auth/autoSignIn.js';
import { confirmSignInWith } from './auth/confirmSignIn.js';
import { confirmSignUpWith } from './auth/confirmSignUp.js';
import { decodeJWT } from './auth/decodeJWT.js';
import { fetchAuthSessionWith } from './auth/fetchAuthSession.js';
import { getCurrentUserWith } from './auth/getCurrentUser.js';
import { resendSignUpCodeWith } from './auth/resendSignUpCode.js';
import { signInWith } from './auth/signIn.js';
import { signOutWith } from './auth/signOut.js';
import { signUpWith } from './auth/signUp.js';
import type { autoSignIn } from './auth/autoSignIn.js';
import type { confirmSignIn } from './auth/confirmSignIn.js';
import type { confirmSignUp } from './auth/confirmSignUp.js';
import type { fetchAuthSession } from './auth/fetchAuthSession.js';
import type { getCurrentUser } from './auth/getCurrentUser.js';
import type { resendSignUpCode } from './auth/resendSignUpCode.js';
import type { signIn } from './auth/signIn.js';
import type { signOut } from './auth/signOut.js';
import type { signUp } from './auth/signUp.js';
import type { AuthInstance } from './core/authInstance.js';

/** The functions as methods of one object: `Amplify.Auth`, or what `createAuth` returns. */
export interface AuthFunctions {
  /** Signs in the user who has just registered; see {@link autoSignIn}. */
  readonly autoSignIn: typeof autoSignIn;
  /** Answers what a sign-in asked for; see {@link confirmSignIn}. */
  readonly confirmSignIn: typeof confirmSignIn;
  /** Completes a registration; see {@link confirmSignUp}. */
  readonly confirmSignUp: typeof confirmSignUp;
  /** Reads the claims of a token; see {@link decodeJWT}. */
  readonly decodeJWT: typeof decodeJWT;
  /** Gives the session; see {@link fetchAuthSession}. */
  readonly fetchAuthSession: typeof fetchAuthSession;
  /** Tells who is signed in; see {@link getCurrentUser}. */
  readonly getCurrentUser: typeof getCurrentUser;
  /** Sends a new code for a registration; see {@link resendSignUpCode}. */
  readonly resendSignUpCode: typeof resendSignUpCode;
  /** Signs a user in; see {@link signIn}. */
  readonly signIn: typeof signIn;
  /** Signs the user out; see {@link signOut}. */
  readonly signOut: typeof signOut;
  /** Registers a user; see {@link signUp}. */
  readonly signUp: typeof signUp;
}

/** The functions of one instance; `auth` is asked for it at each call. */
export function bindAuthFunctions(auth: () => AuthInstance): AuthFunctions {
  return {
    autoSignIn: (input) => autoSignInWith(auth(), input),
    confirmSignIn: (input) => confirmSignInWith(auth(), input),
    confirmSignUp: (input) => confirmSignUpWith(auth(), input),
    decodeJWT,
    fetchAuthSession: (options) => fetchAuthSessionWith(auth(), options),
    getCurrentUser: (input) => getCurrentUserWith(auth(), input),
    resendSignUpCode: (input) => resendSignUpCodeWith(auth(), input),
    signIn: (input) => signInWith(auth(), input),
    signOut: (input) => signOutWith(auth(), input),
    signUp: (input) => signUpWith(auth(), input),
  };
}
