import type { JWT } from 'cognito-wasm';
import type { Fact } from './facts';

/** Claims of an ID token that describe the token or the sign-in instead of the person. */
const PROTOCOL_CLAIMS = new Set([
  'at_hash',
  'aud',
  'auth_time',
  'event_id',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
]);

const LABELS: Readonly<Record<string, string>> = {
  email: 'E-mail',
  email_verified: 'E-mail confirmed',
  phone_number: 'Phone',
  phone_number_verified: 'Phone confirmed',
};

/** What the ID token says about the person: the user id and every attribute in its claims. */
export function profileFacts(userId: string, idToken: JWT | undefined): Fact[] {
  const attributes = Object.entries(idToken?.payload ?? {})
    .filter(([claim]) => !PROTOCOL_CLAIMS.has(claim) && !claim.startsWith('cognito:'))
    .map(([claim, value]) => ({ label: LABELS[claim] ?? labelOf(claim), value: readable(value) }));
  return [...attributes, { label: 'User ID', value: userId }];
}

function labelOf(claim: string): string {
  const words = claim.replace(/^custom:/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function readable(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
