/**
 * The file with what watches over a session, which is imported when an app wants it. It is bundled for the same reason as
 * `loader/moduleFile.ts`.
 */
import { keeperPage } from './keeperPage.js';
import type { KeptSession } from './keptSession.js';
import { policyOf } from './policy.js';
import { SessionKeeper } from './sessionKeeper.js';

export { version } from '../loader/version.js';
export { policyOf, SessionKeeper };

/**
 * Watches over the session of an app client in this page.
 *
 * @throws `AuthError` named `InvalidParameterException` for a wrong option.
 */
export function keepSession(
  options: Parameters<typeof policyOf>[0],
  session: KeptSession,
  clientId: string,
): SessionKeeper {
  return new SessionKeeper(policyOf(options), session, keeperPage(clientId));
}
