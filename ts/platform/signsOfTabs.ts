import { memberOfAny, ownMembers, readMember } from '../values/members.js';

/**
 * Listens for signs that another tab may have changed something in `localStorage`. Only for pages. It hears what `PageEvents` and
 * `TabChannel` hear, but says less of it: it is in the page's first file, where those two would cost 0.3 kB more.
 *
 * @param prefix - What the keys begin with that count.
 * @param channelName - The channel on which the tabs send messages.
 * @param callback - Is called at each sign: whether it comes from a tab, as far as one can tell, and the message if it was one.
 * @returns stops listening.
 */
export function onSignOfTabs(
  prefix: string,
  channelName: string,
  callback: (isByTab: boolean, message?: unknown) => void,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const listen = (type: string, listener: (event: unknown) => void, target: EventTarget = globalThis): void => {
    target.addEventListener(type, listener, ownMembers({ signal }));
  };
  listen(
    'resume',
    () => {
      callback(true);
    },
    document,
  );
  // The page is back from the history.
  listen('pageshow', (event) => {
    if (memberOfAny(event, 'persisted') === true) callback(true);
  });
  listen('storage', (event) => {
    const key = memberOfAny(event, 'key');
    // Without a key, everything was removed.
    if (key === null) callback(false);
    else if (typeof key === 'string' && key.startsWith(prefix)) callback(true);
  });
  const isHeard = readMember(globalThis, 'BroadcastChannel') !== undefined;
  const channel = isHeard ? new BroadcastChannel(channelName) : undefined;
  if (channel) {
    channel.onmessage = (message) => {
      callback(true, message);
    };
    // In a test runner it may be Node's, which would keep the process alive.
    if (memberOfAny(channel, 'unref') !== undefined) (channel as unknown as { readonly unref: () => void }).unref();
  }
  const close = (): void => channel?.close();
  // A page with an open channel may not be kept for the way back.
  listen('pagehide', close);
  return () => {
    controller.abort();
    close();
  };
}
