import { readMember } from '../values/members.js';
import { AuthError, type AuthErrorCategory } from './authError.js';

/** An input that is not of the documented shape; Rust's error of the same name, where TypeScript sees it first. */
export function invalidInput(
  message: string,
  underlyingError?: unknown,
  category: AuthErrorCategory = 'validation',
): AuthError {
  return new AuthError({
    name: 'InvalidParameterException',
    message,
    category,
    recoverySuggestion: 'Check the call against the documentation.',
    underlyingError,
  });
}

/** A member of what should be an object, and may be anything: nothing has none, and getters may throw. See {@link readMember}. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return readMember(value, name);
  } catch (reason) {
    throw invalidInput(`\`${name}\` cannot be read`, reason);
  }
}
