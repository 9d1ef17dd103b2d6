import type { CallOptions } from '../types/callOptions.js';

/** A passkey of the user. */
export interface AuthWebAuthnCredential {
  /** The id, for `deleteWebAuthnCredential`. */
  readonly credentialId: string | undefined;
  /** Cognito's name for it, based on the kind of authenticator. */
  readonly friendlyCredentialName: string | undefined;
  /** The domain that it belongs to. */
  readonly relyingPartyId: string | undefined;
  /** `platform` for a built-in authenticator, `cross-platform` for one that is plugged in or nearby. */
  readonly authenticatorAttachment?: string;
  /** How the browser reaches it: `internal`, `hybrid`, `usb`, `nfc`, `ble`. */
  readonly authenticatorTransports: string[] | undefined;
  /** When it was made. */
  readonly createdAt: Date | undefined;
}

/** Input of `listWebAuthnCredentials`. */
export interface ListWebAuthnCredentialsInput extends CallOptions {
  /** The size of a page. Without it and `nextToken`, all passkeys are listed. */
  readonly pageSize?: number | undefined;
  /** The `nextToken` of the previous page. */
  readonly nextToken?: string | undefined;
}

/** Output of `listWebAuthnCredentials`. */
export interface ListWebAuthnCredentialsOutput {
  /** The passkeys. */
  readonly credentials: AuthWebAuthnCredential[];
  /** Gets the next page. Absent on the last page, and if all passkeys were listed. */
  readonly nextToken?: string;
}

/** Input of `deleteWebAuthnCredential`. */
export interface DeleteWebAuthnCredentialInput extends CallOptions {
  /** The id, as `listWebAuthnCredentials` lists it. */
  readonly credentialId: string;
}
