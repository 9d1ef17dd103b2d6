/**
 * Pages and workers end without a word. Each holds a Web Lock as long as it lives, and whoever talks with it waits for that lock. A lock
 * that is free proves nothing: after the site's data is cleared, Chromium gives pages that are loaded from then on other locks than a
 * worker from before has. So whoever gets the lock asks the other side, which is gone if it does not answer either.
 */
import type { pageTimer } from '../platform/timer.js';
import { memberOfAny, ownMembers } from '../values/members.js';

const longestName = 100;

/** The other side is asked this often once its lock is free. */
const askEveryMs = 3_000;

/** It may be busy, or have been frozen together with this side, whose timers may come first afterwards. */
const mostUnanswered = 2;

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

/** What a watch does. */
interface Peer {
  /** Sends a question that the other side answers at once. */
  readonly ask: () => void;
  /** The other side is gone. */
  readonly gone: () => void;
}

/** Watches whether the other side of a port lives. */
export class LifeWatch {
  readonly #peer: Peer;
  readonly #timer: typeof pageTimer;
  #waiting = new AbortController();
  #unanswered = 0;
  #started: unknown;

  constructor(peer: Peer, timer: typeof pageTimer) {
    this.#peer = peer;
    this.#timer = timer;
  }

  /**
   * Watches, from the beginning if it did so before. Does nothing if no such lock can be.
   *
   * @param life - The name of the lock that the other side holds.
   */
  start(life: unknown): void {
    this.stop();
    if (typeof life !== 'string' || !life.startsWith('cognito-wasm-vault.') || life.length > longestName) return;
    const { signal } = (this.#waiting = new AbortController());
    const options: LockOptions = ownMembers({ signal });
    // Rejects if it is stopped, or in a page that is being closed.
    lockManager()
      ?.request(life, options, () => {
        if (!signal.aborted) this.#ask();
      })
      .catch(() => undefined);
  }

  /** The other side has sent something. */
  heard(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#waiting.abort();
    this.#timer.stop(this.#started);
    this.#unanswered = 0;
  }

  #ask(): void {
    if (this.#unanswered >= mostUnanswered) {
      this.stop();
      this.#peer.gone();
      return;
    }
    this.#unanswered += 1;
    this.#peer.ask();
    this.#started = this.#timer.start(() => {
      this.#ask();
    }, askEveryMs);
  }
}
