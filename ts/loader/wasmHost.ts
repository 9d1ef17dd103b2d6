/**
 * The application's functions as Rust calls them: with plain data, and answers that are plain data. This is in the file that is loaded
 * with the module, since only the module calls them.
 */
import type { CredentialsAndIdentityId, ProvidedTokens } from '../configuration/libraryOptions.js';
import { hasOwn, memberOfAny, ownMembers, readMember } from '../values/members.js';
import { toTokens } from '../wire/toTokens.js';
import type { ClientHost, CredentialsQuestion, WasmHost } from '../wire/wasmClient.js';

const isNothing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** The text of a token; something else if it has none, which Rust refuses. */
function encoded(token: unknown): unknown {
  if (typeof token === 'string' || isNothing(token)) return token;
  const toString = readMember(token, 'toString');
  return typeof toString === 'function' && Reflect.apply(toString, token, []);
}

/** What a `tokenProvider` has resolved with, as data. */
function tokensData(given: ProvidedTokens | null): unknown {
  if (isNothing(given)) return null;
  const [accessToken, idToken] = ['accessToken', 'idToken'].map((name) => encoded(readMember(given, name)));
  return { accessToken, idToken, signInDetails: readMember(given, 'signInDetails') };
}

/** What a `credentialsProvider` has resolved with, as data. */
function credentialsData(given: CredentialsAndIdentityId | undefined): unknown {
  if (isNothing(given)) return null;
  const keys = readMember(given, 'credentials');
  const [accessKeyId, secretAccessKey, sessionToken, date] = [
    'accessKeyId',
    'secretAccessKey',
    'sessionToken',
    'expiration',
  ].map((name) => readMember(keys, name));
  const seconds = isNothing(date) ? NaN : Number(date) / 1_000;
  const expiration = Number.isFinite(seconds) ? seconds : null;
  return {
    credentials: { accessKeyId, secretAccessKey, sessionToken, expiration },
    identityId: readMember(given, 'identityId'),
  };
}

/** The headers that the application gives, as data. They may be a `Headers` object, which has no members of its own. */
function headersData(given: unknown): Record<string, string> {
  const isList = typeof memberOfAny(given, Symbol.iterator) === 'function';
  return (isList ? Object.fromEntries(given as Iterable<[string, string]>) : given) as Record<string, string>;
}

/** Makes Rust's host of a client's. */
export function wasmHost(host: ClientHost): WasmHost {
  const { secretHash, tokenProvider, credentialsProvider, headers, limits, keepsCredentials } = ownMembers(
    host.hooks ?? {},
  );
  // Its own member, or decisions would go to whoever adds one to every object.
  const inVault = hasOwn(host, 'decided');
  return {
    isDefault: host.isDefault,
    storage: host.storage,
    inVault,
    emit: (event) => {
      if (inVault && event.event === 'decision') host.decided?.(event.data);
      else host.emit(event);
    },
    secretHash,
    headers: headers && (async () => headersData(await headers())),
    limits,
    keepsCredentials,
    get clientMetadata() {
      return host.clientMetadataProvider?.();
    },
    tokens: tokenProvider && (async (options) => tokensData(await tokenProvider.getTokens(options))),
    credentials:
      credentialsProvider &&
      (async (question: CredentialsQuestion) => {
        const { tokens, forceRefresh } = ownMembers(question);
        const common = { authConfig: host.authConfig?.(), forceRefresh };
        const given = await credentialsProvider.getCredentialsAndIdentityId(
          tokens
            ? { ...common, authenticated: true, tokens: toTokens(tokens, tokens.signInDetails) }
            : { ...common, authenticated: false },
        );
        return credentialsData(given);
      }),
    clearCredentials:
      credentialsProvider &&
      (async () => {
        // Amplify's own provider returns a promise, although its type does not say so.
        const clear = memberOfAny(credentialsProvider, 'clearCredentialsAndIdentityId') as () => unknown;
        await Reflect.apply(clear, credentialsProvider, []);
      }),
  };
}
