import { AuthError } from '../errors/authError.js';

/** The error for a storage that does not do what it should. Rust throws the same. Keys name users and values are secrets: neither is in it. */
export function storageError(message: string, recoverySuggestion: string, underlyingError?: unknown): AuthError {
  return new AuthError({
    name: 'StorageException',
    message,
    recoverySuggestion,
    retryable: true,
    underlyingError,
  });
}
