/**
 * Pages and workers end without a word. Each holds a Web Lock as long as it lives, and whoever talks with it waits for that lock.
 */
import { memberOfAny, ownMembers } from '../values/members.js';

const longestName = 100;

function lockManager(): LockManager | undefined {
  return memberOfAny(memberOfAny(globalThis, 'navigator'), 'locks') as LockManager | undefined;
}

/** Takes a lock and never releases it. Resolves with its name, which is empty where there are no locks. */
export async function holdLife(): Promise<string> {
  const locks = lockManager();
  if (!locks) return '';
  const name = `cognito-wasm-vault.${crypto.randomUUID()}`;
  return await new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve(name);
        return new Promise(() => undefined);
      })
      .catch(() => {
        resolve('');
      });
  });
}

/**
 * Calls back when the holder of a lock is gone; never if the name is that of no such lock.
 *
 * @param signal - Stops waiting.
 */
export function whenGone(name: unknown, act: () => void, signal?: AbortSignal): void {
  if (typeof name !== 'string' || !name.startsWith('cognito-wasm-vault.') || name.length > longestName) return;
  const options: LockOptions = ownMembers(signal ? { signal } : {});
  // Rejects if it is stopped, or in a page that is being closed.
  lockManager()
    ?.request(name, options, act)
    .catch(() => undefined);
}
