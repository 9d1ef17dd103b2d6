/** AWS credentials that Rust has kept for this tab: see `src/flow/session/tab_credentials.rs`. */
import { memberOfAny } from '../values/members.js';
import type { View } from './storedView.js';

const prefix = 'cognito-wasm.credentials.';

/** Whose credentials are kept while this is stored: the `sub` of the current user, or empty for a guest. */
const ownerIn = ({ current, users }: View): string => users.get(current ?? '')?.user.userId ?? '';

/** Whether an item is of this owner. One that is damaged is removed by Rust when it looks at it. */
function isOf(owner: string, item: string | null): boolean {
  try {
    return memberOfAny(JSON.parse(item ?? ''), 'owner') === owner;
  } catch {
    return false;
  }
}

/** Removes the credentials of somebody who has been signed out, or replaced by somebody else, in another tab. */
export function removeOutdatedCredentials(page: unknown, before: View, after: View): void {
  const owner = ownerIn(before);
  if (ownerIn(after) === owner) return;
  try {
    const items = memberOfAny(page, 'sessionStorage') as Storage;
    const names = Array.from({ length: items.length }, (_, index) => items.key(index));
    for (const name of names) if (name?.startsWith(prefix) && isOf(owner, items.getItem(name))) items.removeItem(name);
  } catch {
    // The page is denied the storage.
  }
}
