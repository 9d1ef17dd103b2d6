import { memberOfAny } from '../values/members.js';

/**
 * For functions that need not be awaited: a failure of the network is no unhandled rejection if nobody waits for the promise,
 * because the next call tries again and reports it. Other failures are the developer's to see.
 */
export function reportedLater<Value>(promise: Promise<Value>): Promise<Value> {
  const reported = promise.catch((reason: unknown) => {
    // In time: the promise that is returned has not been rejected yet.
    if (memberOfAny(reason, 'category') === 'network') reported.catch(() => undefined);
    throw reason;
  });
  return reported;
}
