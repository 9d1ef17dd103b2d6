import { AUTH_KEY_PREFIX } from '../token/authStorageKeys.js';

/** The items of a session: a view has changed if one of them has. The first three are its tokens. */
export const sessionItems = ['accessToken', 'idToken', 'refreshToken', 'clockDrift', 'signInDetails'] as const;

/** Whether an item of an app client says who is signed in. Devices, for instance, do not. */
export const isOfView = (key: string): boolean =>
  ['LastAuthUser', 'AuthUserList', ...sessionItems].some((name) => key.endsWith(`.${name}`));

/** The name of the channel of the tabs that use the same app client. */
export const channelName = (clientId: string): string => `cognito-wasm.tabs.${clientId}`;

/** What the keys of an app client begin with in the storage that tabs share. */
export const keyPrefix = (clientId: string): string => `${AUTH_KEY_PREFIX}.${clientId}.`;
