import type { Answer } from '../glance/glance.js';
import type { Outlet } from '../hub/dispatchOfTabs.js';
import type { FirstSign, Seen } from './firstSign.js';
import type { Surroundings, TabEvents } from './tabEvents.js';

/**
 * What an instance and the other tabs tell each other about the session of one app client in one storage. Configurations that follow
 * one another share it, so what has changed in between is still told.
 *
 * It is no class: what makes use of it is divided between the page's first file and the file of tab events.
 */
export interface TabLink {
  /** `undefined` if tabs tell each other nothing about the session. */
  readonly clientId: string | undefined;
  /** What is behind the storage; see `sourceOf`. */
  readonly source: unknown;
  /** The instance, which gets the events. */
  readonly outlet: Outlet;
  /** Where the last configuration has the session; see {@link Surroundings}. */
  storage: Surroundings['storage'];
  tabs?: TabEvents;
  /** Waits for other tabs while their events are not needed. */
  firstSign?: FirstSign | undefined;
  /** What was stored at first, or what `fetchAuthSession` would have answered; `undefined` after an event. */
  seen?: Seen | Answer | undefined;
  /** Whether this tab does not hear of the others any more. */
  hasLeft?: boolean | undefined;
}
