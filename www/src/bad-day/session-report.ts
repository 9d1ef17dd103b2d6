import { type AuthSession, getCurrentUser } from 'cognito-wasm';
import { expiryOf } from '../session/session-summary';
import type { Fact } from '../ui/facts';
import { cognitoNow } from './page-clock';

const MINUTE = 60_000;

const statusTexts: Readonly<Record<AuthSession['status'], string>> = {
  active: 'active: the tokens are valid',
  stale: 'stale: still signed in, but the tokens have expired',
  signedOut: 'signed out',
};

/** Why a session has no tokens. */
const absences: Readonly<Record<AuthSession['status'], string>> = {
  active: 'not refreshed; the stored one is still valid',
  stale: 'expired, and not refreshed',
  signedOut: 'none',
};

/** A session in words: its status, whose it is, how long its tokens are valid, and why there are none. */
export async function sessionReport(session: AuthSession): Promise<Fact[]> {
  const { status, tokens, userPoolTokensResult: result } = session;
  const user = status === 'signedOut' ? 'nobody' : await storedUser();
  return [
    { label: 'Status', value: statusTexts[status] },
    { label: 'User', value: user },
    { label: 'Access token', value: tokens ? lifeOf(expiryOf(tokens.accessToken.payload.exp)) : absences[status] },
    ...(status !== 'signedOut' && result.type === 'FAILURE'
      ? [{ label: 'Reason', value: `${result.error.name}: ${result.error.message}` }]
      : []),
  ];
}

/** Unknown if a token is missing, until a refresh has repaired the session. */
function storedUser(): Promise<string> {
  return getCurrentUser({ allowStale: true }).then(
    ({ username }) => username,
    () => 'unknown until the next refresh',
  );
}

function lifeOf(expiry: Date | undefined): string {
  if (!expiry) return 'valid for an unknown time';
  const left = expiry.getTime() - cognitoNow();
  const minutes = Math.floor(Math.abs(left) / MINUTE);
  const duration = minutes === 0 ? 'less than a minute' : `${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return left > 0 ? `valid for ${duration}` : `expired ${duration} ago`;
}
