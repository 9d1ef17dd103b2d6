import { defaultConfigurationFile } from '../configuration/configurationFile.js';
import { type AuthFunctions, bindAuthFunctions } from './authFunctions.js';
import { type AuthPlugin, authPluginKey } from './awsCognitoAuthPlugin.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import { hooksOf } from '../configuration/hooks.js';
import { shared } from '../shared/shared.js';
import { AuthError } from '../errors/authError.js';
import { memberOf } from '../errors/invalidInput.js';
import type { AuthConfiguration, ResourcesConfig, SecretHash } from '../configuration/configurationTypes.js';

/** Options of `Amplify.configure`. */
export interface ConfigureOptions {
  /** The address of the configuration file to read when no configuration is given; `./amplifyconfiguration.json`. */
  readonly file?: string | undefined;
  /** For an app client that has a secret: gives `SECRET_HASH` for a user; see {@link SecretHash}. */
  readonly secretHash?: SecretHash | undefined;
}

/** The functions, and access to the plugin. */
export interface AuthCategory extends AuthFunctions {
  /** The plugin that was added; see {@link AmplifyObject.getPlugin}. */
  getPlugin(key: AuthPlugin['key']): AuthPlugin;
}

/** The `Amplify` object. */
export interface AmplifyObject {
  /** The functions as methods, as Amplify's mobile libraries have them. */
  readonly Auth: AuthCategory;

  /**
   * Adds the plugin, before `configure`. It is optional.
   *
   * @throws `AuthError` named `AlreadyConfiguredException` after `configure`, and `PluginException` for another plugin.
   */
  addPlugin(plugin: AuthPlugin): void;

  /**
   * Takes the configuration; a later one replaces it. Without one, the file `./amplifyconfiguration.json` is read.
   *
   * Calls made right after it wait for it, so the promise need not be awaited. It resolves when the configuration is in
   * effect and the listeners of the `core` channel have received `configure`.
   *
   * @throws `AuthError` of category `configuration` that names the field, or the file; the calls that follow reject with
   * the same. Also what keeps WebAssembly from running, such as `ContentSecurityPolicyException`.
   */
  configure(config?: AuthConfiguration, options?: ConfigureOptions): Promise<void>;

  /**
   * The configuration in Amplify's shape, frozen. A `ResourcesConfig` is there at once; one of another shape when
   * `configure` has resolved. Until then the answer is empty, with a warning in the console.
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

function authCategory(): AuthCategory {
  return { ...bindAuthFunctions(defaultAuth), getPlugin };
}

/**
 * Configures the functions that are imported one by one, and has them as methods too.
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
  async configure(config, options) {
    const auth = defaultAuth();
    const file = memberOf(options, 'file') ?? defaultConfigurationFile;
    auth.configure(config === undefined ? { file } : { config }, hooksOf(options));
    await auth.ready();
  },
  getConfig: () => defaultAuth().getConfig(),
  getPlugin,
};
