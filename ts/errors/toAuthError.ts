import type { ErrorData } from './errorData.js';
import { memberOfAny } from '../values/members.js';
import { AuthError } from './authError.js';

/** Our chains of causes are shorter. The limit ends one that contains itself. */
const longestChain = 16;

/** Whether an object has no class. An error of another library has one. */
function hasNoClass(value: unknown): boolean {
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
  } catch {
    return false;
  }
}

function isErrorData(reason: unknown): reason is ErrorData {
  const isText = (name: string): boolean => typeof memberOfAny(reason, name) === 'string';
  return (
    isText('name') &&
    isText('message') &&
    isText('category') &&
    typeof memberOfAny(reason, 'retryable') === 'boolean' &&
    hasNoClass(reason)
  );
}

/** Converts the cause of an error if Rust sent it as data. Anything else is kept. */
function toCause(cause: unknown, chain: number): unknown {
  if (!isErrorData(cause)) return cause;
  return chain < longestChain ? fromData(cause, chain + 1) : undefined;
}

function fromData(data: ErrorData, chain = 1): AuthError {
  return new AuthError({ ...data, underlyingError: toCause(memberOfAny(data, 'cause'), chain) });
}

/** Converts anything that a call was rejected with. `signal` is the signal of that call. */
export function toAuthError(reason: unknown, signal?: AbortSignal): AuthError {
  if (reason instanceof AuthError) return reason;
  if (isErrorData(reason)) {
    const isAbort = reason.name === 'AbortError' && memberOfAny(signal, 'aborted') === true;
    return isAbort ? new AuthError({ ...reason, underlyingError: memberOfAny(signal, 'reason') }) : fromData(reason);
  }
  const message = memberOfAny(reason, 'message');
  return new AuthError({
    name: 'Unknown',
    message: typeof message === 'string' ? message : 'an unknown error occurred',
    underlyingError: reason,
  });
}
