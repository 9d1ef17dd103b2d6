import { AuthError } from '../errors/authError.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { withPage } from '../instance/withPage.js';
import { leaveFor } from '../platform/pages.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny } from '../values/members.js';
import { type SignOutData, toSignOutOutput } from './signOutData.js';
import type { SignOutInput, SignOutOutput } from './signOutTypes.js';

/** Signs out, here first, and then at Cognito's pages if that is where the user has signed in. */
export async function signOutAndLeave(auth: AuthInstance, input: SignOutInput): Promise<SignOutOutput> {
  const oauth = memberOfAny(input, 'oauth');
  const opener = memberOfAny(oauth, 'authSessionOpener');
  const given = withPage(input);
  // Functions do not cross to Rust.
  const plain =
    opener === undefined ? given : { ...(given as object), oauth: { redirectUrl: memberOfAny(oauth, 'redirectUrl') } };
  const data = await auth.run<SignOutData>('signOut', plain);
  const { logoutUrl } = data;
  if (logoutUrl === undefined) return toSignOutOutput(data);
  if (opener === undefined) leaveFor(logoutUrl);
  else await show(opener as AuthSessionOpener, logoutUrl, auth);
  return toSignOutOutput(data);
}

async function show(opener: AuthSessionOpener, address: string, auth: AuthInstance): Promise<void> {
  const redirects = auth.getConfig().Auth?.Cognito.loginWith?.oauth?.redirectSignOut ?? [];
  const result: unknown = await opener(address, redirects);
  if (memberOfAny(result, 'type') !== 'error') return;
  throw new AuthError({
    name: 'OAuthSignOutException',
    message: 'the user is signed out here, and could not be signed out at the pages of Cognito',
    recoverySuggestion: 'Let the user close the browser, or sign in and out again.',
    underlyingError: memberOfAny(result, 'error'),
  });
}
