/**
 * The file with the events of other tabs, which is imported when one of them has changed something, when the page has an event itself,
 * or when it is idle: see `FirstSign`. It is bundled for the same reason as `loader/moduleFile.ts`.
 */
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { Outlet } from '../hub/dispatchOfTabs.js';
import { pageTimer } from '../platform/timer.js';
import type { Timer } from '../storage/askedStorage.js';
import { memberOfAny } from '../values/members.js';
import type { ClientHost } from '../wire/wasmClient.js';
import { type Surroundings, TabEvents } from './tabEvents.js';

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

/**
 * Begins to exchange events with other tabs.
 *
 * @param outlet - The instance that gets the events.
 * @param resources - Its configuration in Amplify's shape.
 * @param storage - Where the session is; `false` while something is kept in memory.
 * @param seen - What was stored when the page was configured, or what it was answered first, unless an event has followed.
 * @param heard - What has been heard of other tabs since then.
 * @returns `undefined` if the configuration has not been read, or the session is not the package's.
 */
export function exchangeEvents(
  outlet: Outlet & Pick<ClientHost, 'hooks'>,
  resources: ResourcesConfig | undefined,
  storage: Surroundings['storage'],
  seen: Surroundings['seen'],
  heard: Surroundings['heard'],
): TabEvents | undefined {
  const clientId = memberOfAny(resources?.Auth?.Cognito, 'userPoolClientId');
  if (typeof clientId !== 'string' || clientId === '' || outlet.hooks?.tokenProvider) return undefined;
  return new TabEvents(outlet, { clientId, storage, seen, heard, page: globalThis, timer });
}
