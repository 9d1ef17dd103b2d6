/** How to close what an opener has opened for a call. */
const dismissals = new WeakMap<object, () => void>();

/** Says how the window is closed that has been opened for an opener. */
export function setDismissal(opener: object, close: () => void): void {
  dismissals.set(opener, close);
}

/** Closes the window that has been opened for the opener of a call, which may have ended without its pages. */
export function dismiss(opener: unknown): void {
  if (typeof opener === 'function') dismissals.get(opener)?.();
}
