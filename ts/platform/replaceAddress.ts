/** Shows another address of the page's origin, without loading it, and keeps the state of the entry, which is the app's. */
export function replaceAddress(address: string): void {
  try {
    history.replaceState(history.state, '', address);
  } catch {
    // It is of another origin, or the browser has had too many changes.
  }
}
