import type { CallOptions, ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';

/** Input of `resetPassword`. */
export interface ResetPasswordInput {
  /** The user name, or an alias where the pool allows one. */
  readonly username: string;
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** What comes after `resetPassword`. */
export interface AuthNextResetPasswordStep {
  /** The user must type the code and a new password: call `confirmResetPassword`. `DONE` is never told today. */
  readonly resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' | 'DONE';
  /** Never told today. */
  readonly additionalInfo?: Record<string, string>;
  /** Where the code went. */
  readonly codeDeliveryDetails: CodeDeliveryDetails;
}

/** Output of `resetPassword`. */
export interface ResetPasswordOutput {
  /** `false`: the code is due first. */
  readonly isPasswordReset: boolean;
  /** What to do next. */
  readonly nextStep: AuthNextResetPasswordStep;
}

/** Input of `confirmResetPassword`. */
export interface ConfirmResetPasswordInput {
  /** The name given to `resetPassword`. */
  readonly username: string;
  /** The new password. */
  readonly newPassword: string;
  /** The code that the user received. */
  readonly confirmationCode: string;
  /** Further wishes. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Input of `updatePassword`. */
export interface UpdatePasswordInput extends CallOptions {
  /** The present password. */
  readonly oldPassword: string;
  /** The new password. */
  readonly newPassword: string;
}
