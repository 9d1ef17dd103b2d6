import { readMember } from '../values/members.js';

/** Waits for the next task, so that the page can do its work in between. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Replaces `requestIdleCallback` where it is missing. Long enough for a page to do its work after loading. */
const idleDelayMs = 200;

/** Calls back when the page is idle. Never calls back in workers and on servers. */
export function whenIdle(callback: () => void): void {
  if (readMember(globalThis, 'document') === undefined) return;
  if (readMember(globalThis, 'requestIdleCallback') !== undefined) {
    requestIdleCallback(callback);
  } else {
    const timer: unknown = setTimeout(callback, idleDelayMs);
    // In a test runner this may be a timer of Node's, which must not keep the process alive.
    if (readMember(timer, 'unref') !== undefined) (timer as { readonly unref: () => void }).unref();
  }
}
