import { memberOfAny, ownMembers } from '../values/members.js';
import { AuthError } from './authError.js';

function abortError(signal: AbortSignal): AuthError {
  return new AuthError({
    name: 'AbortError',
    message: 'the call was aborted by its signal',
    retryable: true,
    underlyingError: memberOfAny(signal, 'reason'),
  });
}

/** Runs `work`. Rejects with `AbortError` as soon as `signal` fires; if it has already fired, `work` does not start. */
export async function untilAborted<Value>(work: () => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work();
  if (memberOfAny(signal, 'aborted') === true) throw abortError(signal);
  return await new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(abortError(signal));
    };
    signal.addEventListener('abort', onAbort, ownMembers({ once: true }));
    void work()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
      })
      // The promise is settled, so a signal that throws here changes nothing.
      .catch(() => undefined);
  });
}
