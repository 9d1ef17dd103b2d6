import { type AuthFunctions, bindAuthFunctions } from './authFunctions.js';
import { AuthInstance } from '../instance/authInstance.js';
import { hooksOf } from '../configuration/hooks.js';
import { placeOf } from '../vault/vaultOption.js';
import type { StorageOptions } from '../types/storageOptions.js';
import { invalidInput, memberOf } from '../errors/invalidInput.js';
import { givenPolicyIn } from '../limits/keeping.js';
import { recordUserTiming } from '../shared/userTiming.js';
import { Hub, sharedHub } from '../hub/hub.js';
import { HubClass } from '../hub/hubClass.js';
import type { HubLike } from '../hub/hubTypes.js';
import type { AuthConfiguration, ResourcesConfig, SecretHash } from '../configuration/configurationTypes.js';
import type { InstanceOptions } from '../configuration/libraryOptions.js';

/** Options of `createAuth`. */
export interface CreateAuthOptions extends InstanceOptions, StorageOptions {
  /** The hub that receives the events. The default is a new hub. Pass `Hub` to share the events of `Amplify.Auth`. */
  readonly hub?: HubLike | undefined;
  /** Records times with the browser's User Timing API, for the whole page. See {@link ConfigureOptions}. */
  readonly userTiming?: boolean | undefined;
  /** For an app client with a secret: returns `SECRET_HASH` for a user. See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** One user pool or identity pool, with the functions as methods. */
export interface Auth extends AuthFunctions {
  /** The hub that receives the events of this instance. */
  readonly hub: HubLike;
  /** The configuration in Amplify's shape, frozen. */
  getConfig(): ResourcesConfig;
  /**
   * Resolves when the module runs and has accepted the configuration. You need not call it. It loads the module, and reports
   * a mistake in the configuration, before the first call does.
   *
   * @throws `AuthError` that says what is wrong with the configuration, or what keeps WebAssembly from running.
   */
  ready(): Promise<void>;
}

function hubOf(options: CreateAuthOptions): HubLike {
  const hub = memberOf(options, 'hub') ?? new HubClass('createAuth');
  if (typeof memberOf(hub, 'dispatch') === 'function') return hub as HubLike;
  throw invalidInput('`hub` is not a hub');
}

/**
 * Makes an instance in addition to that of `Amplify.configure`: for several pools in one page, or for code that takes its
 * dependencies as arguments. Sessions are stored by app client, so instances of different clients do not share one.
 *
 * The module is loaded when it is needed: at once for a session that has to be refreshed and for AWS credentials, when the page is
 * idle and nobody is signed in (see `prepareSignIn`), or at the first call that needs it. If the configuration is wrong, the calls
 * reject.
 *
 * @throws `AuthError` named `InvalidParameterException` if `options.hub` is not a hub.
 * @example
 * ```ts
 * const staff = createAuth({ Auth: { Cognito: { userPoolId, userPoolClientId } } });
 * await staff.signIn({ username, password });
 * ```
 */
export function createAuth(config: AuthConfiguration, options: CreateAuthOptions = {}): Auth {
  if (memberOf(options, 'userTiming') === true) recordUserTiming();
  const hub = hubOf(options);
  // Instances with the same hub tell it once of what another tab does.
  const auth = new AuthInstance(hub === Hub ? sharedHub() : hub);
  auth.configure({ config }, hooksOf(options), placeOf(options), givenPolicyIn(options));
  return {
    ...bindAuthFunctions(() => auth),
    hub,
    getConfig: () => auth.getConfig(),
    ready: () => auth.ready(),
  };
}
