import { reportException, warn } from '../platform/log.js';
import { AuthError } from '../errors/authError.js';
import type { EventDataMap, HubCallback, HubCapsule, HubLike, HubPayload, StopListenerCallback } from './hubTypes.js';

/** The channels that apps should not dispatch on. */
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

/** The mark with which the package itself dispatches on a protected channel. */
export function hubAccess(): symbol {
  return Symbol.for('cognito-wasm.hub');
}

interface Registration {
  readonly callback: HubCallback;
  readonly name: string;
}

/** A hub of your own, apart from the shared `Hub`: for `createAuth`, and for tests. */
export class HubClass implements HubLike {
  /** The hub's name, for debugging. */
  readonly name: string;
  readonly #registrations = new Map<string, readonly Registration[]>();

  /** Makes a hub without listeners. */
  constructor(name: string) {
    this.name = name;
  }

  /** Calls `callback` for every event of a channel, until the returned function is called; see {@link HubLike}. */
  listen<Channel extends string, EventData extends EventDataMap>(
    channel: Channel,
    callback: HubCallback<Channel, EventData>,
    listenerName = 'noname',
  ): StopListenerCallback {
    if (typeof callback !== 'function') {
      throw new AuthError({
        name: 'NoHubcallbackProvidedException',
        message: 'no callback was given to Hub.listen',
        category: 'validation',
        recoverySuggestion: 'Pass a function as the second argument.',
      });
    }
    // The channel decides what its payloads are, which the map cannot express.
    const registration = { callback: callback as unknown as HubCallback, name: listenerName };
    this.#registrations.set(channel, [...this.#listeners(channel), registration]);
    return () => {
      const others = this.#listeners(channel).filter((each) => each.callback !== registration.callback);
      this.#registrations.set(channel, others);
    };
  }

  /** Sends an event to the listeners of a channel before it returns; see {@link HubLike}. */
  dispatch(channel: string, payload: HubPayload, source = '', accessToken?: symbol): void {
    if (protectedChannels.includes(channel) && accessToken !== hubAccess()) {
      warn(`the channel ${channel} is Amplify's own: dispatch on a channel of another name`);
    }
    const capsule: HubCapsule = { channel, payload, source, patternInfo: [] };
    // Listening and stopping replace the list, so that this loop sees the listeners of the moment of dispatch.
    for (const { callback, name } of this.#listeners(channel)) {
      try {
        callback(capsule);
      } catch (exception) {
        reportException(`the listener ${name} on the channel ${channel} threw`, exception);
      }
    }
  }

  #listeners(channel: string): readonly Registration[] {
    return this.#registrations.get(channel) ?? [];
  }
}
