import { AUTH_KEY_PREFIX } from '../token/authStorageKeys.js';

/** The name of the channel of the tabs that use the same app client. */
export const channelName = (clientId: string): string => `cognito-wasm.tabs.${clientId}`;

/** What the keys of an app client begin with in the storage that tabs share. */
export const keyPrefix = (clientId: string): string => `${AUTH_KEY_PREFIX}.${clientId}.`;
