import { ownProvider } from '../configuration/hooks.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import { invalidInput } from '../errors/invalidInput.js';
import { defaultAuth } from '../instance/defaultAuth.js';
import type { FetchAuthSessionOptions } from '../session/sessionTypes.js';
import { tokensOf } from '../session/tokens.js';
import type { AuthTokens } from '../types/authTokens.js';
import { storageItemsOf } from '../storage/storageItems.js';
import type { ClientMetadata } from '../types/callOptions.js';
import type { KeyValueStorage } from '../types/keyValueStorage.js';

/** The type of {@link cognitoUserPoolsTokenProvider}. */
export interface CognitoUserPoolTokenProviderType {
  /** Returns the tokens, after refreshing those that have expired, or `null` if nobody is signed in. */
  getTokens(options?: FetchAuthSessionOptions): Promise<AuthTokens | null>;
  /**
   * Stores the session elsewhere: call it after `Amplify.configure`, which restores the default storage. What the earlier storage
   * has stays there.
   */
  setKeyValueStorage(keyValueStorage: KeyValueStorage): void;
  /** Replaces the `Auth` part of the configuration. Only needed without `Amplify.configure`. */
  setAuthConfig(authConfig: NonNullable<ResourcesConfig['Auth']>): void;
  /**
   * Sets a function that is asked for client metadata before each refresh of the tokens, if the call has none. Cognito passes it
   * to the pre token generation Lambda trigger.
   *
   * @throws `AuthError` named `InvalidParameterException` if it is not a function.
   */
  setClientMetadataProvider(clientMetadataProvider: () => Promise<ClientMetadata>): void;
  /** Stops the events of other tabs, until the next `Amplify.configure`. */
  teardownNotify(): void;
}

function createProvider(): CognitoUserPoolTokenProviderType {
  return {
    // `Amplify.configure` need not ask it for what it has itself.
    [Symbol.for(ownProvider)]: true,
    async getTokens(options) {
      return (await tokensOf(defaultAuth(), options)) ?? null;
    },
    setKeyValueStorage(keyValueStorage) {
      defaultAuth().setStorage(storageItemsOf(keyValueStorage));
    },
    setAuthConfig(authConfig) {
      defaultAuth().setAuthConfig(authConfig);
    },
    setClientMetadataProvider(clientMetadataProvider) {
      if (typeof clientMetadataProvider !== 'function')
        throw invalidInput('the client metadata provider is not a function');
      defaultAuth().setClientMetadataProvider(clientMetadataProvider);
    },
    teardownNotify() {
      defaultAuth().leaveTabs();
    },
  };
}

/**
 * The tokens of the functions that are imported one by one, and the settings of their storage. It has the members that Amplify
 * documents.
 *
 * @example
 * ```ts
 * Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId } } });
 * cognitoUserPoolsTokenProvider.setClientMetadataProvider(async () => ({ plan: 'free' }));
 * ```
 */
export const cognitoUserPoolsTokenProvider: CognitoUserPoolTokenProviderType = /* @__PURE__ */ createProvider();
