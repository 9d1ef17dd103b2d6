import { memberOfAny } from '../values/members.js';
import { AuthError } from '../errors/authError.js';

/** Whether an exception that came out of wasm means that the instance can no longer be trusted. */
export function isTrap(exception: unknown): boolean {
  // Engines report an exhausted stack as a RangeError, everything else that stops wasm as a RuntimeError.
  // Their names tell, since in a test runner the engine's errors are those of another realm.
  const name = memberOfAny(exception, 'name');
  return name === 'RuntimeError' || name === 'RangeError';
}

/** What a call is rejected with when the instance it ran in has trapped. */
export function trapError(cause: unknown): AuthError {
  return new AuthError({
    name: 'Unknown',
    message: 'the WebAssembly module stopped in the middle of the call',
    category: 'unknown',
    recoverySuggestion: 'Call again: the next call starts a fresh instance. Please report the underlying error.',
    retryable: true,
    underlyingError: cause,
  });
}
