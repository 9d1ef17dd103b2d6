/**
 * The part of `aws-amplify/utils` that this package has.
 *
 * @module cognito-wasm/utils
 */
export { parseAmplifyConfig } from './configuration/parseAmplifyConfig.js';
export { Hub } from './hub/hub.js';
export { HubClass } from './hub/hubClass.js';
export type {
  AuthHubEventData,
  CoreHubEventData,
  EventDataMap,
  HubCallback,
  HubCapsule,
  HubChannels,
  HubLike,
  HubListenOptions,
  HubPayload,
  SessionExpiredReason,
  SignedOutReason,
  StopListenerCallback,
} from './hub/hubTypes.js';
export { I18n, type Translations, type Vocabulary } from './i18n/i18n.js';
export { ConsoleLogger } from './logger/consoleLogger.js';
export { defaultStorage, sessionStorage, sharedInMemoryStorage } from './storage/browserStorages.js';
export type { CookieStorageData, SameSite } from './storage/cookieAttributes.js';
export { CookieStorage } from './storage/cookieStorage.js';
export { EncryptedStorage, type EncryptedStorageOptions } from './storage/encryptedStorage.js';
export { RequestCookies } from './storage/requestCookies.js';
export type { RequestCookie, RequestCookiesSource } from './storage/requestCookiesSource.js';
export type { ResponseCookie, ResponseCookieAttributes, ResponseCookieOptions } from './storage/responseCookie.js';
export type {
  KeyValueStorage,
  KeyValueStorageEvent,
  KeyValueStorageInterface,
  StorageChange,
} from './types/keyValueStorage.js';
