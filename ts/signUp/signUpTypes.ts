import type { ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type { UserAttributes } from '../types/userAttributes.js';
import type { SignInOptions } from '../signIn/signInTypes.js';

/** Options of `signUp`. */
export interface SignUpOptions extends ClientMetadataOptions {
  /** The attributes of the new user. The pool may require some of them. */
  readonly userAttributes?: UserAttributes | undefined;
  /** Passed to the pre sign-up Lambda trigger only. Not stored. */
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  /**
   * Allows `autoSignIn` after the registration: `true`, or the options of that sign-in. The password stays in memory until
   * then, for at most three minutes.
   */
  readonly autoSignIn?: boolean | SignInOptions | undefined;
}

/** Input of `signUp`. */
export interface SignUpInput {
  /** A user name, e-mail address or phone number, depending on the pool. */
  readonly username: string;
  /** The password. Omit it if the pool signs in without passwords. */
  readonly password?: string | undefined;
  /** Options of the call. */
  readonly options?: SignUpOptions | undefined;
}

/** Options of `confirmSignUp`. */
export interface ConfirmSignUpOptions extends ClientMetadataOptions {
  /** Moves the e-mail address or phone number here from another user who has it as an alias. */
  readonly forceAliasCreation?: boolean | undefined;
}

/** Input of `confirmSignUp`. */
export interface ConfirmSignUpInput {
  /** The name given to `signUp`. */
  readonly username: string;
  /** The code that the user received. */
  readonly confirmationCode: string;
  /** Options of the call. */
  readonly options?: ConfirmSignUpOptions | undefined;
}

/** Input of `resendSignUpCode`. */
export interface ResendSignUpCodeInput {
  /** The name given to `signUp`. */
  readonly username: string;
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** The step after `signUp` or `confirmSignUp`. `signUpStep` tells the cases apart. */
export type AuthNextSignUpStep =
  | {
      /** The user must type the code. Call `confirmSignUp`. */
      readonly signUpStep: 'CONFIRM_SIGN_UP';
      /** Where the code was sent. */
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | {
      /** Call `autoSignIn` to sign the user in. */
      readonly signUpStep: 'COMPLETE_AUTO_SIGN_IN';
      /** Where the confirmation link was sent, if the pool sends links. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user is registered and confirmed. */
      readonly signUpStep: 'DONE';
    };

/** Output of `signUp`. */
export interface SignUpOutput {
  /** Whether the user can sign in now. */
  readonly isSignUpComplete: boolean;
  /** The next step. */
  readonly nextStep: AuthNextSignUpStep;
  /** The `sub` of the new user. */
  readonly userId?: string;
}

/** Output of `confirmSignUp`. */
export type ConfirmSignUpOutput = SignUpOutput;

/** Output of `resendSignUpCode`: where the new code was sent. */
export type ResendSignUpCodeOutput = CodeDeliveryDetails;
