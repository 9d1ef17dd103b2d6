import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import type { CallOptions } from '../types/callOptions.js';
import { ownMembers } from '../values/members.js';

interface Input extends CallOptions {
  readonly options?: CallOptions | undefined;
}

function isObject(input: unknown): input is Input {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

interface Parts {
  readonly data: unknown;
  readonly signal: WebAbortSignal | undefined;
}

/**
 * Separates the signal from the input: Rust gets them as two arguments. Rust refuses an input that is not an object.
 *
 * @throws `AuthError` named `InvalidParameterException` if a getter of the input throws or `signal` is no `AbortSignal`.
 */
export function takeSignal(input: unknown): Parts {
  let parts: Parts;
  try {
    parts = separate(input);
  } catch (reason) {
    throw invalidInput('the input cannot be read', reason);
  }
  if (isSignal(parts.signal)) return parts;
  throw invalidInput('`signal` is not an AbortSignal');
}

function separate(input: unknown): Parts {
  if (!isObject(input)) return { data: input, signal: undefined };
  const own = ownMembers(input);
  const { signal, ...data } = own;
  if (!isObject(own.options)) return { data, signal: signal ?? undefined };
  const { signal: optionsSignal, ...options } = ownMembers(own.options);
  return { data: { ...data, options }, signal: optionsSignal ?? signal ?? undefined };
}

/** Checks the members, not the class: the signal may come from another window or a polyfill. */
function isSignal(signal: unknown): boolean {
  if (signal === undefined) return true;
  return (
    typeof memberOf(signal, 'aborted') === 'boolean' &&
    typeof memberOf(signal, 'addEventListener') === 'function' &&
    typeof memberOf(signal, 'removeEventListener') === 'function'
  );
}
