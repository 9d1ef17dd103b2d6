import type { ClientMetadata } from '../types/callOptions.js';
import type { AWSCredentials } from '../types/authTokens.js';
import type { SessionPolicyOptions } from '../types/sessionPolicy.js';
import type { AuthSignInDetails } from '../types/user.js';
import type { ResourcesConfig } from './configurationTypes.js';

/** A token from elsewhere: a JWT as text, or Amplify's `JWT`, of which `toString` is called. */
export type ProvidedToken =
  | string
  | {
      /** The claims. They are not read: those in the text of the token are. */
      readonly payload: object;
      /** The encoded token. */
      toString(): string;
    };

/** Tokens from elsewhere. */
export interface ProvidedTokens {
  /** For APIs: what the user may do. */
  readonly accessToken: ProvidedToken;
  /** For the app: who the user is. */
  readonly idToken?: ProvidedToken | undefined;
  /** How the user signed in, if known. */
  readonly signInDetails?: AuthSignInDetails | undefined;
}

/** Gets the tokens of the session from elsewhere, such as another identity provider. */
export interface TokenProvider {
  /**
   * Returns the tokens, refreshed if need be, or `null` if nobody is signed in. Each function that needs tokens calls it.
   *
   * @param options - What the app has passed to `fetchAuthSession`.
   */
  getTokens(options?: {
    /** Whether new tokens are wanted even if the current ones are valid. */
    readonly forceRefresh?: boolean;
    /** Client metadata for the refresh. */
    readonly clientMetadata?: ClientMetadata;
  }): Promise<ProvidedTokens | null>;
}

/** A token for a `credentialsProvider`. */
export interface GivenToken {
  /** The claims. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The encoded token. */
  toString(): string;
}

/** What a `credentialsProvider` is asked. */
export type GetCredentialsOptions = {
  /** Whether new credentials are wanted even if the current ones are valid. */
  readonly forceRefresh?: boolean;
  /** The member `Auth` of the configuration. */
  readonly authConfig: ResourcesConfig['Auth'];
} & (
  | {
      /** A user is signed in. */
      readonly authenticated: true;
      /** The user's tokens. */
      readonly tokens: {
        /** For APIs. */
        readonly accessToken: GivenToken;
        /** Who the user is. */
        readonly idToken?: GivenToken;
        /** How the user signed in, if known. */
        readonly signInDetails?: AuthSignInDetails;
      };
    }
  | {
      /** Nobody is signed in. */
      readonly authenticated: false;
      /** None. */
      readonly tokens?: never;
    }
);

/** AWS credentials from elsewhere. */
export interface CredentialsAndIdentityId {
  /** The credentials. */
  readonly credentials: AWSCredentials;
  /** The identity that they belong to. */
  readonly identityId?: string | undefined;
}

/** Gets AWS credentials from elsewhere than the identity pool. */
export interface CredentialsAndIdentityIdProvider {
  /** Returns credentials, or `undefined` if there are none. Each `fetchAuthSession` calls it; nothing is kept in between. */
  getCredentialsAndIdentityId(options: GetCredentialsOptions): Promise<CredentialsAndIdentityId | undefined>;
  /** Called when the credentials are no longer needed: at a sign-out, at the end of the session, and by `clearCredentials`. */
  clearCredentialsAndIdentityId(): void;
}

/** Amplify's library options for `Auth`. Each replaces one part only: without a `tokenProvider`, sessions are this package's. */
export interface LibraryAuthOptions {
  /** Gets the tokens of the session. */
  readonly tokenProvider?: TokenProvider | undefined;
  /** Gets the AWS credentials. */
  readonly credentialsProvider?: CredentialsAndIdentityIdProvider | undefined;
  /**
   * Returns headers for a request to the user pool, such as a token for a firewall. It is called once for each operation, before
   * it is sent for the first time. Headers that the package sets itself cannot be replaced.
   */
  readonly headers?: (() => Promise<Record<string, string>>) | undefined;
  /** Returns client metadata for a refresh, if the call that causes it has none. */
  readonly clientMetadataProvider?: (() => Promise<ClientMetadata>) | undefined;
}

/** Limits of each request to Cognito. */
export interface RequestLimits {
  /**
   * How long a request may take, in milliseconds, from 1 to 300 000. After that, the call rejects with `TimeoutError`. The default is
   * 30 000.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How often a request is sent at most, from 1 (never repeated) to 10. The default is 3. Requests that may not be sent twice, such
   * as those of `signUp`, are repeated only if Cognito refused them for being too many.
   */
  readonly maxAttempts?: number | undefined;
}

/** How AWS credentials are kept. */
export interface CredentialsOptions {
  /**
   * - `memory`, the default: as long as the page;
   * - `session`: in `sessionStorage`, as long as the tab, so that its next page need not request any. They are removed at the sign-out,
   *   when they have expired, and for another user. Scripts of the page can read them there, as they can read stored tokens.
   */
  readonly cache?: 'memory' | 'session' | undefined;
}

/** What the options of `Amplify.configure` and `createAuth` have in common. */
export interface InstanceOptions extends RequestLimits, SessionPolicyOptions {
  /** Amplify's library options for `Auth`. */
  readonly Auth?: LibraryAuthOptions | undefined;
  /** How AWS credentials are kept. */
  readonly credentials?: CredentialsOptions | undefined;
}
