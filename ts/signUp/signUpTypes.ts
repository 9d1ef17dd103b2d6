import type { ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';
import type { UserAttributes } from '../types/userAttributes.js';
import type { SignInOptions } from '../signIn/signInTypes.js';

/** Options of `signUp`. */
export interface SignUpOptions extends ClientMetadataOptions {
  /** The attributes of the new user; the pool decides which it requires. */
  readonly userAttributes?: UserAttributes | undefined;
  /** Handed to the pre sign-up Lambda trigger alone, and not stored. */
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  /**
   * Asks for `autoSignIn` after the registration: `true`, or the options of that sign-in. The password is kept in memory
   * until then, for three minutes at the most.
   */
  readonly autoSignIn?: boolean | SignInOptions | undefined;
}

/** Input of `signUp`. */
export interface SignUpInput {
  /** The name to register: a user name, e-mail address or phone number, as the pool was set up. */
  readonly username: string;
  /** The password. Left out for pools that sign in without one. */
  readonly password?: string | undefined;
  /** Further wishes. */
  readonly options?: SignUpOptions | undefined;
}

/** Options of `confirmSignUp`. */
export interface ConfirmSignUpOptions extends ClientMetadataOptions {
  /** Takes the e-mail address or phone number over from another user who has it as an alias. */
  readonly forceAliasCreation?: boolean | undefined;
}

/** Input of `confirmSignUp`. */
export interface ConfirmSignUpInput {
  /** The name given to `signUp`. */
  readonly username: string;
  /** The code that the user received. */
  readonly confirmationCode: string;
  /** Further wishes. */
  readonly options?: ConfirmSignUpOptions | undefined;
}

/** Input of `resendSignUpCode`. */
export interface ResendSignUpCodeInput {
  /** The name given to `signUp`. */
  readonly username: string;
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** What comes after `signUp` or `confirmSignUp`; tell the cases apart by `signUpStep`. */
export type AuthNextSignUpStep =
  | {
      /** The user must type the code: call `confirmSignUp`. */
      readonly signUpStep: 'CONFIRM_SIGN_UP';
      /** Where the code went. */
      readonly codeDeliveryDetails: CodeDeliveryDetails;
    }
  | {
      /** Automatic sign-in was asked for and is ready to be completed. */
      readonly signUpStep: 'COMPLETE_AUTO_SIGN_IN';
      /** Where the confirmation link went, for pools that send one. */
      readonly codeDeliveryDetails?: CodeDeliveryDetails;
    }
  | {
      /** The user is registered and confirmed. */
      readonly signUpStep: 'DONE';
    };

/** Output of `signUp`. */
export interface SignUpOutput {
  /** Whether the user can sign in without any further step. */
  readonly isSignUpComplete: boolean;
  /** What to do next. */
  readonly nextStep: AuthNextSignUpStep;
  /** The `sub` of the new user. */
  readonly userId?: string;
}

/** Output of `confirmSignUp`. */
export type ConfirmSignUpOutput = SignUpOutput;

/** Output of `resendSignUpCode`: where the new code went. */
export type ResendSignUpCodeOutput = CodeDeliveryDetails;
