import { ownMembers } from '../values/members.js';
import type { AuthWebAuthnCredential, ListWebAuthnCredentialsOutput } from './passkeysTypes.js';
import { toDate } from '../values/toDate.js';

/** A passkey as Rust sends it. The time is in seconds since the epoch. What Cognito does not send is absent. */
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

/** Converts passkeys for the app: times become dates. */
export function toPasskeys(data: PasskeysData): ListWebAuthnCredentialsOutput {
  const { credentials = [], nextToken } = ownMembers(data);
  return { credentials: credentials.map(toPasskey), ...(nextToken !== undefined && { nextToken }) };
}
