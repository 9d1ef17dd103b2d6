import { readMember } from '../values/members.js';

const global = (name: string): unknown => readMember(globalThis, name);

/**
 * Whether this may serve several users: Node, Deno, Bun, workerd, and whatever else is neither a page (a test runner's too), nor
 * a browser's worker or extension, nor an app of React Native's.
 */
export function isServer(): boolean {
  const navigator = global('navigator');
  if (global('document') !== undefined || readMember(navigator, 'product') === 'ReactNative') return false;
  // These two have the classes of workers everywhere.
  if (global('Deno') !== undefined || readMember(navigator, 'userAgent') === 'Cloudflare-Workers') return true;
  return global('WorkerGlobalScope') === undefined;
}
