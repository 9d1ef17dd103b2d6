import { type AuthSession, fetchAuthSession } from 'cognito-wasm';
import type { ConsoleLog } from '../log/console-log';
import { summarizeSession } from './session-summary';

/** Fetches the session and logs it; undefined if that fails. */
export async function checkSession(log: ConsoleLog, { forceRefresh = false } = {}): Promise<AuthSession | undefined> {
  try {
    const session = await fetchAuthSession({ forceRefresh });
    log.info(`Auth session = ${summarizeSession(session)}`);
    return session;
  } catch (error) {
    log.error(`Failed to fetch auth session = ${String(error)}`);
    return undefined;
  }
}

/** The names of the errors in the session, those of the tokens first. */
export function failuresOf(session: AuthSession): string[] {
  return [
    session.userPoolTokensResult,
    session.userSubResult,
    session.identityIdResult,
    session.awsCredentialsResult,
  ].flatMap((result) => (result.type === 'FAILURE' ? [result.error.name] : []));
}
