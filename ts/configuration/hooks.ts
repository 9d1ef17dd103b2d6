import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { SecretHash } from './configurationTypes.js';

/** What the application gives beside the configuration. */
export interface AuthHooks {
  /** See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** Of an application that gives none. */
export const noHooks: AuthHooks = { secretHash: undefined };

/** The hooks among the options that the application gave, which may be anything. */
export function hooksOf(options: unknown): AuthHooks {
  const secretHash = memberOf(options, 'secretHash');
  if (secretHash === undefined || secretHash === null) return noHooks;
  if (typeof secretHash !== 'function')
    throw invalidInput('`secretHash` is not a function', undefined, 'configuration');
  return { secretHash: secretHash as SecretHash };
}
