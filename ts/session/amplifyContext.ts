import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { LibraryOptions } from '../configuration/configureOptions.js';
import type { AuthSession, FetchAuthSessionOptions } from './sessionTypes.js';
import type { AuthTokens } from '../types/authTokens.js';

/** The functions of a session that `Amplify` and each context have as methods. */
export interface ContextFunctions {
  /** Returns the session, with fresh tokens, like the function `fetchAuthSession`. */
  readonly fetchAuthSession: (options?: FetchAuthSessionOptions) => Promise<AuthSession>;
  /** Forgets the AWS credentials and the identity. The next `fetchAuthSession` asks the identity pool for new ones. */
  readonly clearCredentials: () => Promise<void>;
  /**
   * Returns the tokens, after refreshing those that have expired, or nothing if nobody is signed in.
   *
   * @throws `AuthError` that says why the tokens could not be refreshed, if the user is still signed in.
   */
  readonly getTokens: (options?: FetchAuthSessionOptions) => Promise<AuthTokens | undefined>;
}

/**
 * One configuration with its session, made by `createAmplifyContext`. The functions that are imported one by one take it as their
 * first argument.
 *
 * It is frozen. A copy of it is no context.
 */
export interface AmplifyContext extends ContextFunctions {
  /** The configuration in Amplify's shape, frozen. */
  readonly resourcesConfig: ResourcesConfig;
  /** The options that the context was made with, frozen. */
  readonly libraryOptions: LibraryOptions;
  /** Tells contexts apart. */
  readonly token: {
    /** A symbol that no other context has. */
    readonly value: symbol;
  };
}
