import { browserStorage } from '../glance/browserStorage.js';
import { onSignOfTabs } from '../platform/signsOfTabs.js';
import { channelName, isOfView, keyPrefix } from './names.js';

/** The items that said who was signed in when the page was configured, in both storages. */
export type Seen = ReadonlyMap<string, string>;

/** As many messages as wait for their state to be seen. */
export const mostMessages = 50;

/** What a page has heard of other tabs. */
export interface Heard {
  /** Their messages, as they came. Any script of the origin can send some, so there are {@link mostMessages} at most. */
  readonly messages: unknown[];
  /** Whether a tab has said, or may have said, that it changed something. */
  isByTab: boolean;
}

/**
 * Waits for the first sign that another tab has changed a session in `localStorage`. Until then, a page does without the file of tab
 * events, and so do most pages from beginning to end.
 */
export interface FirstSign {
  readonly seen: Seen;
  /** Whether there were refresh tokens that wait to be revoked. */
  readonly isQueued: boolean;
  /** What has been heard since then. */
  readonly heard: Heard;
  readonly stop: () => void;
}

/** @throws If the page is denied the storages, or has replaced them. */
function itemsOf(clientId: string): Pick<FirstSign, 'seen' | 'isQueued'> {
  const seen = new Map<string, string>();
  let isQueued = false;
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    const storage = browserStorage(name);
    if (!storage) throw new TypeError(name);
    for (let index = 0, key; (key = storage.key(index)) !== null; index += 1) {
      // A tab's own items have a further prefix.
      if (!key.includes(keyPrefix(clientId))) continue;
      isQueued ||= key.endsWith('.revocations');
      const text = isOfView(key) && storage.getItem(key);
      if (typeof text === 'string') seen.set(key, text);
    }
  }
  return { seen, isQueued };
}

/**
 * Begins to wait.
 *
 * @param callback - Is called at each sign, until the end.
 * @returns `undefined` if the page has no plain storage.
 */
export function awaitSign(clientId: string, callback: () => void): FirstSign | undefined {
  try {
    const items = itemsOf(clientId);
    const heard: Heard = { messages: [], isByTab: false };
    const stop = onSignOfTabs(keyPrefix(clientId), channelName(clientId), (isByTab, message) => {
      heard.isByTab ||= isByTab;
      if (message !== undefined) heard.messages.push(message);
      if (heard.messages.length > mostMessages) heard.messages.shift();
      callback();
    });
    return { ...items, heard, stop };
  } catch {
    return undefined;
  }
}
