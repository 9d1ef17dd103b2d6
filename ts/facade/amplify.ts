import { defaultConfigurationFile } from '../configuration/defaultConfigurationFile.js';
import { type AuthFunctions, bindAuthFunctions } from './authFunctions.js';
import { type AuthPlugin, authPluginKey } from './awsCognitoAuthPlugin.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { hooksOf } from '../configuration/hooks.js';
import { shared } from '../shared/shared.js';
import { recordUserTiming } from '../shared/userTiming.js';
import { AuthError } from '../errors/authError.js';
import { reportedLater } from '../errors/reportedLater.js';
import { memberOf } from '../errors/invalidInput.js';
import type { AuthConfiguration, ResourcesConfig, SecretHash } from '../configuration/configurationTypes.js';
import type { InstanceOptions } from '../configuration/libraryOptions.js';
import { clearCredentials } from '../session/session.js';

/** Options of `Amplify.configure`. */
export interface ConfigureOptions extends InstanceOptions {
  /** Amplify's library options for APIs. Not read. */
  readonly API?: unknown;
  /** Amplify's library options for its category Storage. Not read. */
  readonly Storage?: unknown;
  /** The configuration file to read if no configuration is given. The default is `./amplifyconfiguration.json`. */
  readonly file?: string | undefined;
  /**
   * Records how long the module takes to load and start, and each call that it answers, with the browser's User Timing API: for
   * its performance panel. It stays on for the whole page.
   */
  readonly userTiming?: boolean | undefined;
  /** For an app client with a secret: returns `SECRET_HASH` for a user. See {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** The functions as methods, and the plugin. */
export interface AuthCategory extends AuthFunctions {
  /** The plugin that was added. See {@link AmplifyObject.getPlugin}. */
  getPlugin(key: AuthPlugin['key']): AuthPlugin;
}

/** The `Amplify` object. */
export interface AmplifyObject {
  /** The functions as methods, as in Amplify's mobile libraries. */
  readonly Auth: AuthCategory;

  /**
   * Adds the plugin. Optional. Call it before `configure`.
   *
   * @throws `AuthError` named `AlreadyConfiguredException` after `configure`, or `PluginException` for an unknown plugin.
   */
  addPlugin(plugin: AuthPlugin): void;

  /** Removes cached AWS credentials; see {@link clearCredentials}. */
  readonly clearCredentials: typeof clearCredentials;

  /**
   * Sets the configuration, replacing an earlier one. Without an argument, it reads the file
   * `./amplifyconfiguration.json`.
   *
   * You need not await it: calls made after it wait for it. It resolves when the configuration is in effect and the
   * listeners of the `core` channel have received the event `configure`.
   *
   * @throws `AuthError` of category `configuration` that names the wrong field or the file; later calls reject with the same
   * error. Also what keeps the module from running, if the configuration is not plain enough to do without it.
   */
  configure(config?: AuthConfiguration, options?: ConfigureOptions): Promise<void>;

  /**
   * The configuration in Amplify's shape, frozen. A `ResourcesConfig` is available at once, one of another shape when
   * `configure` has resolved. Until then it returns an empty object, with a warning in the console.
   */
  getConfig(): ResourcesConfig;

  /**
   * The plugin that was added.
   *
   * @throws `AuthError` named `PluginException` if none was.
   */
  getPlugin(key: AuthPlugin['key']): AuthPlugin;
}

function sharedPlugins(): { plugins?: Map<string, AuthPlugin> } {
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
  const state = sharedPlugins();
  state.plugins ??= new Map();
  state.plugins.set(authPluginKey, plugin);
}

function getPlugin(key: AuthPlugin['key']): AuthPlugin {
  const plugin = sharedPlugins().plugins?.get(key);
  if (plugin) return plugin;
  throw pluginError('PluginException', 'no such plugin was added', 'Call Amplify.addPlugin before Amplify.configure.');
}

async function configure(config?: AuthConfiguration, options?: ConfigureOptions): Promise<void> {
  const auth = defaultAuth();
  if (memberOf(options, 'userTiming') === true) recordUserTiming();
  const file = memberOf(options, 'file') ?? defaultConfigurationFile;
  auth.configure(config === undefined ? { file } : { config }, hooksOf(options));
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
  clearCredentials,
  configure(config, options) {
    return reportedLater(configure(config, options));
  },
  getConfig: () => defaultAuth().getConfig(),
  getPlugin,
};
