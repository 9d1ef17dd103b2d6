import type { AuthConfiguration } from '../configuration/configurationTypes.js';
import { givenPolicyIn } from '../limits/keeping.js';
import { hooksOf } from '../configuration/hooks.js';
import { type LibraryOptions, libraryOptionsOf } from '../configuration/configureOptions.js';
import { placeOf } from '../vault/vaultOption.js';
import { Hub, sharedHub } from '../hub/hub.js';
import { hubAccess } from '../hub/hubClass.js';
import type { HubLike, HubPayload } from '../hub/hubTypes.js';
import { AuthInstance } from '../instance/authInstance.js';
import { markContext } from '../instance/contextBrand.js';
import type { AmplifyContext } from '../session/amplifyContext.js';
import { contextFunctions } from '../session/contextFunctions.js';
import { recordUserTiming } from '../shared/userTiming.js';

/** The shared hub without `configure` events: as in Amplify, contexts do not announce their configuration. */
function quietHub(): HubLike {
  return {
    ...Hub,
    dispatch(
      channel: string,
      payload: HubPayload,
      ...rest: [source?: string, accessToken?: symbol, crossTab?: boolean]
    ) {
      if (channel !== 'core') Hub.dispatch(channel, payload, ...rest);
    },
    // Instances with the same hub tell it once of what another tab does.
    [hubAccess()]: sharedHub(),
  };
}

/**
 * Makes a context: a configuration apart from that of `Amplify.configure`, with its own sign-in and session. Pass it as the first
 * argument to the functions that are imported one by one.
 *
 * Sessions are stored by app client, so contexts of different clients do not share one. Events go to the shared `Hub`, as in
 * Amplify; instances of `createAuth` have a hub of their own.
 *
 * @throws `AuthError` named `InvalidParameterException` if an option is of the wrong type. If the configuration is wrong, the
 * calls reject.
 * @example
 * ```ts
 * const staff = createAmplifyContext({ Auth: { Cognito: { userPoolId, userPoolClientId } } });
 * await signIn(staff, { username, password });
 * const user = await getCurrentUser(staff);
 * ```
 */
export function createAmplifyContext(config: AuthConfiguration, libraryOptions: LibraryOptions = {}): AmplifyContext {
  const options = libraryOptionsOf(libraryOptions);
  if (options.userTiming === true) recordUserTiming();
  const auth = new AuthInstance(quietHub());
  auth.configure({ config }, hooksOf(options), placeOf(options), givenPolicyIn(options));
  const context: AmplifyContext = {
    get resourcesConfig() {
      return auth.getConfig();
    },
    libraryOptions: Object.freeze({ ...options }),
    token: Object.freeze({ value: Symbol('cognito-wasm.context') }),
    ...contextFunctions(() => auth),
  };
  markContext(context, auth);
  return Object.freeze(context);
}
