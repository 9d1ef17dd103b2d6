import type { CallOptions, ClientMetadataOptions } from '../types/callOptions.js';
import type { CodeDeliveryDetails } from '../types/codeDelivery.js';

/** Input of `resetPassword`. */
export interface ResetPasswordInput {
  /** The user name, or an alias where the pool allows one. */
  readonly username: string;
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** The step after `resetPassword`. */
export interface AuthNextResetPasswordStep {
  /** The user must type the code and a new password. Call `confirmResetPassword`. `DONE` does not occur at present. */
  readonly resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE' | 'DONE';
  /** Not set at present. */
  readonly additionalInfo?: Record<string, string>;
  /** Where the code was sent. */
  readonly codeDeliveryDetails: CodeDeliveryDetails;
}

/** Output of `resetPassword`. */
export interface ResetPasswordOutput {
  /** Always `false` at present: the code is needed first. */
  readonly isPasswordReset: boolean;
  /** The next step. */
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
  /** Options of the call. */
  readonly options?: ClientMetadataOptions | undefined;
}

/** Input of `updatePassword`. */
export interface UpdatePasswordInput extends CallOptions {
  /** The current password. */
  readonly oldPassword: string;
  /** The new password. */
  readonly newPassword: string;
}
