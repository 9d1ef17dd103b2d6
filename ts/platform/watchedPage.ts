import { memberOfAny, ownMembers, readMember } from '../values/members.js';

/** The page in which a session is watched over. Each `on…` returns what ends it. */
export interface WatchedPage {
  now(): number;
  /** Calls back once after a time. */
  later(callback: () => void, milliseconds: number): () => void;
  /** Calls back when the user does something. */
  onActivity(callback: () => void): () => void;
  /** Calls back when the page may have slept, or may be about to: it is shown, hidden or thawed, or has a connection again. */
  onWake(callback: () => void): () => void;
  /** Calls back when another tab has written down that the user is active. */
  onActivityElsewhere(callback: () => void): () => void;
  /** When the user was last active in any tab; `undefined` if that is not known. */
  readActivity(): number | undefined;
  writeActivity(time: number): void;
  /** Calls back when this tab leads the others, and when it does not any more. */
  onLead(callback: (isLeading: boolean) => void): () => void;
  /** A number from 0 up to 1, so that tabs do not act at the same moment. */
  random(): number;
}

const activities = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls back for events of a target, until the result is called. */
function on(target: unknown, names: readonly string[], callback: (event: unknown) => void): () => void {
  const options = ownMembers({ capture: true, passive: true });
  const call = (method: string): void => {
    const found = readMember(target, method);
    if (typeof found !== 'function') return;
    for (const name of names) Reflect.apply(found, target, [name, callback, options]);
  };
  call('addEventListener');
  return () => {
    call('removeEventListener');
  };
}

/** The lock manager, which some browsers and stubs do not have. */
function lockManager(): LockManager | undefined {
  const locks = memberOfAny(memberOfAny(globalThis, 'navigator'), 'locks');
  return typeof memberOfAny(locks, 'request') === 'function' ? (locks as LockManager) : undefined;
}

/**
 * Leads the other tabs while it holds a lock. A page that is hidden for good, or frozen, gives it back: browsers keep no page with a
 * lock for the Back button.
 */
function lead(name: string, callback: (isLeading: boolean) => void): () => void {
  const manager = lockManager();
  if (!manager) {
    // Every tab leads. Only one of them will send the request.
    callback(true);
    return () => undefined;
  }
  let giveBack = (): void => undefined;
  const take = (): void => {
    giveBack();
    const controller = new AbortController();
    let release = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      release = resolve;
    });
    giveBack = () => {
      controller.abort();
      release();
      callback(false);
    };
    const holding = manager.request(name, ownMembers({ signal: controller.signal }), () => {
      callback(true);
      return over;
    });
    // It was given back, or the browser refuses.
    holding.catch(() => undefined);
  };
  take();
  const stops = [
    on(globalThis, ['pagehide'], () => {
      giveBack();
    }),
    on(readMember(globalThis, 'document'), ['freeze'], () => {
      giveBack();
    }),
    on(globalThis, ['pageshow'], take),
    on(readMember(globalThis, 'document'), ['resume'], take),
  ];
  return () => {
    giveBack();
    for (const stop of stops) stop();
  };
}

/** The page that runs this. */
export function watchedPage(clientId: string): WatchedPage {
  const page = readMember(globalThis, 'document');
  const key = `cognito-wasm.activity.${clientId}`;
  /** Used where the storage does not work. */
  let latest: number | undefined;
  return {
    now: () => Date.now(),
    later(callback, milliseconds) {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    onActivity: (callback) => on(globalThis, activities, callback),
    onWake(callback) {
      const stops = [
        on(page, ['visibilitychange', 'resume'], callback),
        on(globalThis, ['pageshow', 'online', 'focus'], callback),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onActivityElsewhere: (callback) =>
      on(globalThis, ['storage'], (event) => {
        if (readMember(event, 'key') === key) callback();
      }),
    readActivity() {
      try {
        const stored = Number(localStorage.getItem(key) ?? NaN);
        return Number.isSafeInteger(stored) ? Math.max(stored, latest ?? 0) : latest;
      } catch {
        return latest;
      }
    },
    writeActivity(time) {
      latest = time;
      try {
        localStorage.setItem(key, String(time));
      } catch {
        // It is denied or full: each tab has its own time.
      }
    },
    onLead: (callback) => lead(`cognito-wasm.${clientId}.leader`, callback),
    random: () => Math.random(),
  };
}
