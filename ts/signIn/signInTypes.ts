import type { ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type { AuthFlowType } from '../types/user.js';
import type { UserAttributeKey, UserAttributes } from '../types/userAttributes.js';
import type { AuthMFAType, AuthTOTPSetupDetails } from '../mfa/mfaTypes.js';

/** Options of `signIn`. */
export interface SignInOptions extends ClientMetadataOptions {
  /**
   * How to sign in; each must be allowed on the app client. `USER_SRP_AUTH`, the default, proves the password without
   * sending it; `USER_PASSWORD_AUTH` sends it inside TLS; `CUSTOM_WITH_SRP` and `CUSTOM_WITHOUT_SRP` ask the pool's own
   * challenges, behind a password or without one; `USER_AUTH` lets the user choose the first factor.
   */
  readonly authFlowType?: AuthFlowType | undefined;
  /** With `USER_AUTH`: the first factor to begin with. Where the user has not got it, there is a choice. */
  readonly preferredChallenge?: AuthFactorType | undefined;
  /**
   * With a passkey: how the user is asked for it. `optional`, the default, opens the browser's dialogue. `conditional`
   * offers the passkey among the suggestions of a field with `autocomplete="username webauthn"` instead (passkey
   * autofill): the promise settles when the user picks it, so give a `signal` and abort it when the user signs in otherwise.
   * A browser without autofill rejects with `PasskeyNotSupported`. Credential Management §2.3.2.
   */
  readonly mediation?: 'optional' | 'conditional' | undefined;
}

/** The first factors of `USER_AUTH`. */
export type AuthFactorType = 'WEB_AUTHN' | 'EMAIL_OTP' | 'SMS_OTP' | 'PASSWORD' | 'PASSWORD_SRP';

/** Input of `signIn`. */
export interface SignInInput {
  /** The user name, or an alias where the pool allows one. */
  readonly username: string;
  /** The password. */
  readonly password?: string | undefined;
  /** Further wishes. */
  readonly options?: SignInOptions | undefined;
}

/** Options of `confirmSignIn`. */
export interface ConfirmSignInOptions extends ClientMetadataOptions {
  /** With a new password: the attributes that `missingAttributes` names. */
  readonly userAttributes?: UserAttributes | undefined;
  /** With the first code of an authenticator app: what the user calls it. */
  readonly friendlyDeviceName?: string | undefined;
}

/** Input of `confirmSignIn`. */
export interface ConfirmSignInInput {
  /**
   * The answer: a code; a password; `SMS`, `TOTP` or `EMAIL` for a second factor; the name of a first factor; the e-mail
   * address to set up; or what the pool's own challenge asks for.
   */
  readonly challengeResponse: string;
  /** Further wishes. */
  readonly options?: ConfirmSignInOptions | undefined;
}

/** The challenges of a sign-in, as Cognito names them. */
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

/** What comes after `signIn`; tell the cases apart by `signInStep`. */
export type AuthNextSignInStep =
  | {
      /** The user is signed in. */
      readonly signInStep: 'DONE';
    }
  | {
      /** The user must type the code that was sent by text message. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE';
      /** Where the code went. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user must type the code that was sent by e-mail. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE';
      /** Where the code went. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user must type the code that the authenticator app shows. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE';
    }
  | {
      /** The app's own challenge must be answered. */
      readonly signInStep: 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE';
      /** The public parameters that the challenge Lambda returned. */
      readonly additionalInfo?: Readonly<Record<string, string>>;
    }
  | {
      /** The password was a temporary one: the user must choose another. */
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
      /** What there is to choose from. */
      readonly allowedMFATypes?: AuthMFAType[];
    }
  | {
      /** The user must choose a second factor to set up. */
      readonly signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION';
      /** What there is to choose from. */
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
      /** What there is to choose from. */
      readonly availableChallenges?: ChallengeName[];
    }
  | {
      /** An administrator has reset the password: the user must choose another. */
      readonly signInStep: 'RESET_PASSWORD';
    }
  | {
      /** The user has not confirmed the registration: call `confirmSignUp`. */
      readonly signInStep: 'CONFIRM_SIGN_UP';
    };

/** Output of `signIn`. */
export interface SignInOutput {
  /** Whether the user is signed in; `false` means that `nextStep` must be done first. */
  readonly isSignedIn: boolean;
  /** What to do next. */
  readonly nextStep: AuthNextSignInStep;
}

/** Output of `confirmSignIn`: that of `signIn`, since one challenge may follow another. */
export type ConfirmSignInOutput = SignInOutput;
