import type { AuthInstance } from '../instance/authInstance.js';
import { redirectFile } from '../instance/returning.js';
import { takeSignal } from '../instance/takeSignal.js';
import { openWindow } from '../platform/pages.js';
import type { ReturnData } from '../redirect/redirectHost.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import { begin, leavePage, toWebUISignIn } from './leavePage.js';
import type { SignInWithWebUIInput, SignInWithWebUIOutput } from './webUITypes.js';

/** What came back to a call that waits for it. A refused silent sign-in is data. */
function toOutput(data: ReturnData): SignInWithWebUIOutput {
  const code = memberOfAny(data, 'code');
  return toWebUISignIn(data) ?? { isSignedIn: false, reason: typeof code === 'string' ? code : 'timeout' };
}

/** Shows Cognito's pages in a window, in place of this page, or nowhere. */
export async function openPages(auth: AuthInstance, input: SignInWithWebUIInput): Promise<SignInWithWebUIOutput> {
  const { mode = 'popup' } = ownMembers(input);
  if (mode === 'redirect') {
    const { signal: _, ...rest } = ownMembers(input);
    await leavePage(auth, rest);
    return { isSignedIn: false, reason: 'redirected' };
  }
  if (mode === 'silent') return signInSilently(auth, input);
  // At once, while the click is handled: browsers block windows that come later.
  const opened = openWindow();
  try {
    const { data, signal } = takeSignal(input);
    const begun = await begin(auth, { ...ownMembers(data as object) }, mode);
    const { awaitWindow } = await redirectFile();
    if (!opened) {
      await auth.redirects.run('cancelRedirect', { state: begun.state, end: 'blocked' });
      return { isSignedIn: false, reason: 'timeout' };
    }
    return toOutput(await awaitWindow(auth.redirects, opened, begun, signal));
  } catch (reason) {
    opened?.close();
    throw reason;
  }
}

async function signInSilently(auth: AuthInstance, input: SignInWithWebUIInput): Promise<SignInWithWebUIOutput> {
  const { data, signal } = takeSignal(input);
  const { options, ...rest } = ownMembers(data as SignInWithWebUIInput);
  const begun = await begin(auth, { ...rest, options: { ...options, prompt: 'NONE' } }, 'silent');
  const { awaitFrame } = await redirectFile();
  return toOutput(await awaitFrame(auth.redirects, begun, signal));
}
