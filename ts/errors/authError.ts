import { memberOfAny, ownMembers } from '../values/members.js';
import type { AuthErrorName } from './errorNames.js';

/** Who can fix an error, in the terms of Amplify's mobile libraries. */
export type AuthErrorCategory =
  | 'configuration'
  | 'service'
  | 'validation'
  | 'notAuthorized'
  | 'invalidState'
  | 'signedOut'
  | 'sessionExpired'
  | 'network'
  | 'unknown';

/** The ids of a request, for AWS support. */
export interface AuthErrorMetadata {
  /** The HTTP status of the reply. */
  readonly httpStatusCode?: number;
  /** The id of the request. */
  readonly requestId?: string;
  /** The second id, which only some services send. */
  readonly extendedRequestId?: string;
}

/** The members of an `AuthError`. */
export interface AuthErrorParams {
  /** The name that Cognito or Amplify gives the error. Compare this. */
  readonly name: AuthErrorName | (string & Record<never, never>);
  /** What happened, for developers. The wording may change. */
  readonly message: string;
  /** Who can fix it. The default is `unknown`. */
  readonly category?: AuthErrorCategory | undefined;
  /** What to do about it. */
  readonly recoverySuggestion?: string | undefined;
  /** Whether the same call may succeed later. The default is `false`. */
  readonly retryable?: boolean | undefined;
  /** The ids of the request, if the service answered. */
  readonly metadata?: AuthErrorMetadata | undefined;
  /** The error that led to this one. */
  readonly underlyingError?: unknown;
}

/** Marks the errors of every copy of this package. */
const brandName = 'cognito-wasm.AuthError';

/**
 * Every rejection of this package's functions is an `AuthError`.
 *
 * Compare `name`. It is Cognito's name of the error (`NotAuthorizedException`, `CodeMismatchException`, …) or Amplify's
 * (`EmptySignInUsername`, `UserUnAuthenticatedException`, …). `instanceof AuthError` also works for errors of another copy
 * of the package.
 * @example
 * ```ts
 * try {
 *   await signIn({ username, password });
 * } catch (error) {
 *   if (!(error instanceof AuthError)) throw error;
 *   console.log(error.name, error.recoverySuggestion);
 * }
 * ```
 */
export class AuthError extends Error {
  /** The name to compare. Cognito may add names, so any string is possible. Editors suggest the known ones. */
  override readonly name: AuthErrorName | (string & Record<never, never>);
  /** Who can fix it. */
  readonly category: AuthErrorCategory;
  /** What to do about it. Absent if the message says enough. */
  declare readonly recoverySuggestion?: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The ids of the request. Absent if the service did not answer. */
  declare readonly metadata?: AuthErrorMetadata;
  /** The error that led to this one, same as `cause`. Absent if there was none. */
  declare readonly underlyingError?: unknown;

  /** Makes an error. Apps need this only in tests. */
  constructor(given: AuthErrorParams) {
    const params = ownMembers(given);
    super(params.message, params.underlyingError === undefined ? undefined : { cause: params.underlyingError });
    this.name = params.name;
    this.category = params.category ?? 'unknown';
    this.retryable = params.retryable ?? false;
    for (const name of ['recoverySuggestion', 'metadata', 'underlyingError'] as const) {
      // An assignment would call a setter that the page has put on a prototype.
      const attributes = { value: params[name], writable: true, enumerable: true, configurable: true };
      if (params[name] !== undefined) Object.defineProperty(this, name, ownMembers(attributes));
    }
    Object.defineProperty(this, Symbol.for(brandName), ownMembers({ value: true }));
  }

  /** Whether a value is an `AuthError` of any copy of the package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    try {
      const isBranded = this === AuthError && memberOfAny(value, Symbol.for(brandName)) === true;
      return isBranded || Function.prototype[Symbol.hasInstance].call(this, value);
    } catch {
      // A proxy refused to give its prototype.
      return false;
    }
  }
}
