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
  if (!('document' in globalThis)) return;
  if ('requestIdleCallback' in globalThis) {
    requestIdleCallback(callback);
  } else {
    const timer: unknown = setTimeout(callback, idleDelayMs);
    // In a test runner the page may have Node's timers, and nothing waits for this one.
    (timer as { readonly unref?: () => void }).unref?.();
  }
}
