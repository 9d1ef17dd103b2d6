import type { AuthError } from '../errors/authError.js';
import type { AuthUser } from '../types/user.js';
import type { ResourcesConfig } from '../configuration/configurationTypes.js';

/** The least that an event is. */
export interface EventDataMap {
  /** The name of the event. */
  readonly event: string;
  /** What there is to know about it. */
  readonly data?: unknown;
}

/** What happened: the part of a message that the dispatcher writes. */
export type HubPayload<EventData extends EventDataMap = EventDataMap> = EventData & {
  /** A word for people. */
  readonly message?: string;
};

/** The events of the `auth` channel; tell them apart by `event`. */
export type AuthHubEventData =
  | {
      /** A user has signed in; the tokens are stored. */
      readonly event: 'signedIn';
      /** The user. */
      readonly data: AuthUser;
    }
  | {
      /** The user has been signed out of this device. */
      readonly event: 'signedOut';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The user has been deleted. `signedOut` follows. */
      readonly event: 'userDeleted';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The tokens were renewed. */
      readonly event: 'tokenRefresh';
      /** Nothing more. */
      readonly data?: undefined;
    }
  | {
      /** The tokens could not be renewed; a network failure keeps them. */
      readonly event: 'tokenRefresh_failure';
      /** What there is to know. */
      readonly data: {
        /** Why not. */
        readonly error: AuthError;
      };
    }
  | {
      /** The session has ended and only a new sign-in helps. Follows a `tokenRefresh_failure`. */
      readonly event: 'sessionExpired';
      /** Nothing more. */
      readonly data?: undefined;
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
  /** Sign-in, sign-out and token renewal. */
  readonly auth: AuthHubEventData;
  /** Configuration. */
  readonly core: CoreHubEventData;
}

/** What a listener receives. */
export interface HubCapsule<Channel extends string = string, EventData extends EventDataMap = EventDataMap> {
  /** The channel. */
  readonly channel: Channel;
  /** What happened. */
  readonly payload: HubPayload<EventData>;
  /** Who says so: `Auth` for the events of this package. */
  readonly source: string;
  /** Always empty; kept for Amplify's listeners. */
  readonly patternInfo: string[];
}

/** A listener. */
export type HubCallback<Channel extends string = string, EventData extends EventDataMap = EventDataMap> = (
  capsule: HubCapsule<Channel, EventData>,
) => void;

/** Ends the listening. */
export type StopListenerCallback = () => void;

/** What can be listened to: the shared `Hub`, or one of your own. */
export interface HubLike {
  /**
   * Calls `callback` for every event of a channel, in the order of registration, until the returned function is called.
   * A listener that throws is reported in the console and does not keep the others from being called.
   *
   * @param listenerName - A name for debugging.
   * @throws `AuthError` named `NoHubcallbackProvidedException` if `callback` is not a function.
   */
  listen<Channel extends keyof HubChannels>(
    channel: Channel,
    callback: HubCallback<Channel, HubChannels[Channel]>,
    listenerName?: string,
  ): StopListenerCallback;
  /** The same for a channel of the app's own. */
  listen<EventData extends EventDataMap = EventDataMap>(
    channel: string,
    callback: HubCallback<string, EventData>,
    listenerName?: string,
  ): StopListenerCallback;

  /**
   * Sends an event to the listeners of a channel before it returns. Use a channel of your own: on those of Amplify
   * (`auth`, `core`, `api`, …) the event is delivered with a warning in the console.
   *
   * @param source - Who says so.
   * @param accessToken - What lets the package itself dispatch on Amplify's channels.
   */
  dispatch(channel: string, payload: HubPayload, source?: string, accessToken?: symbol): void;
}
