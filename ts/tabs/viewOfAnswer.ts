import type { Answer } from '../glance/glance.js';
import { memberOfAny } from '../values/members.js';
import { markOf } from './mark.js';
import { userOf, type View, withoutCurrent } from './storedView.js';

/**
 * What the page was answered first, as a view: another tab may have changed the session before this file was there.
 *
 * @param answer - The answer to `fetchAuthSession`.
 * @param view - What is stored now.
 */
export function viewOfAnswer(answer: Answer | undefined, view: View): View {
  if (!answer) return view;
  if (!answer.isSignedIn) return withoutCurrent(view);
  const tokens = memberOfAny(memberOfAny(answer.output, 'userPoolTokensResult'), 'value');
  const [accessToken, idToken] = [memberOfAny(tokens, 'accessToken'), memberOfAny(tokens, 'idToken')].map(String);
  const user = userOf('', accessToken ?? '', idToken ?? '', '');
  if (!accessToken || !user) return view;
  const now = view.users.get(view.current ?? '');
  const tokenMark = markOf(accessToken);
  if (now?.tokenMark === tokenMark) return view;
  const current = now?.user.username === user.username ? view.current : user.username;
  const users = new Map(view.users).set(current ?? '', { user, tokenMark });
  return { ...view, current, users, mark: tokenMark };
}
