import { defaultConfigurationFile } from '../configuration/defaultConfigurationFile.js';
import { type AuthFunctions, bindAuthFunctions } from './authFunctions.js';
import { type AuthPlugin, authPluginKey } from './awsCognitoAuthPlugin.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { hooksOf } from '../configuration/hooks.js';
import { givenPolicyIn } from '../limits/keeping.js';
import { shared } from '../shared/shared.js';
import { recordUserTiming } from '../shared/userTiming.js';
import { AuthError } from '../errors/authError.js';
import { reportedLater } from '../errors/reportedLater.js';
import { memberOf } from '../errors/invalidInput.js';
import type { AuthConfiguration, ResourcesConfig } from '../configuration/configurationTypes.js';
import { type LibraryOptions, libraryOptionsOf } from '../configuration/configureOptions.js';
import { placeOf } from '../vault/vaultOption.js';
import type { ContextFunctions } from '../session/amplifyContext.js';
import { contextFunctions } from '../session/contextFunctions.js';

/** Options of `Amplify.configure`. */
export interface ConfigureOptions extends LibraryOptions {
  /** The configuration file to read if no configuration is given. The default is `./amplifyconfiguration.json`. */
  readonly file?: string | undefined;
}

/** The functions as methods, and the plugin. */
export interface AuthCategory extends AuthFunctions {
  /** The plugin that was added. See {@link AmplifyObject.getPlugin}. */
  getPlugin(key: AuthPlugin['key']): AuthPlugin;
}

/** The `Amplify` object. */
export interface AmplifyObject extends ContextFunctions {
  /** The functions as methods, as in Amplify's mobile libraries. */
  readonly Auth: AuthCategory;

  /**
   * Adds the plugin. Optional. Call it before `configure`.
   *
   * @throws `AuthError` named `AlreadyConfiguredException` after `configure`, or `PluginException` for an unknown plugin.
   */
  addPlugin(plugin: AuthPlugin): void;

  /**
   * Sets the configuration, replacing an earlier one. Without an argument, it reads the file
   * `./amplifyconfiguration.json`. If `options` is left out, those of the last call still apply, except `file`.
   *
   * You need not await it: calls made after it wait for it. It resolves when the configuration is in effect and the
   * listeners of the `core` channel have received the event `configure`.
   *
   * @throws `AuthError` of category `configuration` that names the wrong field or the file; later calls reject with the same
   * error. Also what keeps the module from running, if the configuration is not plain enough to do without it.
   */
  configure(config?: AuthConfiguration, options?: ConfigureOptions): Promise<void>;

  /**
   * The configuration in Amplify's shape, frozen. It is available at once, that of a file when `configure` has resolved. Until
   * then it returns an empty object, with a warning in the console.
   */
  getConfig(): ResourcesConfig;

  /**
   * The plugin that was added.
   *
   * @throws `AuthError` named `PluginException` if none was.
   */
  getPlugin(key: AuthPlugin['key']): AuthPlugin;
}

function sharedState(): { plugins?: Map<string, AuthPlugin>; libraryOptions?: LibraryOptions } {
  return shared();
}

function pluginError(name: string, message: string, recoverySuggestion: string): AuthError {
  return new AuthError({ name, message, category: 'configuration', recoverySuggestion });
}

function addPlugin(plugin: AuthPlugin): void {
  if (defaultAuth().isConfigured) {
    const name = 'AlreadyConfiguredException';
    throw pluginError(name, 'a plugin was added after configure', 'Call Amplify.addPlugin before Amplify.configure.');
  }
  if (memberOf(plugin, 'key') !== authPluginKey) {
    throw pluginError('PluginException', 'the plugin is not known', 'Pass new AWSCognitoAuthPlugin().');
  }
  const state = sharedState();
  state.plugins ??= new Map();
  state.plugins.set(authPluginKey, plugin);
}

function getPlugin(key: AuthPlugin['key']): AuthPlugin {
  const plugin = sharedState().plugins?.get(key);
  if (plugin) return plugin;
  throw pluginError('PluginException', 'no such plugin was added', 'Call Amplify.addPlugin before Amplify.configure.');
}

async function configure(config?: AuthConfiguration, given?: ConfigureOptions): Promise<void> {
  const auth = defaultAuth();
  const state = sharedState();
  const { file = defaultConfigurationFile, ...options }: ConfigureOptions = libraryOptionsOf(
    given ?? state.libraryOptions,
  );
  try {
    const hooks = hooksOf(options);
    const storage = placeOf(options);
    state.libraryOptions = libraryOptionsOf(options);
    if (state.libraryOptions.userTiming === true) recordUserTiming();
    auth.configure(config === undefined ? { file } : { config }, hooks, storage, givenPolicyIn(options));
  } catch (problem) {
    // Later calls must not go on with an earlier configuration, which may be of another pool.
    auth.configure({ problem });
    throw problem;
  }
  await auth.accepted();
}

function authCategory(): AuthCategory {
  return { ...bindAuthFunctions(defaultAuth), getPlugin };
}

/**
 * Configures the functions that are imported one by one. Also has them as methods.
 *
 * @example
 * ```ts
 * Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId } } });
 * await signIn({ username, password });
 * ```
 */
export const Amplify: AmplifyObject = {
  Auth: /* @__PURE__ */ authCategory(),
  addPlugin,
  configure(config, options) {
    return reportedLater(configure(config, options));
  },
  getConfig: () => defaultAuth().getConfig(),
  getPlugin,
  .../* @__PURE__ */ contextFunctions(defaultAuth),
};
