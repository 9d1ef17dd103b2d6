import { invalidInput } from '../errors/invalidInput.js';
import { leaveFor, pageAddress, whenRestored } from '../platform/pages.js';
import type { AuthSessionOpener } from '../types/authSession.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { BegunData, RedirectHost } from './redirectHost.js';

/** Begins a sign-in. */
export function begin({ call }: RedirectHost, input: object, mode: string): Promise<BegunData> {
  return call<BegunData>('beginRedirect', { ...ownMembers(input), mode, page: pageAddress() });
}

/** Leaves the page for Cognito's pages, or has the app's opener show them. */
export async function leavePage(host: RedirectHost, input: object): Promise<void> {
  const given = memberOfAny(input, 'options');
  const opener = memberOfAny(given, 'authSessionOpener');
  if (opener === undefined || opener === null) {
    const { url, state } = await begin(host, input, 'redirect');
    // Back without loading: the sign-in is cancelled.
    whenRestored(() => {
      host.run('cancelRedirect', { state, end: 'back' }).catch(() => undefined);
    });
    leaveFor(url);
    return;
  }
  if (typeof opener !== 'function') throw invalidInput('`authSessionOpener` is not a function');
  // Functions do not cross to Rust, so the opener is taken out of the input.
  const {
    authSessionOpener: _,
    preferPrivateSession,
    ...options
  } = ownMembers(given as { readonly authSessionOpener: unknown; readonly preferPrivateSession?: unknown });
  const begun = await begin(host, { ...ownMembers(input), options }, 'popup');
  await show(host, opener as AuthSessionOpener, begun, preferPrivateSession === true);
}

async function show(
  { run, redirectUrls }: RedirectHost,
  opener: AuthSessionOpener,
  { url, state }: BegunData,
  preferPrivateSession: boolean,
): Promise<void> {
  let result: unknown;
  try {
    result = await opener(url, redirectUrls('redirectSignIn'), preferPrivateSession);
  } catch (reason) {
    await run('cancelRedirect', { state, end: 'opener', message: String(memberOfAny(reason, 'message')) });
    throw reason;
  }
  const type = memberOfAny(result, 'type');
  const address = memberOfAny(result, 'url');
  if (type === 'success' && typeof address === 'string') {
    await run('completeRedirect', { address, state });
  } else if (type === 'error' || type === 'canceled') {
    const message = type === 'error' ? String(memberOfAny(result, 'error')) : type;
    await run('cancelRedirect', { state, end: 'opener', message });
  }
}
