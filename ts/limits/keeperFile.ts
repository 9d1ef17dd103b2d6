/**
 * The file with what watches over a session, which is imported when an app wants it. It is bundled for the same reason as
 * `loader/moduleFile.ts`.
 */
import { toAuthError } from '../errors/toAuthError.js';
import { watchedPage } from '../platform/watchedPage.js';
import { decodeJWT } from '../token/decodeJWT.js';
import type { SessionData } from '../wire/sessionData.js';
import type { GivenPolicy, KeepingHost } from './keepingHost.js';
import type { KeptSession } from './keptSession.js';
import { policyOf } from './policy.js';
import { SessionKeeper } from './sessionKeeper.js';

export { version } from '../loader/version.js';
export { policyOf, SessionKeeper };

/** The session of an instance, for its keeper: the tokens alone matter. */
export function keptSession({ run, tell }: KeepingHost): KeptSession {
  return {
    async times() {
      const { userPoolTokensResult, clockDrift = 0 } = await run<SessionData>('getTokens', { allowStale: true });
      if (userPoolTokensResult.type === 'FAILURE') {
        // Nobody is signed in, or an identity is federated.
        if (/^(SignedOut|InvalidState)Exception$/.test(userPoolTokensResult.error.name)) return undefined;
        throw toAuthError(userPoolTokensResult.error);
      }
      const { accessToken, idToken = accessToken } = userPoolTokensResult.value;
      const [access, id] = [accessToken, idToken].map((token) => decodeJWT(token).payload);
      const at = (seconds: unknown): number => Number(seconds ?? 0) * 1_000 - clockDrift;
      return { startedAt: at(access?.auth_time ?? access?.iat), expiresAt: Math.min(at(access?.exp), at(id?.exp)) };
    },
    async refresh() {
      const { userPoolTokensResult } = await run<SessionData>('getTokens', { forceRefresh: true });
      if (userPoolTokensResult.type === 'FAILURE') throw toAuthError(userPoolTokensResult.error);
    },
    async end(reason) {
      // Whoever comes to a page that was left alone could switch to a parked user.
      await run('signOut', { reason, allUsers: reason === 'idle', inBackground: true });
    },
    tell(event, data) {
      tell(data ? { event, data } : { event });
    },
  };
}

/**
 * Makes what watches over the session of an instance in this page, once it is started.
 *
 * @throws `AuthError` named `InvalidParameterException` for a wrong option, and what is wrong with the configuration.
 */
export async function keepSession(options: GivenPolicy, host: KeepingHost): Promise<SessionKeeper> {
  const policy = policyOf(options);
  const clientId = (await host.accepted())?.Auth?.Cognito.userPoolClientId;
  return new SessionKeeper(policy, keptSession(host), watchedPage(String(clientId)));
}
