import { memberOfAny, ownMembers, readMember } from '../values/members.js';

/** The address of the page, as `location.href`; `undefined` outside of pages. */
export function pageAddress(): string | undefined {
  const address = readMember(globalThis, 'document') && memberOfAny(readMember(globalThis, 'location'), 'href');
  return typeof address === 'string' ? address : undefined;
}

/** Leaves the page for another address. */
export function leaveFor(address: string): void {
  location.href = address;
}

/** Calls back when the page is shown again as it was left, from the back/forward cache, instead of being loaded. */
export function whenRestored(callback: () => void): () => void {
  const hear = (event: unknown): void => {
    removeEventListener('pageshow', hear);
    if (memberOfAny(event, 'persisted') === true) callback();
  };
  addEventListener('pageshow', hear);
  return () => {
    removeEventListener('pageshow', hear);
  };
}

/** A window that this page has opened. */
export interface OpenedWindow {
  /** Whether it is closed, or has gone where this page cannot see it any more. */
  readonly isGone: () => boolean;
  readonly show: (address: string) => void;
  /** Where it is, if that is at this page's origin. */
  readonly address: () => string | undefined;
  readonly close: () => void;
}

/** How large the window of a sign-in is, in CSS pixels. */
const [width, height] = [480, 680];

/**
 * Opens an empty window in the middle of this one. Browsers allow that while a click is handled, so nothing may be awaited before.
 * `undefined` if it is blocked.
 */
export function openWindow(): OpenedWindow | undefined {
  if (typeof readMember(globalThis, 'open') !== 'function') return undefined;
  const measure = (name: string): number => Number(readMember(globalThis, name)) || 0;
  const left = Math.round(measure('screenX') + (measure('outerWidth') - width) / 2);
  const top = Math.round(measure('screenY') + (measure('outerHeight') - height) / 2);
  const features = Object.entries(ownMembers({ popup: 'yes', width, height, left, top }));
  // Without a name: each call has a window of its own.
  const opened = open('', '', features.map(([name, value]) => `${name}=${String(value)}`).join(','));
  if (!opened) return undefined;
  return {
    isGone: () => opened.closed,
    show: (address) => {
      opened.location.href = address;
    },
    address: () => {
      const address = memberOfAny(memberOfAny(opened, 'location'), 'href');
      return typeof address === 'string' && /^https?:/.test(address) ? address : undefined;
    },
    close: () => {
      opened.close();
    },
  };
}

/** Whether the user is looking at this page, not at another window. */
export function hasFocus(): boolean {
  return document.hasFocus();
}

/** Shows an address in a frame that nobody sees. The result removes it. */
export function openFrame(address: string): () => void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'cognito-wasm';
  frame.src = address;
  document.body.append(frame);
  return () => {
    frame.remove();
  };
}

/** Whether this page is in a frame. */
export function isFramed(): boolean {
  return readMember(globalThis, 'parent') !== readMember(globalThis, 'self');
}

/** Closes this window, if a script has opened it. */
export function closeWindow(): void {
  close();
}
