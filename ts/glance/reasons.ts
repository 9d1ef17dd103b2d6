/**
 * The errors with which the glance can answer, as Rust sends them. `src/error/names.rs` is the table that is reviewed; a test
 * compares the two.
 */
import type { ErrorData } from '../errors/errorData.js';

export const signedOut: ErrorData = {
  name: 'SignedOutException',
  message: 'nobody is signed in',
  category: 'signedOut',
  recoverySuggestion: 'Sign in first.',
  retryable: false,
};

export const userUnauthenticated: ErrorData = { ...signedOut, name: 'UserUnAuthenticatedException' };

export const noIdentityPool: ErrorData = {
  name: 'InvalidAccountTypeException',
  message: 'no identity pool is configured',
  category: 'configuration',
  recoverySuggestion: 'Configure an identity pool to get AWS credentials.',
  retryable: false,
};

export const notInMemory: ErrorData = {
  ...signedOut,
  name: 'CredentialsException',
  message: 'no AWS credentials are in memory',
  category: 'invalidState',
  recoverySuggestion: 'Call again without allowStale.',
};

export const noGuests: ErrorData = {
  name: 'NotAuthorizedException',
  message: 'guest access is switched off',
  category: 'notAuthorized',
  recoverySuggestion: 'Sign in first, or allow guest access in the configuration and the identity pool.',
  retryable: false,
};
