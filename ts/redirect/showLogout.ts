import { AuthError } from '../errors/authError.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny } from '../values/members.js';
import type { RedirectHost } from './redirectHost.js';

/** Has the app's opener sign the user out at Cognito's pages. */
export async function showLogout(
  { redirectUrls }: RedirectHost,
  opener: AuthSessionOpener,
  address: string,
): Promise<void> {
  let result: unknown;
  try {
    result = await opener(address, redirectUrls('redirectSignOut'));
  } catch (error) {
    result = { type: 'error', error };
  }
  const type = memberOfAny(result, 'type');
  if (type !== 'error' && type !== 'canceled') return;
  const isCancelled = type === 'canceled';
  throw new AuthError({
    name: isCancelled ? 'UserCancelledException' : 'OAuthSignOutException',
    message: isCancelled
      ? 'the user is signed out here, and has closed the pages of Cognito before they had come back'
      : 'the user is signed out here, and could not be signed out at the pages of Cognito',
    category: isCancelled ? 'invalidState' : 'service',
    recoverySuggestion: 'Let the user close the browser, or sign in and out again.',
    underlyingError: memberOfAny(result, 'error'),
  });
}
