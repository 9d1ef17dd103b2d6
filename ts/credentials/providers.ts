/** The session for others: Amplify's categories, or another library that takes Amplify's providers. */
import type { CredentialsAndIdentityId, GetCredentialsOptions } from '../configuration/libraryOptions.js';
import { ownProvider } from '../configuration/hooks.js';
import { reportedLater } from '../errors/reportedLater.js';
import type { AuthInstance } from '../instance/authInstance.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { later } from '../session/credentialsLater.js';
import { tokensOf } from '../session/tokens.js';
import type { FetchAuthSessionOptions } from '../session/sessionTypes.js';
import type { AuthTokens } from '../types/authTokens.js';

/** The tokens of a session, as Amplify's `Auth.tokenProvider`. */
export interface SessionTokenProvider {
  /** Returns the tokens, after refreshing those that have expired, or `null` if nobody is signed in. */
  getTokens(options?: FetchAuthSessionOptions): Promise<AuthTokens | null>;
}

/** AWS credentials of a session, as Amplify's libraries take them: a member that is not known is absent. */
export interface SessionCredentials extends CredentialsAndIdentityId {
  /** The identity that they belong to. */
  readonly identityId?: string;
}

/** The AWS credentials of a session, as Amplify's `Auth.credentialsProvider`. */
export interface SessionCredentialsProvider {
  /** Returns credentials, or `undefined` without an identity pool or guest access. */
  getCredentialsAndIdentityId(options?: Partial<GetCredentialsOptions>): Promise<SessionCredentials | undefined>;
  /** Removes cached credentials and the identity. */
  clearCredentialsAndIdentityId(): Promise<void>;
}

/** Both providers of an instance. */
export interface SessionProviders {
  /** The tokens, as Amplify's library option `Auth.tokenProvider`. */
  readonly tokenProvider: SessionTokenProvider;
  /** The AWS credentials, as Amplify's library option `Auth.credentialsProvider`. */
  readonly credentialsAndIdentityIdProvider: SessionCredentialsProvider;
}

const tokenProviderOf = (auth: () => AuthInstance): SessionTokenProvider => ({
  getTokens: async (options) => (await tokensOf(auth(), options)) ?? null,
});

const credentialsProviderOf = (auth: () => AuthInstance): SessionCredentialsProvider => ({
  getCredentialsAndIdentityId: later(auth, 'sessionCredentials'),
  clearCredentialsAndIdentityId: () => reportedLater(auth().run<undefined>('clearCredentials', {})),
});

/** The providers for the instance that `auth` returns. Each call asks anew. */
export const providersOf = (auth: () => AuthInstance): SessionProviders => ({
  tokenProvider: tokenProviderOf(auth),
  credentialsAndIdentityIdProvider: credentialsProviderOf(auth),
});

/** Those of the shared instance: to give them to this package's own `configure` is the same as to give none. */
const shared = <Provider extends object>(providerOf: (auth: () => AuthInstance) => Provider): Provider => ({
  ...providerOf(defaultAuth),
  [Symbol.for(ownProvider)]: true,
});

/**
 * The tokens of the functions that are imported one by one, for Amplify's other categories.
 *
 * @example
 * ```ts
 * Amplify.configure(outputs, { Auth: { tokenProvider, credentialsProvider: credentialsAndIdentityIdProvider } });
 * ```
 */
export const tokenProvider: SessionTokenProvider = /* @__PURE__ */ shared(tokenProviderOf);

/**
 * The AWS credentials of the functions that are imported one by one, for Amplify's other categories.
 *
 * @example
 * ```ts
 * const found = await credentialsAndIdentityIdProvider.getCredentialsAndIdentityId();
 * console.log(found?.identityId, found?.credentials.expiration);
 * ```
 */
export const credentialsAndIdentityIdProvider: SessionCredentialsProvider =
  /* @__PURE__ */ shared(credentialsProviderOf);
