import { ownMembers } from '../values/members.js';
import { shared } from './shared.js';

const sharedState = (): { userTiming?: boolean } => shared();

/** From now on, {@link timed} records. For the whole page. */
export function recordUserTiming(): void {
  sharedState().userTiming = true;
}

/**
 * Runs some work. If the application has asked for it, records how long that takes with the User Timing API, which the
 * performance panels of browsers show.
 *
 * @see https://www.w3.org/TR/user-timing/
 */
export async function timed<Value>(name: string, work: () => Value | PromiseLike<Value>): Promise<Value> {
  if (sharedState().userTiming !== true) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    try {
      performance.measure(`cognito-wasm: ${name}`, ownMembers({ start, end: performance.now() }));
    } catch {
      // Some test runners have no `measure`, and a page may have replaced it.
    }
  }
}
