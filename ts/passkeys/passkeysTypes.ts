import type { CallOptions } from '../types/callOptions.js';

/** A passkey of the user. */
export interface AuthWebAuthnCredential {
  /** Its id, for `deleteWebAuthnCredential`. */
  readonly credentialId: string | undefined;
  /** What Cognito calls it, after the kind of authenticator. */
  readonly friendlyCredentialName: string | undefined;
  /** The domain that it is for. */
  readonly relyingPartyId: string | undefined;
  /** `platform` for one that is built in, `cross-platform` for one that is plugged in or near. */
  readonly authenticatorAttachment?: string;
  /** How it is reached: `internal`, `hybrid`, `usb`, `nfc`, `ble`. */
  readonly authenticatorTransports: string[] | undefined;
  /** When it was made. */
  readonly createdAt: Date | undefined;
}

/** Input of `listWebAuthnCredentials`. */
export interface ListWebAuthnCredentialsInput extends CallOptions {
  /** How many at a time. Without it, and without `nextToken`, all are listed. */
  readonly pageSize?: number | undefined;
  /** From the page before. */
  readonly nextToken?: string | undefined;
}

/** Output of `listWebAuthnCredentials`. */
export interface ListWebAuthnCredentialsOutput {
  /** The passkeys. */
  readonly credentials: AuthWebAuthnCredential[];
  /** Leads to the next page; absent on the last, and when all were asked for. */
  readonly nextToken?: string;
}

/** Input of `deleteWebAuthnCredential`. */
export interface DeleteWebAuthnCredentialInput extends CallOptions {
  /** The id, as `listWebAuthnCredentials` lists it. */
  readonly credentialId: string;
}
