import { memberOfAny } from '../values/members.js';
import { AuthError } from '../errors/authError.js';

/** Whether an exception from wasm means that the instance is no longer usable. */
export function isTrap(exception: unknown): boolean {
  // Engines throw a RangeError for a stack overflow and a RuntimeError for every other trap.
  // Compare names: in a test runner, the engine's errors come from another realm.
  const name = memberOfAny(exception, 'name');
  return name === 'RuntimeError' || name === 'RangeError';
}

/** The error of a call whose instance has trapped. */
export function trapError(cause: unknown): AuthError {
  return new AuthError({
    name: 'Unknown',
    message: 'the WebAssembly module crashed during the call',
    category: 'unknown',
    recoverySuggestion: 'Call again: the next call starts a fresh instance. Please report the underlying error.',
    retryable: true,
    underlyingError: cause,
  });
}
