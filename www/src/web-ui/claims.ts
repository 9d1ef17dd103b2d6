import type { AuthSession } from 'cognito-wasm';
import type { Claims } from './journey';

/** The claims that a sign-in is checked by, at a time by Cognito’s clock; undefined without tokens. */
export function claimsOf({ tokens }: AuthSession, now: number): Claims | undefined {
  if (!tokens?.idToken) return undefined;
  const access = tokens.accessToken.payload;
  const id = tokens.idToken.payload;
  const claims: Readonly<Record<string, unknown>> = {
    idIssuer: id.iss,
    accessIssuer: access.iss,
    audience: id.aud,
    clientId: access.client_id,
    idUse: id.token_use,
    accessUse: access.token_use,
    nonce: id.nonce,
  };
  const texts = Object.fromEntries(Object.entries(claims).filter(([, value]) => typeof value === 'string'));
  return {
    ...texts,
    isOneUser: id.sub !== undefined && id.sub === access.sub,
    isInTime: [id.exp, access.exp].every((exp) => exp !== undefined && exp * 1000 > now),
  };
}
