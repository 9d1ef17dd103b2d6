import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { memberOfAny } from '../values/members.js';
import type { SecretHash } from './configurationTypes.js';
import type { LibraryAuthOptions, RequestLimits } from './libraryOptions.js';

/** Functions and limits that the application gives in addition to the configuration. */
export interface AuthHooks extends LibraryAuthOptions {
  /** See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
  /** As the application gave them. Rust checks them. */
  readonly limits?: { readonly [Name in keyof RequestLimits]: unknown } | undefined;
  /** Whether AWS credentials are kept for the tab. */
  readonly keepsCredentials?: boolean | undefined;
}

/** Whether AWS credentials are kept for the tab. */
function keepsCredentials(options: unknown): boolean {
  const cache = memberOf(memberOf(options, 'credentials'), 'cache') ?? 'memory';
  if (cache === 'session' || cache === 'memory') return cache === 'session';
  throw invalidInput('`credentials.cache` is neither `memory` nor `session`', undefined, 'configuration');
}

/** This package's own providers have a member under this registered symbol. Giving one is the same as giving none. */
export const ownProvider = 'cognito-wasm.provider';

const invalid = (name: string): Error => invalidInput(`\`${name}\` is not a function`, undefined, 'configuration');

/** Reads an optional member, and checks that it is a function, or an object with these methods. */
function hookIn(holder: unknown, name: string, prefix: string, methods: readonly string[] = []): unknown {
  const hook = memberOf(holder, name);
  if (hook === undefined || hook === null || memberOfAny(hook, Symbol.for(ownProvider)) !== undefined) return undefined;
  for (const method of methods) {
    if (typeof memberOf(hook, method) !== 'function') throw invalid(`${prefix}${name}.${method}`);
  }
  if (methods.length > 0) return hook;
  if (typeof hook !== 'function') throw invalid(prefix + name);
  // As a method, since it may use `this`.
  return (...inputs: unknown[]): unknown => Reflect.apply(hook, holder, inputs);
}

/** Reads the hooks from the options of `configure` or `createAuth`, which may be any value. */
export function hooksOf(options: unknown): AuthHooks {
  const auth = memberOf(options, 'Auth');
  const credentialsMethods = ['getCredentialsAndIdentityId', 'clearCredentialsAndIdentityId'];
  const [timeoutMs, maxAttempts] = ['timeoutMs', 'maxAttempts'].map((name) => memberOf(options, name));
  return {
    secretHash: hookIn(options, 'secretHash', ''),
    tokenProvider: hookIn(auth, 'tokenProvider', 'Auth.', ['getTokens']),
    credentialsProvider: hookIn(auth, 'credentialsProvider', 'Auth.', credentialsMethods),
    headers: hookIn(auth, 'headers', 'Auth.'),
    clientMetadataProvider: hookIn(auth, 'clientMetadataProvider', 'Auth.'),
    limits: { timeoutMs, maxAttempts },
    keepsCredentials: keepsCredentials(options),
  } as AuthHooks;
}
