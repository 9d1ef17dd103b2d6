import type { AuthTOTPSetupDetails } from '../types/signIn.js';

/** The set-up of an authenticator app as Rust sends it. */
export interface TotpSetupData {
  readonly sharedSecret: string;
  /** The name of the account where the app gives none. */
  readonly username: string;
}

/**
 * Adds the address for the QR code.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function toTotpSetup({ sharedSecret, username }: TotpSetupData): AuthTOTPSetupDetails {
  return {
    sharedSecret,
    getSetupUri: (appName, accountName = username) => {
      const issuer = encodeURIComponent(appName);
      const label = `${issuer}:${encodeURIComponent(accountName)}`;
      return new URL(`otpauth://totp/${label}?secret=${encodeURIComponent(sharedSecret)}&issuer=${issuer}`);
    },
  };
}
