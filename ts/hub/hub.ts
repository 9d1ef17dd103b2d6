import { shared } from '../shared/shared.js';
import { HubClass } from './hubClass.js';
import type { HubCallback, HubLike, HubListenOptions, HubPayload, StopListenerCallback } from './hubTypes.js';

/** The hub that all copies of the package in the page share. Made on first use. */
export function sharedHub(): HubClass {
  const state = shared() as { hub?: HubClass };
  return (state.hub ??= new HubClass('__default__'));
}

/**
 * The shared hub, with the events of the functions imported one by one and of `Amplify.Auth`.
 *
 * @example
 * ```ts
 * const stop = Hub.listen('auth', ({ payload }) => {
 *   if (payload.event === 'signedIn') console.log(payload.data.username);
 * });
 * ```
 */
export const Hub: HubLike = {
  listen(channel: string, callback: HubCallback, options?: string | HubListenOptions): StopListenerCallback {
    return sharedHub().listen(channel, callback, options);
  },
  dispatch(channel: string, payload: HubPayload, source?: string, accessToken?: symbol, crossTab?: boolean): void {
    sharedHub().dispatch(channel, payload, source, accessToken, crossTab);
  },
};
