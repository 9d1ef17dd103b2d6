/** The members of a `BroadcastChannel` that are used. */
export interface Line {
  onmessage: ((message: MessageEvent) => void) | null;
  postMessage(message: object): void;
  close(): void;
}

/** The `BroadcastChannel` with this name; `undefined` where there is none. */
export function openLine(name: string): Line | undefined {
  return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
}
