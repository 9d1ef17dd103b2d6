import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { SecretHash } from './configurationTypes.js';

/** Functions that the application gives in addition to the configuration. */
export interface AuthHooks {
  /** See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** Marks the providers of this package. They answer with what the functions have anyway, so they are not asked. */
export const ownProvider: unique symbol = Symbol.for('cognito-wasm.provider');

export const noHooks: AuthHooks = { secretHash: undefined };

/** Reads the hooks from the options of `configure` or `createAuth`, which may be any value. */
export function hooksOf(options: unknown): AuthHooks {
  const secretHash = memberOf(options, 'secretHash');
  if (secretHash === undefined || secretHash === null) return noHooks;
  if (typeof secretHash !== 'function')
    throw invalidInput('`secretHash` is not a function', undefined, 'configuration');
  return { secretHash: secretHash as SecretHash };
}
