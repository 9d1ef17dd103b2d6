import { readMember } from '../values/members.js';

/**
 * An address as it is meant where it is given. Resolved later, a relative one would depend on what a router has made of the page's
 * address meanwhile. Without a page, or if it is no address, it stays as it is.
 */
export function absoluteAddress(address: string): string {
  const base = readMember(readMember(globalThis, 'document'), 'baseURI');
  try {
    return typeof base === 'string' ? new URL(address, base).href : address;
  } catch {
    return address;
  }
}
