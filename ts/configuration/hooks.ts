import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { SecretHash } from './configurationTypes.js';

/** Functions that the application gives in addition to the configuration. */
export interface AuthHooks {
  /** See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

export const noHooks: AuthHooks = { secretHash: undefined };

/** Reads the hooks from the options of `configure` or `createAuth`, which may be any value. */
export function hooksOf(options: unknown): AuthHooks {
  const secretHash = memberOf(options, 'secretHash');
  if (secretHash === undefined || secretHash === null) return noHooks;
  if (typeof secretHash !== 'function')
    throw invalidInput('`secretHash` is not a function', undefined, 'configuration');
  return { secretHash: secretHash as SecretHash };
}
