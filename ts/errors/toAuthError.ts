import type { ErrorData } from '../core/wire.js';
import { AuthError } from './authError.js';

function isErrorData(reason: unknown): reason is ErrorData {
  if (typeof reason !== 'object' || reason === null || reason instanceof Error) return false;
  const { name, message, category } = reason as Partial<ErrorData>;
  return typeof name === 'string' && typeof message === 'string' && typeof category === 'string';
}

/** Whatever a call was rejected with, as the error that the app sees; `signal` is the one the call was given. */
export function toAuthError(reason: unknown, signal?: AbortSignal): AuthError {
  if (reason instanceof AuthError) return reason;
  if (isErrorData(reason)) {
    const isAbort = reason.name === 'AbortError' && signal?.aborted === true;
    return new AuthError({ ...reason, underlyingError: isAbort ? signal.reason : reason.cause });
  }
  return new AuthError({
    name: 'Unknown',
    message: reason instanceof Error ? reason.message : 'an unknown error occurred',
    underlyingError: reason,
  });
}
