import { memberOfAny, ownMembers } from '../values/members.js';
import type { AuthErrorName } from './errorNames.js';

/** Who is to act on an error, in the words of Amplify's mobile libraries. */
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

/** The ids under which AWS knows a request, to quote to its support. */
export interface AuthErrorMetadata {
  /** The HTTP status of the reply. */
  readonly httpStatusCode?: number;
  /** The id of the request. */
  readonly requestId?: string;
  /** The second id that some services give. */
  readonly extendedRequestId?: string;
}

/** What an `AuthError` is made of. */
export interface AuthErrorParams {
  /** What to compare: the name that Cognito or Amplify gives the error. */
  readonly name: AuthErrorName | (string & Record<never, never>);
  /** What happened, for developers; the wording may change. */
  readonly message: string;
  /** Who is to act; `unknown` when left out. */
  readonly category?: AuthErrorCategory | undefined;
  /** What to do about it. */
  readonly recoverySuggestion?: string | undefined;
  /** Whether the same call may succeed later, unchanged; `false` when left out. */
  readonly retryable?: boolean | undefined;
  /** The ids of the request, when the service answered. */
  readonly metadata?: AuthErrorMetadata | undefined;
  /** The error that led to this one. */
  readonly underlyingError?: unknown;
}

/** Copies of this package in one page recognise each other's errors by this mark. */
const brandName = 'cognito-wasm.AuthError';

/**
 * The one error that the functions of this package reject with.
 *
 * Compare `name`: it is Cognito's name of the error (`NotAuthorizedException`, `CodeMismatchException`, …) or Amplify's
 * (`EmptySignInUsername`, `UserUnAuthenticatedException`, …). `instanceof AuthError` holds for errors of another copy of
 * the package too.
 */
export class AuthError extends Error {
  /** What to compare. Cognito may add names, so any text may come; editors suggest those that are known. */
  override readonly name: AuthErrorName | (string & Record<never, never>);
  /** Who is to act. */
  readonly category: AuthErrorCategory;
  /** What to do about it; absent where the message says enough. */
  declare readonly recoverySuggestion?: string;
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable: boolean;
  /** The ids of the request; absent when the service did not answer. */
  declare readonly metadata?: AuthErrorMetadata;
  /** The error that led to this one, the same as `cause`; absent when there was none. */
  declare readonly underlyingError?: unknown;

  /** Makes an error; apps need this in their tests only. */
  constructor(given: AuthErrorParams) {
    const params = ownMembers(given);
    super(params.message, params.underlyingError === undefined ? undefined : { cause: params.underlyingError });
    this.name = params.name;
    this.category = params.category ?? 'unknown';
    this.retryable = params.retryable ?? false;
    for (const name of ['recoverySuggestion', 'metadata', 'underlyingError'] as const) {
      // Defined, since an assignment would call a setter of the page's.
      const attributes = { value: params[name], writable: true, enumerable: true, configurable: true };
      if (params[name] !== undefined) Object.defineProperty(this, name, ownMembers(attributes));
    }
    Object.defineProperty(this, Symbol.for(brandName), ownMembers({ value: true }));
  }

  /** Whether a value is an `AuthError`, of whichever copy of the package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    try {
      const isBranded = this === AuthError && memberOfAny(value, Symbol.for(brandName)) === true;
      return isBranded || Function.prototype[Symbol.hasInstance].call(this, value);
    } catch {
      // A proxy that does not tell its prototype.
      return false;
    }
  }
}
