import { readMember } from '../values/members.js';

/** Waits until whatever the page has to do has had its turn. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Where there is no `requestIdleCallback`: later than what a page does when it has loaded. */
const idleDelayMs = 200;

/** Calls back when a page has nothing better to do. Workers and servers are no pages: nothing is called there. */
export function whenIdle(callback: () => void): void {
  if (readMember(globalThis, 'document') === undefined) return;
  if (readMember(globalThis, 'requestIdleCallback') !== undefined) {
    requestIdleCallback(callback);
  } else {
    const timer: unknown = setTimeout(callback, idleDelayMs);
    // In a test runner the page may have Node's timers, and nothing waits for this one.
    if (readMember(timer, 'unref') !== undefined) (timer as { readonly unref: () => void }).unref();
  }
}
