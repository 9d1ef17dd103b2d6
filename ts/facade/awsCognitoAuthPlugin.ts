/** The key of the only plugin. */
export const authPluginKey = 'awsCognitoAuthPlugin';

/** The plugin that `Amplify.addPlugin` takes. */
export interface AuthPlugin {
  /** The name by which `Amplify.getPlugin` finds it. */
  readonly key: 'awsCognitoAuthPlugin';
}

/**
 * The Cognito plugin of Amplify's mobile libraries. Adding it is optional.
 *
 * @example
 * ```ts
 * Amplify.addPlugin(new AWSCognitoAuthPlugin());
 * await Amplify.configure(); // fetches ./amplifyconfiguration.json
 * ```
 */
export class AWSCognitoAuthPlugin implements AuthPlugin {
  /** The name by which `Amplify.getPlugin` finds it. */
  readonly key: AuthPlugin['key'] = authPluginKey;
}
