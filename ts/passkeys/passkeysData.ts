import { ownMembers } from '../values/members.js';
import type { AuthWebAuthnCredential, ListWebAuthnCredentialsOutput } from './passkeysTypes.js';
import { toDate } from '../values/toDate.js';

/** A passkey as Rust sends it: its time is seconds since the epoch, and what Cognito does not tell is absent. */
export type PasskeyData = Partial<Omit<AuthWebAuthnCredential, 'createdAt'>> & { readonly createdAt?: number };

/** Passkeys as Rust sends them. */
export interface PasskeysData {
  readonly credentials?: PasskeyData[];
  readonly nextToken?: string;
}

function toPasskey(given: PasskeyData): AuthWebAuthnCredential {
  const data = ownMembers(given);
  return {
    ...data,
    credentialId: data.credentialId,
    friendlyCredentialName: data.friendlyCredentialName,
    relyingPartyId: data.relyingPartyId,
    authenticatorTransports: data.authenticatorTransports,
    createdAt: toDate(data.createdAt),
  };
}

/** Passkeys as the app sees them: with dates. */
export function toPasskeys(data: PasskeysData): ListWebAuthnCredentialsOutput {
  const { credentials = [], nextToken } = ownMembers(data);
  return { credentials: credentials.map(toPasskey), ...(nextToken !== undefined && { nextToken }) };
}
