import { currentBackend, pagesOrigin } from '../pool/backend';
import { type Mode, type SentAddress, addToJourney, shortened } from './journey';

/** The parameters that the page shows. None is a secret; of the `state`, the beginning is shown. */
const shown = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'identity_provider',
  'prompt',
];

/**
 * Sees to which address the library sends the user, and notes it in the journey. `begin` calls the library, while the click is
 * handled. The library tells nobody the address, so the page looks where it is used.
 */
export function noteSentAddress<Result>(mode: Mode, begin: () => Promise<Result>): Promise<Result> {
  if (mode === 'popup') return watchWindow(begin);
  const stop = mode === 'silent' ? watchFrame() : watchPage();
  return begin().finally(stop);
}

function note(address: string): void {
  const sent = toSentAddress(address);
  if (sent) addToJourney({ sent });
}

function toSentAddress(address: string): SentAddress | undefined {
  const { oauth } = currentBackend();
  if (!oauth || !URL.canParse(address)) return undefined;
  const { origin, pathname, searchParams } = new URL(address);
  if (origin !== pagesOrigin(oauth) || pathname !== '/oauth2/authorize') return undefined;
  const state = searchParams.get('state');
  return {
    place: origin + pathname,
    parameters: Object.fromEntries([
      ...shown.flatMap((name) => {
        const value = searchParams.get(name);
        return value === null ? [] : [[name, value]];
      }),
      ...(state === null ? [] : [['state', shortened(state)]]),
    ]) as Record<string, string>,
  };
}

/** The Navigation API, which not every browser has: it tells where the page is about to go. */
interface NavigateEvent extends Event {
  readonly destination: { readonly url: string };
}

function watchPage(): () => void {
  const { navigation } = window as { readonly navigation?: EventTarget };
  const hear = (event: Event): void => {
    note((event as NavigateEvent).destination.url);
  };
  navigation?.addEventListener('navigate', hear);
  // The page is left only after the library's promise has resolved.
  return () => setTimeout(() => navigation?.removeEventListener('navigate', hear), 1000);
}

function watchFrame(): () => void {
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const added of addedNodes) if (added instanceof HTMLIFrameElement) note(added.src);
  });
  observer.observe(document.body, { childList: true });
  return () => {
    observer.disconnect();
  };
}

/**
 * A window tells nobody where it goes. So for the moment in which the library opens its window, `open` is one that hands out
 * windows whose `location` notes what is assigned to it.
 */
function watchWindow<Result>(begin: () => Promise<Result>): Promise<Result> {
  const usual: unknown = Reflect.get(window, 'open');
  const open = window.open.bind(window);
  window.open = (...args) => {
    const opened = open(...args);
    return opened && watched(opened, { location: watched(opened.location, {}) });
  };
  try {
    return begin();
  } finally {
    Reflect.set(window, 'open', usual);
  }
}

/** A stand-in for an object of the browser, with some members replaced. Assigned texts are noted. */
function watched<Target extends object>(target: Target, members: Partial<Target>): Target {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Object.hasOwn(members, name)
        ? members[name as keyof Target]
        : Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set(_, name, value) {
      if (typeof value === 'string') note(value);
      return Reflect.set(target, name, value, target);
    },
  });
}
