import { Hub, type SignedOutReason } from 'cognito-wasm';

/**
 * Calls back when a user has signed in or the session has ended, but not in this page: in another tab, or because the
 * storage was cleared.
 *
 * @param callback - Gets the reason if the user has been signed out.
 */
export function onSignedInOrOutElsewhere(callback: (reason?: SignedOutReason) => void): void {
  Hub.listen('auth', ({ payload, crossTab }) => {
    if (!crossTab) return;
    if (payload.event === 'signedOut') callback(payload.data.reason);
    else if (payload.event === 'signedIn' || payload.event === 'sessionExpired') callback();
  });
}
