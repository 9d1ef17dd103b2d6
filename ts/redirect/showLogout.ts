import { AuthError } from '../errors/authError.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny } from '../values/members.js';
import type { RedirectHost } from './redirectHost.js';

/** Has the app's opener sign the user out at Cognito's pages. */
export async function showLogout({ redirectUrls }: RedirectHost, opener: unknown, address: string): Promise<void> {
  const result: unknown = await (opener as AuthSessionOpener)(address, redirectUrls('redirectSignOut'));
  if (memberOfAny(result, 'type') !== 'error') return;
  throw new AuthError({
    name: 'OAuthSignOutException',
    message: 'the user is signed out here, and could not be signed out at the pages of Cognito',
    recoverySuggestion: 'Let the user close the browser, or sign in and out again.',
    underlyingError: memberOfAny(result, 'error'),
  });
}
