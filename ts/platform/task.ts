import { ownMembers, readMember } from '../values/members.js';

/** What a start does between its steps if it must not delay the page. */
export type Pause = () => Promise<void>;

/**
 * Resolves at once, so that what awaits it runs after the present script. `Promise.resolve().then(…)` would do, but Parcel takes it for
 * an `import()` of the same file, and loads that.
 */
export function soon(): Promise<void> {
  return Promise.resolve();
}

/** Waits for the next task, so that the page can do its work in between. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Replaces `requestIdleCallback` where it is missing. Long enough for a page to do its work after loading. */
const idleDelayMs = 200;

/** Calls back when the page has been loaded and is idle. Never calls back in workers and on servers. */
export function whenIdle(callback: () => void): void {
  const page = readMember(globalThis, 'document');
  if (page === undefined) return;
  if (readMember(page, 'readyState') === 'loading' || readMember(page, 'readyState') === 'interactive') {
    addEventListener(
      'load',
      () => {
        whenIdle(callback);
      },
      ownMembers({ once: true }),
    );
  } else if (readMember(globalThis, 'requestIdleCallback') !== undefined) {
    requestIdleCallback(callback);
  } else {
    const timer: unknown = setTimeout(callback, idleDelayMs);
    // In a test runner this may be a timer of Node's, which must not keep the process alive.
    if (readMember(timer, 'unref') !== undefined) (timer as { readonly unref: () => void }).unref();
  }
}

/** Calls back when the page is online again. Never calls back in workers and on servers. */
export function whenOnline(callback: () => void): void {
  if (readMember(globalThis, 'document') !== undefined)
    addEventListener('online', callback, ownMembers({ once: true }));
}
