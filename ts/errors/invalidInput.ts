import { readMember } from '../values/members.js';
import { AuthError, type AuthErrorCategory } from './authError.js';

/** The error for an input of the wrong shape. Rust throws the same; this is for what TypeScript finds first. */
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

/** Reads a member of a value from outside, see {@link readMember}. A getter that throws is an invalid input. */
export function memberOf(value: unknown, name: string): unknown {
  try {
    return readMember(value, name);
  } catch (reason) {
    throw invalidInput(`\`${name}\` cannot be read`, reason);
  }
}
