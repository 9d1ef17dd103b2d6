import { importLater } from '../loader/importLater.js';
import type { EventData } from '../wire/wasmClient.js';
import { awaitSign } from './firstSign.js';
import type { TabLink } from './tabLink.js';

const tabsFile = /* @__PURE__ */ importLater(
  'tab events',
  () => import(/* webpackChunkName: "cognito-wasm-tabs" */ './tabsFile.js'),
);

/** Waits for another tab's first change. Only for `localStorage`, of whose changes the browser tells. */
export function awaitTabs(link: TabLink): void {
  if (!link.clientId || link.firstSign || link.tabs || link.hasLeft) return;
  link.firstSign = awaitSign(link.clientId, () => void meetTabs(link));
  link.seen = link.firstSign?.seen ?? link.seen;
}

/**
 * Exchanges events with other tabs from now on. A failed import is tried again at the next event.
 *
 * @param event - An event to tell them, before the hub gets it, or `signOut` when that begins.
 */
export async function meetTabs(link: TabLink, event?: EventData): Promise<void> {
  try {
    if (link.clientId && !link.tabs && (event || !link.hasLeft)) (await tabsFile()).exchangeEvents(link);
    if (event) link.tabs?.own(event);
  } catch {
    // What was seen is outdated.
    if (event) link.seen = undefined;
    // Without the file, this tab hears nothing of the others, and they find out by themselves.
  }
}

/** Does not hear of other tabs any more. They still hear of this one. */
export function leaveTabs(link: TabLink): void {
  link.hasLeft = true;
  link.tabs?.stop();
  link.firstSign?.stop();
}
