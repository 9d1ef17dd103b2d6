import type { WebURL } from '../platform/webTypes.js';
import type { CallOptions } from '../types/callOptions.js';

/** The kinds of second factor. */
export type AuthMFAType = 'SMS' | 'TOTP' | 'EMAIL';

/** What an authenticator app needs to know. */
export interface AuthTOTPSetupDetails {
  /** The shared secret in base32, for typing by hand. */
  readonly sharedSecret: string;
  /** The `otpauth:` address to show as a QR code; `accountName` defaults to the user name. */
  getSetupUri(appName: string, accountName?: string): WebURL;
}

/** Output of `setUpTOTP`: what an authenticator app needs to know. */
export type SetUpTOTPOutput = AuthTOTPSetupDetails;

/** Options of `verifyTOTPSetup`. */
export interface VerifyTOTPSetupOptions extends CallOptions {
  /** What the user calls the authenticator app. */
  readonly friendlyDeviceName?: string | undefined;
}

/** Input of `verifyTOTPSetup`. */
export interface VerifyTOTPSetupInput {
  /** The code that the authenticator app shows. */
  readonly code: string;
  /** Further wishes. */
  readonly options?: VerifyTOTPSetupOptions | undefined;
}

/** Output of `fetchMFAPreference`. */
export interface FetchMFAPreferenceOutput {
  /** The second factors that the user has; absent when Cognito lists none. */
  readonly enabled?: AuthMFAType[];
  /** The one that is asked first; absent when there is none. */
  readonly preferred?: AuthMFAType;
}

/** What is to become of a second factor: used or not, and if so whether it is asked first. */
export type MFAPreference = 'ENABLED' | 'DISABLED' | 'PREFERRED' | 'NOT_PREFERRED';

/** Input of `updateMFAPreference`: at least one of the factors. */
export interface UpdateMFAPreferenceInput extends CallOptions {
  /** Codes by text message. */
  readonly sms?: MFAPreference | undefined;
  /** Codes of an authenticator app. */
  readonly totp?: MFAPreference | undefined;
  /** Codes by e-mail. */
  readonly email?: MFAPreference | undefined;
}
