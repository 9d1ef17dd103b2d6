import type { Answer } from '../glance/glance.js';
import { memberOfAny } from '../values/members.js';
import { markOf } from './mark.js';
import type { Seen } from './firstSign.js';
import { placesOf, readView, userOf, type View, withoutCurrent } from './storedView.js';

/**
 * What the application has seen, as a view: another tab may have changed the session before this file was there.
 *
 * @param seen - What was stored, or the answer to `fetchAuthSession`.
 * @param view - What is stored now.
 */
export function viewOf(seen: Seen | Answer | undefined, clientId: string, view: View): View {
  if (!seen) return view;
  if (!('get' in seen)) return viewOfAnswer(seen, view);
  const storage = { getItem: (key: string) => seen.get(key) };
  const places = placesOf('local', clientId, { localStorage: storage, sessionStorage: storage });
  return places ? readView(places) : view;
}

function viewOfAnswer(answer: Answer, view: View): View {
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
