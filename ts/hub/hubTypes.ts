import type { AuthError } from '../errors/authError.js';
import type { AuthUser } from '../types/user.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';

/** The members that every event has. */
export interface EventDataMap {
  /** The name of the event. */
  readonly event: string;
  /** Details of the event. */
  readonly data?: unknown;
}

/** An event with its details, as the dispatcher passes it. */
export type HubPayload<EventData extends EventDataMap = EventDataMap> = EventData & {
  /** Text for people. */
  readonly message?: string;
};

/**
 * Why a user has been signed out:
 * - `user`: this instance's `signOut` was called;
 * - `userDeleted`: by `deleteUser`;
 * - `otherTab`: in another tab;
 * - `storageCleared`: the session is no longer in the storage, and no tab has said that it signed out;
 * - `idle`, `absolute`: the limits of the app on the session's life.
 */
export type SignedOutReason = 'user' | 'userDeleted' | 'otherTab' | 'storageCleared' | 'idle' | 'absolute';

/**
 * Why Cognito has ended a session:
 * - `revoked`: the refresh token has expired or was revoked, by a sign-out elsewhere for instance;
 * - `reused`: the refresh token was used again after it had been replaced;
 * - `userNotFound`, `userDisabled`, `userNotConfirmed`: the user's account was deleted, disabled, or needs to be confirmed;
 * - `passwordResetRequired`: the user has to choose a new password.
 */
export type SessionExpiredReason =
  'revoked' | 'reused' | 'userNotFound' | 'passwordResetRequired' | 'userNotConfirmed' | 'userDisabled';

/** The events of the `auth` channel. `event` tells them apart. */
export type AuthHubEventData =
  | {
      /**
       * Somebody is the current user where nobody was, or in place of a user whose session has ended. The tokens are stored.
       */
      readonly event: 'signedIn';
      /** The user. */
      readonly data: AuthUser;
    }
  | {
      /** A user has joined those who are signed in. Only if there are several, or `onExistingSession` was given. */
      readonly event: 'userSignedIn';
      /** The user. */
      readonly data: AuthUser;
    }
  | {
      /** One of several users has become the current one. If nobody was, a `signedIn` event follows. */
      readonly event: 'switchActiveUser';
      /** The user. */
      readonly data: AuthUser;
    }
  | {
      /** One of several users has been signed out, or the session has ended. Others may still be signed in. */
      readonly event: 'userSignedOut';
      /** The user. */
      readonly data: AuthUser;
    }
  | {
      /** The user has been signed out of this device. Nobody is the current user any more. */
      readonly event: 'signedOut';
      /** Details. */
      readonly data: {
        /** Why the user has been signed out. */
        readonly reason: SignedOutReason;
      };
    }
  | {
      /** The user has been deleted. A `signedOut` event follows. */
      readonly event: 'userDeleted';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** `federateToIdentityPool` has succeeded. */
      readonly event: 'federatedToIdentityPool';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** `clearFederationToIdentityPool` has succeeded. */
      readonly event: 'federationToIdentityPoolCleared';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The tokens were refreshed. */
      readonly event: 'tokenRefresh';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The tokens could not be refreshed. After a network failure they are kept. */
      readonly event: 'tokenRefresh_failure';
      /** Details of the failure. */
      readonly data: {
        /** Why the refresh failed. If Cognito did not answer in time, a `NetworkError` with the `TimeoutError` as its cause. */
        readonly error: AuthError;
      };
    }
  | {
      /**
       * A storage does not work, or has no room: what belongs there is kept in memory, as long as the page. An instance says so
       * once.
       */
      readonly event: 'storageDegraded';
      /** Details of the failure. */
      readonly data: {
        /** What is wrong with the storage. */
        readonly error: AuthError;
      };
    }
  | {
      /** A limit of the app is about to end the session: see `sessionLimits` in the options. */
      readonly event: 'sessionExpiring';
      /** Details. */
      readonly data: {
        /** Which limit: the user does nothing, or the session has lasted long enough. */
        readonly reason: 'idle' | 'absolute';
        /** When the user will be signed out. */
        readonly expiresAt: Date;
      };
    }
  | {
      /** The user has become active again after `sessionExpiring`. */
      readonly event: 'sessionExtended';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The session has ended; the user must sign in again. Follows a `tokenRefresh_failure`. */
      readonly event: 'sessionExpired';
      /** Details. */
      readonly data: {
        /** Why the session has ended. */
        readonly reason: SessionExpiredReason;
        /** The error of the refresh. */
        readonly error: AuthError;
      };
    };

/** The events of the `core` channel. */
export interface CoreHubEventData {
  /** `configure` has succeeded. */
  readonly event: 'configure';
  /** The configuration in effect. */
  readonly data: ResourcesConfig;
}

/** The channels whose events have a type. */
export interface HubChannels {
  /** Sign-in, sign-out and token refresh. */
  readonly auth: AuthHubEventData;
  /** Configuration. */
  readonly core: CoreHubEventData;
}

/** What a listener receives. */
export interface HubCapsule<Channel extends string = string, EventData extends EventDataMap = EventDataMap> {
  /** The channel. */
  readonly channel: Channel;
  /** The event. */
  readonly payload: HubPayload<EventData>;
  /** The sender: `Auth` for events of the functions, `Configure` for those of `configure`. */
  readonly source: string;
  /** Always empty; kept for Amplify's listeners. */
  readonly patternInfo: string[];
  /** Whether another tab has changed the session. Absent for what this instance does itself. */
  readonly crossTab?: boolean;
}

/** A listener. */
export type HubCallback<Channel extends string = string, EventData extends EventDataMap = EventDataMap> = (
  capsule: HubCapsule<Channel, EventData>,
) => void;

/** Options of a listener, with Amplify's names. */
export interface HubListenOptions {
  /** A name for debugging. */
  readonly listenerName?: string | undefined;
  /** Whether to hear of the changes of other tabs. The default is `true`; in Amplify it is `false`. */
  readonly enableCrossTabEvents?: boolean | undefined;
}

/** Stops the listener. */
export type StopListenerCallback = () => void;

/** A hub: the shared `Hub`, or one of your own. */
export interface HubLike {
  /**
   * Calls `callback` for every event of a channel until the returned function is called. Listeners are called in the order
   * of registration. An exception of a listener is reported in the console; the others are still called.
   *
   * @param options - Options, or a name for debugging.
   * @throws `AuthError` named `NoHubcallbackProvidedException` if `callback` is not a function.
   */
  listen<Channel extends keyof HubChannels>(
    channel: Channel,
    callback: HubCallback<Channel, HubChannels[Channel]>,
    options?: string | HubListenOptions,
  ): StopListenerCallback;
  /** The same for one of the app's own channels. */
  listen<EventData extends EventDataMap = EventDataMap>(
    channel: string,
    callback: HubCallback<string, EventData>,
    options?: string | HubListenOptions,
  ): StopListenerCallback;

  /**
   * Calls all listeners of a channel before it returns. Use a channel of your own. On Amplify's channels (`auth`, `core`,
   * `api`, …), the event is delivered with a warning in the console.
   *
   * @param source - The sender's name.
   * @param accessToken - Lets the package itself dispatch on Amplify's channels.
   * @param crossTab - Whether another tab has changed the session.
   */
  dispatch(channel: string, payload: HubPayload, source?: string, accessToken?: symbol, crossTab?: boolean): void;
}
