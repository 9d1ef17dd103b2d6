/** The timers of the page. */
export const pageTimer = {
  start(callback: () => void, milliseconds: number): unknown {
    return setTimeout(callback, milliseconds);
  },
  stop(started: unknown): void {
    clearTimeout(started as Parameters<typeof clearTimeout>[0]);
  },
};
