import { AuthError } from '../errors/authError.js';
import type { HubPayload, SignedOutReason } from '../hub/hubTypes.js';
import type { StoredUser, View } from './storedView.js';

/** What another tab says about a change. */
export interface Hint {
  /** The event that the other tab had. */
  readonly event: string;
  /** Why the session has ended. */
  readonly reason?: string | undefined;
}

const usersOnlyIn = (view: View, other: View): StoredUser[] =>
  Array.from(view.users).flatMap(([name, user]) => (other.users.has(name) ? [] : [user]));

/** Why a session is over in the other tabs, if it was signed out in one for this reason. The app's limits are the same everywhere. */
export const reasonElsewhere = (reason: unknown): SignedOutReason =>
  reason === 'idle' || reason === 'absolute' ? reason : 'otherTab';

const expired = (): AuthError =>
  new AuthError({
    name: 'SessionExpiredException',
    message: 'the session ended in another tab',
    category: 'sessionExpired',
    recoverySuggestion: 'Sign in again.',
  });

/**
 * The events for a change that another tab has made: those that it would have had itself, in the same order (see
 * `src/flow/session/adopt.rs`, `users.rs`, `deletion.rs` and `refresh.rs`).
 *
 * @param byTab - Whether a tab has said, or may have said, that it changed something. A session that is gone without that was
 * removed with the whole storage, by the user or the browser.
 * @param hint - What the other tab said about it, if it uses this package.
 */
export function changesBetween(before: View, after: View, byTab: boolean, hint?: Hint): HubPayload[] {
  const events: HubPayload[] = [];
  const isOver = before.current !== undefined && after.current === undefined;
  const isExpired = isOver && hint?.event === 'sessionExpired';
  if (isExpired) events.push({ event: 'sessionExpired', data: { reason: hint.reason ?? 'revoked', error: expired() } });
  if (isOver && hint?.event === 'userDeleted') events.push({ event: 'userDeleted' });
  if (before.hasList || after.hasList) {
    for (const { user } of usersOnlyIn(before, after)) events.push({ event: 'userSignedOut', data: user });
    for (const { user } of usersOnlyIn(after, before)) events.push({ event: 'userSignedIn', data: user });
  }
  const reason = byTab ? reasonElsewhere(hint?.reason) : 'storageCleared';
  if (isOver && !isExpired) events.push({ event: 'signedOut', data: { reason } });
  return [...events, ...changesOfCurrent(before, after, hint)];
}

function changesOfCurrent(before: View, after: View, hint?: Hint): HubPayload[] {
  const { current } = after;
  const now = current === undefined ? undefined : after.users.get(current);
  if (current === undefined || !now) return [];
  const signedIn: HubPayload = { event: 'signedIn', data: now.user };
  if (before.current === current) {
    if (before.users.get(current)?.tokenMark === now.tokenMark) return [];
    // Somebody who signs in again replaces the session, which the storage alone does not tell from a refresh.
    return [hint?.event === 'signedIn' ? signedIn : { event: 'tokenRefresh' }];
  }
  const switched: HubPayload = { event: 'switchActiveUser', data: now.user };
  if (before.current === undefined) return before.users.has(current) ? [switched, signedIn] : [signedIn];
  // Whoever was current is still signed in, beside the new one.
  return after.users.has(before.current) ? [switched] : [signedIn];
}
