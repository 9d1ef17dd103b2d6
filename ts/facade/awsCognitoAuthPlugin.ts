/** The key of the one plugin there is. */
export const authPluginKey = 'awsCognitoAuthPlugin';

/** What `Amplify.addPlugin` takes. */
export interface AuthPlugin {
  /** The name by which `Amplify.getPlugin` finds it. */
  readonly key: 'awsCognitoAuthPlugin';
}

/** The Cognito plugin, as Amplify's mobile libraries have it. Adding it is optional: the functions work without. */
export class AWSCognitoAuthPlugin implements AuthPlugin {
  /** The name by which `Amplify.getPlugin` finds it. */
  readonly key: AuthPlugin['key'] = authPluginKey;
}
