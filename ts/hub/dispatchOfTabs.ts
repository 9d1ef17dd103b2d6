import { reportException } from '../platform/log.js';
import { memberOfAny } from '../values/members.js';
import { hubAccess } from './hubClass.js';
import type { HubLike, HubPayload } from './hubTypes.js';

/** What events of other tabs are dispatched on. */
export type TabHub = Pick<HubLike, 'dispatch'>;

/** What a configuration says about its instance. */
export interface Outlet {
  /** The hub that gets the events. A stand-in has the hub itself as a member. */
  readonly hub: TabHub;
}

/** The hub itself, if this is a stand-in for it. Instances that share a hub recognise each other by it. */
export const hubItself = (hub: TabHub): object => (memberOfAny(hub, hubAccess()) as object | undefined) ?? hub;

/** Tells a hub what another tab has done. */
export function dispatchOfTabs(hub: TabHub, payload: HubPayload): void {
  try {
    hub.dispatch('auth', payload, 'Auth', hubAccess(), true);
  } catch (exception) {
    // The hub may be the application's own.
    reportException('the hub threw on the channel auth', exception);
  }
}
