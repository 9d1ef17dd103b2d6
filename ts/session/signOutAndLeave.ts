import type { AuthInstance } from '../instance/authInstance.js';
import { redirectFile } from '../instance/returning.js';
import { withPage } from '../instance/withPage.js';
import { dismiss } from '../platform/dismissal.js';
import { leaveFor } from '../platform/pages.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny } from '../values/members.js';
import { type SignOutData, toSignOutOutput } from './signOutData.js';
import type { SignOutInput, SignOutOutput } from './signOutTypes.js';

/** Signs out, here first, and then at Cognito's pages if that is where the user has signed in. */
export async function signOutAndLeave(auth: AuthInstance, input: SignOutInput): Promise<SignOutOutput> {
  const oauth = memberOfAny(input, 'oauth');
  const opener = memberOfAny(oauth, 'authSessionOpener');
  const hasOpener = typeof opener === 'function';
  try {
    const given = withPage(input);
    // Functions do not cross to Rust, which refuses anything else.
    const plain = hasOpener
      ? // What an opener shows needs no page to come back to.
        { page: '', ...(given as object), oauth: { redirectUrl: memberOfAny(oauth, 'redirectUrl') } }
      : given;
    const data = await auth.run<SignOutData>('signOut', plain);
    // Its own member: whoever can add one to every object must not choose where the user goes.
    const logoutUrl = memberOfAny(data, 'logoutUrl');
    if (typeof logoutUrl !== 'string') return toSignOutOutput(data);
    if (hasOpener) await (await redirectFile()).showLogout(auth.redirects, opener as AuthSessionOpener, logoutUrl);
    else leaveFor(logoutUrl);
    return toSignOutOutput(data);
  } finally {
    dismiss(opener);
  }
}
