/** The application's functions, as the worker asks a page for them. What crosses is plain data: see `loader/wasmHost.ts`. */
import type { AuthHooks } from '../configuration/hooks.js';
import type { CredentialsAndIdentityId, GivenToken, ProvidedTokens } from '../configuration/libraryOptions.js';
import type { ClientMetadata } from '../types/callOptions.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type { HookName } from './messages.js';

/** Asks a page for an answer of the application. */
export type AskHook = (question: HookName, input: unknown) => Promise<unknown>;

/** The tokens in a question, as text. */
const textOf = (token: GivenToken | undefined): string | undefined => token?.toString();

function credentialsOf(data: unknown): CredentialsAndIdentityId | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const keys = memberOfAny(data, 'credentials');
  const seconds = memberOfAny(keys, 'expiration');
  const expiration = typeof seconds === 'number' ? new Date(seconds * 1_000) : undefined;
  return {
    ...data,
    credentials: ownMembers({ ...(keys as object), expiration }),
  } as unknown as CredentialsAndIdentityId;
}

/** Functions that ask a page for the application's functions of these names. */
export function portHooks(names: readonly HookName[], ask: AskHook): AuthHooks {
  const has = (name: HookName): boolean => names.includes(name);
  return {
    ...(has('secretHash') && { secretHash: async (username) => (await ask('secretHash', username)) as string }),
    ...(has('headers') && { headers: async () => (await ask('headers', undefined)) as Record<string, string> }),
    ...(has('clientMetadata') && {
      clientMetadataProvider: async () => (await ask('clientMetadata', undefined)) as ClientMetadata,
    }),
    ...(has('tokens') && {
      tokenProvider: { getTokens: async (options) => (await ask('tokens', options)) as ProvidedTokens | null },
    }),
    ...(has('credentials') && {
      credentialsProvider: {
        async getCredentialsAndIdentityId({ forceRefresh, tokens }) {
          const question = tokens && {
            accessToken: textOf(tokens.accessToken),
            idToken: textOf(tokens.idToken),
            signInDetails: tokens.signInDetails,
          };
          return credentialsOf(await ask('credentials', { forceRefresh, tokens: question }));
        },
        // As in Amplify's own provider, it may return a promise.
        // eslint-disable-next-line @typescript-eslint/no-misused-promises
        async clearCredentialsAndIdentityId() {
          await ask('clearCredentials', undefined);
        },
      },
    }),
  };
}
