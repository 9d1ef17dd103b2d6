/**
 * A window or a frame that has come back from Cognito's pages hands its address over to the page that waits for it. They may be in
 * browsing context groups of their own (`Cross-Origin-Opener-Policy`), so they do not know each other, and use a channel of the origin.
 * Any script of the origin can send messages there, so Rust judges the address as if a stranger had sent it.
 */
import type { Line } from '../platform/line.js';
import { memberOfAny } from '../values/members.js';

/** The longest address that is handed over. */
const longest = 131_072;

/**
 * Calls back with each address that comes. Whoever sent it hears that it has come if the callback returns true.
 *
 * @returns What ends it.
 */
export function receive(line: Line | undefined, take: (address: string) => boolean): () => void {
  if (!line) return () => undefined;
  line.onmessage = (message) => {
    const address = memberOfAny(memberOfAny(message, 'data'), 'address');
    if (typeof address === 'string' && address.length <= longest && take(address)) line.postMessage({ isTaken: true });
  };
  return () => {
    line.close();
  };
}

/**
 * Hands an address over.
 *
 * @param wait - Resolves when the other page has had enough time.
 * @returns Whether somebody has taken it.
 */
export function handOver(line: Line | undefined, address: string, wait: () => Promise<void>): Promise<boolean> {
  if (!line) return Promise.resolve(false);
  const taken = new Promise<boolean>((resolve) => {
    line.onmessage = (message) => {
      if (memberOfAny(memberOfAny(message, 'data'), 'isTaken') === true) resolve(true);
    };
  });
  line.postMessage({ address });
  return Promise.race([taken, wait().then(() => false)]).finally(() => {
    line.close();
  });
}
