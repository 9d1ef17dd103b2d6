import type { WebURL } from '../platform/webTypes.js';
import type { CallOptions } from '../types/callOptions.js';

/** The kinds of second factor. */
export type AuthMFAType = 'SMS' | 'TOTP' | 'EMAIL';

/** What an authenticator app needs. */
export interface AuthTOTPSetupDetails {
  /** The shared secret in base32, for users who type it. */
  readonly sharedSecret: string;
  /** Makes the `otpauth:` address to show as a QR code. `accountName` defaults to the user name. */
  getSetupUri(appName: string, accountName?: string): WebURL;
}

/** Output of `setUpTOTP`. */
export type SetUpTOTPOutput = AuthTOTPSetupDetails;

/** Options of `verifyTOTPSetup`. */
export interface VerifyTOTPSetupOptions extends CallOptions {
  /** The user's name for the authenticator app. */
  readonly friendlyDeviceName?: string | undefined;
}

/** Input of `verifyTOTPSetup`. */
export interface VerifyTOTPSetupInput {
  /** The code that the authenticator app shows. */
  readonly code: string;
  /** Options of the call. */
  readonly options?: VerifyTOTPSetupOptions | undefined;
}

/** Output of `fetchMFAPreference`. */
export interface FetchMFAPreferenceOutput {
  /** The user's second factors. Absent if Cognito lists none. */
  readonly enabled?: AuthMFAType[];
  /** The preferred one. Absent if there is none. */
  readonly preferred?: AuthMFAType;
}

/** Whether to use a second factor, and whether sign-ins ask for it first. */
export type MFAPreference = 'ENABLED' | 'DISABLED' | 'PREFERRED' | 'NOT_PREFERRED';

/** Input of `updateMFAPreference`: at least one factor. */
export interface UpdateMFAPreferenceInput extends CallOptions {
  /** Codes by text message. */
  readonly sms?: MFAPreference | undefined;
  /** Codes from an authenticator app. */
  readonly totp?: MFAPreference | undefined;
  /** Codes by e-mail. */
  readonly email?: MFAPreference | undefined;
}
