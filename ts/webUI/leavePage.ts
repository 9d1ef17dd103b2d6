import { invalidInput } from '../errors/invalidInput.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { leaveFor, pageAddress, whenRestored } from '../platform/pages.js';
import type { BegunData, ReturnData } from '../redirect/redirectHost.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { SignInWithRedirectInput, WebUISignIn } from './webUITypes.js';

/** Converts what an address has led to. */
export function toWebUISignIn(data: ReturnData): WebUISignIn | undefined {
  return data && 'user' in data ? { isSignedIn: true, ...data } : undefined;
}

/** Begins a sign-in. Functions do not cross to Rust, so the opener is taken out of the input. */
export async function begin(auth: AuthInstance, input: object, mode: string): Promise<BegunData> {
  return auth.run<BegunData>('beginRedirect', { ...ownMembers(input), mode, page: pageAddress() });
}

/** Leaves the page for Cognito's pages, or has the app's opener show them. */
export async function leavePage(auth: AuthInstance, input: SignInWithRedirectInput): Promise<void> {
  const given = memberOfAny(input, 'options');
  const opener = memberOfAny(given, 'authSessionOpener');
  if (opener === undefined || opener === null) {
    const { url, state } = await begin(auth, input, 'redirect');
    // Back without loading: the sign-in is cancelled.
    whenRestored(() => {
      auth.redirects.run('cancelRedirect', { state, end: 'back' }).catch(() => undefined);
    });
    leaveFor(url);
    return;
  }
  if (typeof opener !== 'function') throw invalidInput('`authSessionOpener` is not a function');
  const { authSessionOpener, preferPrivateSession, ...options } = ownMembers(
    given as NonNullable<SignInWithRedirectInput['options']>,
  );
  const begun = await begin(auth, { ...ownMembers(input), options }, 'popup');
  await show(auth, authSessionOpener as AuthSessionOpener, begun, preferPrivateSession);
}

async function show(
  auth: AuthInstance,
  opener: AuthSessionOpener,
  { url, state }: BegunData,
  preferPrivateSession: boolean | undefined,
): Promise<void> {
  const redirects = auth.getConfig().Auth?.Cognito.loginWith?.oauth?.redirectSignIn ?? [];
  let result: unknown;
  try {
    result = await opener(url, redirects, preferPrivateSession);
  } catch (reason) {
    await auth.run('cancelRedirect', { state, end: 'opener', message: String(memberOfAny(reason, 'message')) });
    throw reason;
  }
  const type = memberOfAny(result, 'type');
  const address = memberOfAny(result, 'url');
  if (type === 'success' && typeof address === 'string') {
    await auth.redirects.run('completeRedirect', { address, state });
  } else if (type === 'error' || type === 'canceled') {
    const message = type === 'error' ? String(memberOfAny(result, 'error')) : type;
    await auth.redirects.run('cancelRedirect', { state, end: 'opener', message });
  }
}
