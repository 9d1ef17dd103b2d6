import { reportException, warn } from '../platform/log.js';
import { AuthError } from '../errors/authError.js';
import { memberOfAny } from '../values/members.js';
import type {
  EventDataMap,
  HubCallback,
  HubCapsule,
  HubLike,
  HubListenOptions,
  HubPayload,
  StopListenerCallback,
} from './hubTypes.js';

/** Amplify's channels. Apps should not dispatch on them. */
const protectedChannels: readonly string[] = [
  'core',
  'auth',
  'api',
  'analytics',
  'interactions',
  'pubsub',
  'storage',
  'ui',
  'xr',
];

/** The access token with which the package dispatches on a protected channel. */
export function hubAccess(): symbol {
  return Symbol.for('cognito-wasm.hub');
}

interface Registration {
  readonly callback: HubCallback;
  readonly options: string | HubListenOptions;
}

/**
 * A hub apart from the shared `Hub`, for `createAuth` and for tests.
 *
 * @example
 * ```ts
 * const hub = new HubClass('cart');
 * const stop = hub.listen('cart', ({ payload }) => console.log(payload.event));
 * hub.dispatch('cart', { event: 'added' });
 * stop();
 * ```
 */
export class HubClass implements HubLike {
  /** The hub's name, for debugging. */
  readonly name: string;
  readonly #registrations = new Map<string, readonly Registration[]>();

  /** Makes a hub without listeners. */
  constructor(name: string) {
    this.name = name;
  }

  /** Calls `callback` for every event of a channel until the returned function is called. See {@link HubLike}. */
  listen<Channel extends string, EventData extends EventDataMap>(
    channel: Channel,
    callback: HubCallback<Channel, EventData>,
    options: string | HubListenOptions = 'noname',
  ): StopListenerCallback {
    if (typeof callback !== 'function') {
      throw new AuthError({
        name: 'NoHubcallbackProvidedException',
        message: 'no callback was given to Hub.listen',
        category: 'validation',
        recoverySuggestion: 'Pass a function as the second argument.',
      });
    }
    // The type of the map cannot say that a channel's name decides the type of its payloads.
    const registration = { callback: callback as unknown as HubCallback, options };
    this.#registrations.set(channel, [...this.#listeners(channel), registration]);
    return () => {
      const others = this.#listeners(channel).filter((each) => each.callback !== registration.callback);
      this.#registrations.set(channel, others);
    };
  }

  /** Calls all listeners of a channel before it returns. See {@link HubLike}. */
  dispatch(channel: string, payload: HubPayload, source = '', accessToken?: symbol, crossTab?: boolean): void {
    if (protectedChannels.includes(channel) && accessToken !== hubAccess()) {
      warn(`the channel ${channel} is reserved for Amplify: dispatch on another one`);
    }
    const capsule: HubCapsule = { channel, payload, source, patternInfo: [], ...(crossTab && { crossTab }) };
    // `listen` and its stop function replace the list, so this loop calls those who listened at the time of dispatch.
    for (const { callback, options } of this.#listeners(channel)) {
      if (crossTab && memberOfAny(options, 'enableCrossTabEvents') === false) continue;
      try {
        callback(capsule);
      } catch (exception) {
        const name = String(typeof options === 'string' ? options : memberOfAny(options, 'listenerName'));
        reportException(`the listener ${name} on the channel ${channel} threw`, exception);
      }
    }
  }

  #listeners(channel: string): readonly Registration[] {
    return this.#registrations.get(channel) ?? [];
  }
}
