import type { AuthSession, AuthSessionResult } from 'cognito-wasm';

/** Describes a session in one line of JSON: what it holds and when that expires, but never a token or a key. */
export function summarizeSession(session: AuthSession): string {
  const { identityIdResult, awsCredentialsResult, userSubResult, userPoolTokensResult } = session;
  const accessToken = session.tokens?.accessToken;
  const idToken = session.tokens?.idToken;
  return JSON.stringify({
    isSignedIn: session.isSignedIn,
    userSub: describe(userSubResult, (sub) => sub),
    identityId: describe(identityIdResult, (id) => id),
    awsCredentials: describe(awsCredentialsResult, ({ expiration }) => validUntil(expiration)),
    userPoolTokens: describe(userPoolTokensResult, () => ({
      accessToken: validUntil(expiryOf(accessToken?.payload.exp)),
      ...(idToken ? { idToken: validUntil(expiryOf(idToken.payload.exp)) } : {}),
    })),
  });
}

/** The expiry time in a token's `exp` claim; undefined without one. */
export function expiryOf(exp: number | undefined): Date | undefined {
  return exp === undefined ? undefined : new Date(exp * 1000);
}

function describe<T>(result: AuthSessionResult<T>, show: (value: T) => unknown): unknown {
  return result.type === 'SUCCESS' ? show(result.value) : { failed: result.error.name };
}

function validUntil(date: Date | undefined): string {
  return date ? `valid until ${date.toISOString()}` : 'valid';
}
