import type { AuthErrorCategory, AuthErrorMetadata } from './authError.js';

/** An error as Rust sends it. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly category: AuthErrorCategory;
  readonly recoverySuggestion?: string;
  readonly retryable: boolean;
  readonly metadata?: AuthErrorMetadata;
  readonly cause?: unknown;
}
