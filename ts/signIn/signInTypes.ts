import type { ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type { Persistence } from '../types/storageOptions.js';
import type { OnExistingSession } from '../types/existingSession.js';
import type { AuthFlowType } from '../types/user.js';
import type { UserAttributeKey, UserAttributes } from '../types/userAttributes.js';
import type { AuthMFAType, AuthTOTPSetupDetails } from '../mfa/mfaTypes.js';

/** Options of `signIn`. */
export interface SignInOptions extends ClientMetadataOptions {
  /**
   * The flow, which the app client must allow. `USER_SRP_AUTH`, the default, proves the password without sending it.
   * `USER_PASSWORD_AUTH` sends it, inside TLS. `CUSTOM_WITH_SRP` and `CUSTOM_WITHOUT_SRP` use the pool's custom challenges,
   * after a password or without one. `USER_AUTH` lets the user choose the first factor.
   */
  readonly authFlowType?: AuthFlowType | undefined;
  /** With `USER_AUTH`: the first factor to use. If the user does not have it, the next step is a choice. */
  readonly preferredChallenge?: AuthFactorType | undefined;
  /**
   * With a passkey: how the browser asks for it. `optional`, the default, opens the browser's dialog. `conditional` is passkey
   * autofill: it offers the passkey in a field with `autocomplete="username webauthn"`. The promise then settles when the user
   * picks it, so pass a `signal` and abort it if the user signs in another way. In a browser without autofill, the call
   * rejects with `PasskeyNotSupported`. See Credential Management §2.3.2.
   */
  readonly mediation?: 'optional' | 'conditional' | undefined;
  /**
   * "Remember me": how long the session is kept. `local`, the default, keeps it in the instance's storage until the user signs
   * out, `session` as long as the tab, `memory` as long as the page. It is never kept longer than the instance's `storage`. See
   * `setPersistence`.
   */
  readonly persistence?: Persistence | undefined;
  /** What happens if a user is signed in already. The default is `error`. It holds through every step of the sign-in. */
  readonly onExistingSession?: OnExistingSession | undefined;
}

/** The first factors of `USER_AUTH`. */
export type AuthFactorType = 'WEB_AUTHN' | 'EMAIL_OTP' | 'SMS_OTP' | 'PASSWORD' | 'PASSWORD_SRP';

/** Input of `signIn`. */
export interface SignInInput {
  /** The user name, or an alias where the pool allows one. */
  readonly username: string;
  /** The password. */
  readonly password?: string | undefined;
  /** Options of the call. */
  readonly options?: SignInOptions | undefined;
}

/** Options of `confirmSignIn`. */
export interface ConfirmSignInOptions extends ClientMetadataOptions {
  /** With a new password: the attributes in `missingAttributes`. */
  readonly userAttributes?: UserAttributes | undefined;
  /** With the first code of an authenticator app: the user's name for the app. */
  readonly friendlyDeviceName?: string | undefined;
}

/** Input of `confirmSignIn`. */
export interface ConfirmSignInInput {
  /**
   * The answer: a code, a password, a second factor (`SMS`, `TOTP`, `EMAIL`), the name of a first factor, an e-mail address to
   * set up, or the answer to a custom challenge.
   */
  readonly challengeResponse: string;
  /** Options of the call. */
  readonly options?: ConfirmSignInOptions | undefined;
}

/** The challenges of a sign-in, by Cognito's names. */
export type ChallengeName =
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_CHALLENGE'
  | 'DEVICE_PASSWORD_VERIFIER'
  | 'DEVICE_SRP_AUTH'
  | 'EMAIL_OTP'
  | 'MFA_SETUP'
  | 'NEW_PASSWORD_REQUIRED'
  | 'PASSWORD'
  | 'PASSWORD_SRP'
  | 'PASSWORD_VERIFIER'
  | 'SELECT_CHALLENGE'
  | 'SELECT_MFA_TYPE'
  | 'SMS_MFA'
  | 'SMS_OTP'
  | 'SOFTWARE_TOKEN_MFA'
  | 'WEB_AUTHN';

/** The step after `signIn`. `signInStep` tells the cases apart. */
export type AuthNextSignInStep =
  | {
      /** The user is signed in. */
      readonly signInStep: 'DONE';
    }
  | {
      /** The user must type the code from a text message. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE';
      /** Where the code was sent. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user must type the code from an e-mail. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE';
      /** Where the code was sent. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user must type the code that the authenticator app shows. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE';
    }
  | {
      /** The pool's custom challenge must be answered. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE';
      /** The public parameters that the challenge Lambda returned. */
      readonly additionalInfo?: Readonly<Record<string, string>>;
    }
  | {
      /** The password was temporary. The user must choose a new one. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED';
      /** The attributes that the pool requires and this user lacks. */
      readonly missingAttributes?: UserAttributeKey[];
    }
  | {
      /** The user must type the password. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_PASSWORD';
    }
  | {
      /** The user must choose a second factor. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION';
      /** The choices. */
      readonly allowedMFATypes?: AuthMFAType[];
    }
  | {
      /** The user must choose a second factor to set up. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION';
      /** The choices. */
      readonly allowedMFATypes?: AuthMFAType[];
    }
  | {
      /** The user must give an e-mail address for the second factor. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_EMAIL_SETUP';
    }
  | {
      /** The user must add the secret to an authenticator app and type a code from it. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP';
      /** The secret, and its `otpauth:` address. */
      readonly totpSetupDetails: AuthTOTPSetupDetails;
    }
  | {
      /** The user must choose the first factor. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION';
      /** The choices. */
      readonly availableChallenges?: ChallengeName[];
    }
  | {
      /** An administrator has reset the password. Call `resetPassword`. */
      readonly signInStep: 'RESET_PASSWORD';
    }
  | {
      /** The user has not confirmed the registration. Call `confirmSignUp`. */
      readonly signInStep: 'CONFIRM_SIGN_UP';
    };

/** Output of `signIn`. */
export interface SignInOutput {
  /** Whether the user is signed in. If `false`, do `nextStep` first. */
  readonly isSignedIn: boolean;
  /** The next step. */
  readonly nextStep: AuthNextSignInStep;
}

/** Output of `confirmSignIn`. One challenge may follow another, so it is that of `signIn`. */
export type ConfirmSignInOutput = SignInOutput;
