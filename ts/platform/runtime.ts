import { readMember } from '../values/members.js';

const global = (name: string): unknown => readMember(globalThis, name);

/** Whether this is a page, or a test runner that looks like one. */
export function isPage(): boolean {
  return global('document') !== undefined;
}

/**
 * Whether this runtime may serve several users: Node, Deno, Bun, workerd, or anything else that is not a page (a test
 * runner's included), a worker or extension of a browser, or a React Native app.
 */
export function isServer(): boolean {
  const navigator = global('navigator');
  if (isPage() || readMember(navigator, 'product') === 'ReactNative') return false;
  // Deno and Cloudflare Workers have `WorkerGlobalScope` although they are servers.
  if (global('Deno') !== undefined || readMember(navigator, 'userAgent') === 'Cloudflare-Workers') return true;
  return global('WorkerGlobalScope') === undefined;
}
