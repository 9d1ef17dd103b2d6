/**
 * The file with the events of other tabs, which is imported when one of them has changed something, when the page has an event itself,
 * or when it is idle: see `meetTabs.ts`. It is bundled for the same reason as `loader/moduleFile.ts`.
 */
import { pageTimer } from '../platform/timer.js';
import type { Timer } from '../storage/askedStorage.js';
import { memberOfAny } from '../values/members.js';
import { type Surroundings, TabEvents } from './tabEvents.js';
import type { TabLink } from './tabLink.js';

export { version } from '../loader/version.js';
export { TabEvents } from './tabEvents.js';

/** Timers that do not keep a process alive: in a test runner they may be Node's. */
const timer: Timer = {
  start(callback, milliseconds) {
    const started = pageTimer.start(callback, milliseconds);
    if (memberOfAny(started, 'unref') !== undefined) (started as { readonly unref: () => void }).unref();
    return started;
  },
  stop(started) {
    pageTimer.stop(started);
  },
};

/** Begins to exchange events with other tabs. */
export function exchangeEvents(link: TabLink): void {
  const { clientId, outlet, seen, firstSign } = link;
  // Another call may have been faster.
  if (link.tabs || !clientId) return;
  const storage: Surroundings['storage'] = () => link.storage();
  link.tabs = new TabEvents(outlet, { clientId, storage, seen, heard: firstSign?.heard, page: globalThis, timer });
  link.seen = undefined;
  firstSign?.stop();
  link.firstSign = undefined;
  if (link.hasLeft) link.tabs.stop();
}
