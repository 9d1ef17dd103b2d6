import { invalidInput } from '../errors/invalidInput.js';
import type { AuthTOTPSetupDetails } from './mfaTypes.js';

/** The set-up of an authenticator app as Rust sends it. */
export interface TotpSetupData {
  readonly sharedSecret: string;
  /** The default name of the account. */
  readonly username: string;
}

function encoded(name: string): string {
  try {
    return encodeURIComponent(name);
  } catch (reason) {
    // An unpaired surrogate, or not a string.
    throw invalidInput('the name of the app or of the account is not text', reason);
  }
}

/**
 * Converts the set-up for the app: adds the function that makes the address for the QR code.
 *
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function toTotpSetup({ sharedSecret, username }: TotpSetupData): AuthTOTPSetupDetails {
  return {
    sharedSecret,
    getSetupUri: (appName, accountName = username) => {
      const issuer = encoded(appName);
      const label = `${issuer}:${encoded(accountName)}`;
      return new URL(`otpauth://totp/${label}?secret=${encodeURIComponent(sharedSecret)}&issuer=${issuer}`);
    },
  };
}
