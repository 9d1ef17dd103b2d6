import { invalidInput } from '../errors/invalidInput.js';

/** The first part of the names of all stored items, as in Amplify. */
export const AUTH_KEY_PREFIX = 'CognitoIdentityServiceProvider';

/** The names of a user's stored items. */
export type AuthStorageKeys = Readonly<
  Record<
    | 'accessToken'
    | 'idToken'
    | 'oidcProvider'
    | 'clockDrift'
    | 'refreshToken'
    | 'deviceKey'
    | 'randomPasswordKey'
    | 'deviceGroupKey'
    | 'signInDetails'
    | 'oauthMetadata',
    string
  >
>;

/**
 * Returns the names under which a user's session is stored, as in Amplify. This package stores further items, so use it for reading
 * what Amplify stores, not for a complete list.
 *
 * @param provider - {@link AUTH_KEY_PREFIX}.
 * @param identifier - The id of the app client and Cognito's name for the user, with a dot between them.
 * @throws `AuthError` named `InvalidParameterException` if one of them is not a string.
 * @example
 * ```ts
 * const keys = createKeysForAuthStorage(AUTH_KEY_PREFIX, `${userPoolClientId}.${username}`);
 * const isStored = localStorage.getItem(keys.refreshToken) !== null;
 * ```
 */
export function createKeysForAuthStorage(provider: string, identifier: string): AuthStorageKeys {
  if (![provider, identifier].every((part: unknown) => typeof part === 'string'))
    throw invalidInput('the parts of a name are not strings');
  const key = (name: string): string => `${provider}.${identifier}.${name}`;
  return {
    accessToken: key('accessToken'),
    idToken: key('idToken'),
    oidcProvider: key('oidcProvider'),
    clockDrift: key('clockDrift'),
    refreshToken: key('refreshToken'),
    deviceKey: key('deviceKey'),
    randomPasswordKey: key('randomPasswordKey'),
    deviceGroupKey: key('deviceGroupKey'),
    signInDetails: key('signInDetails'),
    oauthMetadata: key('oauthMetadata'),
  };
}
