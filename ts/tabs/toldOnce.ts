import type { View } from './storedView.js';

/** A change, and the instances that know of it. */
interface Change {
  readonly key: string;
  readonly knownBy: WeakSet<object>;
}

/** By hub: instances that share one, such as contexts of the same app client, must not tell of a change twice. */
const changes = new WeakMap<object, Change[]>();

/** As many as can be under way at once. */
const mostChanges = 16;

function keyOf(clientId: string, before: View | undefined, after: View): string {
  // Tokens are there once, so a session that has come or gone names the change.
  return `${clientId} ${after.current === undefined ? `-${before?.mark ?? ''}` : `+${after.mark}`}`;
}

/**
 * Records a change that an instance is about to tell its hub of.
 *
 * @returns Whether the hub has not heard of it from another instance.
 */
export function isNews(
  hub: object,
  instance: object,
  clientId: string,
  before: View | undefined,
  after: View,
): boolean {
  const known = changes.get(hub) ?? [];
  changes.set(hub, known);
  const key = keyOf(clientId, before, after);
  const told = known.find((change) => change.key === key && !change.knownBy.has(instance));
  if (told) {
    told.knownBy.add(instance);
    return false;
  }
  known.push({ key, knownBy: new WeakSet([instance]) });
  if (known.length > mostChanges) known.shift();
  return true;
}
