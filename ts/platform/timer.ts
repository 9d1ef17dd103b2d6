/** The timers of the page. */
export const pageTimer = {
  start(callback: () => void, milliseconds: number): unknown {
    return setTimeout(callback, milliseconds);
  },
  stop(started: unknown): void {
    clearTimeout(started as Parameters<typeof clearTimeout>[0]);
  },
};

/** Resolves after a time. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    pageTimer.start(resolve, milliseconds);
  });
}
