import { type AuthFunctions, bindAuthFunctions } from './authFunctions.js';
import { AuthInstance } from '../instance/authInstance.js';
import { hooksOf } from '../configuration/hooks.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { HubClass } from '../hub/hubClass.js';
import type { HubLike } from '../hub/hubTypes.js';
import type { AuthConfiguration, ResourcesConfig, SecretHash } from '../configuration/configurationTypes.js';

/** Options of `createAuth`. */
export interface CreateAuthOptions {
  /** Where the events go. A hub of its own when left out; `Hub` to share the events of `Amplify.Auth`. */
  readonly hub?: HubLike | undefined;
  /** For an app client that has a secret: gives `SECRET_HASH` for a user; see {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** One user pool, or identity pool, with the functions as methods. */
export interface Auth extends AuthFunctions {
  /** Where the events of this instance go. */
  readonly hub: HubLike;
  /** The configuration in Amplify's shape, frozen. */
  getConfig(): ResourcesConfig;
  /**
   * Resolves when the module runs and has accepted the configuration. Nothing has to wait for it; it is for those who
   * want the loading, or a mistake in the configuration, earlier than the first call.
   */
  ready(): Promise<void>;
}

function hubOf(options: CreateAuthOptions): HubLike {
  const hub = memberOf(options, 'hub') ?? new HubClass('createAuth');
  if (typeof memberOf(hub, 'dispatch') === 'function') return hub as HubLike;
  throw invalidInput('`hub` is not a hub');
}

/**
 * Makes an instance beside the one of `Amplify.configure`: for several pools at once, and for code that takes its
 * dependencies as arguments. Its session is stored by app client, so that instances of different clients do not meet.
 *
 * Nothing is loaded and the configuration is not read until the first call, which rejects if it cannot be, or until the page
 * is idle (see `prepareSignIn`).
 *
 * @throws `AuthError` named `InvalidParameterException` if `options.hub` is not a hub.
 * @example
 * ```ts
 * const staff = createAuth({ Auth: { Cognito: { userPoolId, userPoolClientId } } });
 * await staff.signIn({ username, password });
 * ```
 */
export function createAuth(config: AuthConfiguration, options: CreateAuthOptions = {}): Auth {
  const auth = new AuthInstance(hubOf(options));
  auth.configure({ config }, hooksOf(options));
  return {
    ...bindAuthFunctions(() => auth),
    hub: auth.hub,
    getConfig: () => auth.getConfig(),
    ready: () => auth.ready(),
  };
}
