import { invalidInput } from '../errors/invalidInput.js';
import { ownMembers } from '../values/members.js';
import type { SecretHash } from './configurationTypes.js';
import type { InstanceOptions } from './libraryOptions.js';
import type { StorageOptions } from '../types/storageOptions.js';

/** What `Amplify.configure` and `createAmplifyContext` take in addition to the configuration. */
export interface LibraryOptions extends InstanceOptions, StorageOptions {
  /**
   * Records how long the module takes to load and start, and each call that it answers, with the browser's User Timing API: for
   * its performance panel. It stays on for the whole page.
   */
  readonly userTiming?: boolean | undefined;
  /** For an app client with a secret: returns `SECRET_HASH` for a user. See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
  /** Amplify's option. Not read. */
  readonly API?: unknown;
  /** Amplify's option. Not read. */
  readonly Storage?: unknown;
}

/**
 * A frozen copy of the options that an application gave, without a prototype.
 *
 * @throws `AuthError` named `InvalidParameterException` if a getter throws.
 */
export function libraryOptionsOf(given: LibraryOptions | undefined): LibraryOptions {
  try {
    return Object.freeze(ownMembers({ ...given }));
  } catch (reason) {
    throw invalidInput('the options cannot be read', reason, 'configuration');
  }
}
