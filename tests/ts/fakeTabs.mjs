/** Tabs in one process: pages with storages, channels and events, and timers that tests let run. */
import { HubClass } from '../../dist/utils.js';
import { TabEvents } from '../../dist/tabs/tabsFile.js';
import { settled } from './fakeWasm.mjs';

export const clientId = 'client';
const prefix = `CognitoIdentityServiceProvider.${clientId}`;

const part = (claims) => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** A token. `serial` tells tokens of the same user apart. */
export const token = (username, serial) => `${part({})}.${part({ username, sub: `id of ${username}`, serial })}.s`;

/** The items of a session, without the pointer to the current user. */
export const sessionItems = (username, serial = 1) => ({
  [`${prefix}.${username}.accessToken`]: token(username, serial),
  [`${prefix}.${username}.idToken`]: token(username, serial),
  [`${prefix}.${username}.refreshToken`]: 'refresh',
  [`${prefix}.${username}.clockDrift`]: '0',
  [`${prefix}.${username}.signInDetails`]: JSON.stringify({ loginId: username, authFlowType: 'USER_SRP_AUTH' }),
});

export const userData = (username) => ({
  username,
  userId: `id of ${username}`,
  signInDetails: { loginId: username, authFlowType: 'USER_SRP_AUTH' },
});

export const key = (name) => `${prefix}.${name}`;

/** A storage of a browser. Writes are seen by everybody at once. */
export function fakeItems() {
  const items = new Map();
  return {
    items,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
    /** Adds these items; `null` removes one. */
    write(changes) {
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) items.delete(name);
        else items.set(name, value);
      }
    },
    /** Makes somebody the current user. */
    signIn(username, serial = 1) {
      this.write({ [key('LastAuthUser')]: username, ...sessionItems(username, serial) });
    },
    signOut(username) {
      for (const name of Object.keys(sessionItems(username))) items.delete(name);
      items.delete(key('LastAuthUser'));
    },
  };
}

/** Timers that run when they are told to. */
export function fakeTimer() {
  const timers = new Map();
  let count = 0;
  return {
    start(callback, milliseconds) {
      timers.set((count += 1), { callback, milliseconds });
      return count;
    },
    stop: (started) => void timers.delete(started),
    get pauses() {
      return Array.from(timers.values(), ({ milliseconds }) => milliseconds);
    },
    /** Lets the timers run that are due within this time, with those that they start. */
    async run(limit = Infinity) {
      for (;;) {
        await settled();
        const [next] = Array.from(timers).filter(([, { milliseconds }]) => milliseconds <= limit);
        if (!next) return;
        timers.delete(next[0]);
        next[1].callback();
      }
    },
  };
}

/** Channels by name. Messages arrive at once, as copies. */
export function fakeChannels() {
  const open = new Set();
  const messages = [];
  class BroadcastChannel {
    constructor(name) {
      this.name = name;
      open.add(this);
    }

    postMessage(data) {
      messages.push({ name: this.name, data });
      for (const other of [...open])
        if (other !== this && other.name === this.name) other.onmessage?.({ data: structuredClone(data) });
    }

    close() {
      open.delete(this);
    }
  }
  return { BroadcastChannel, messages, open };
}

/** A tab with an instance of the package. */
export function fakeTab({ shared, channels, storage, seen, hub = new HubClass('test'), isMemoryEmpty = () => true }) {
  const timer = fakeTimer();
  const document = new EventTarget();
  const page = Object.assign(new EventTarget(), {
    document,
    localStorage: shared,
    sessionStorage: fakeItems(),
    ...(channels && { BroadcastChannel: channels.BroadcastChannel }),
  });
  const heard = [];
  hub.listen('auth', ({ payload, source, crossTab }) => heard.push({ ...payload, source, crossTab }));
  const tabs = new TabEvents(
    { hub },
    {
      clientId,
      storage: () => isMemoryEmpty() && (typeof storage === 'function' ? storage() : (storage ?? 'local')),
      seen,
      heard: undefined,
      page,
      timer,
    },
  );
  return {
    tabs,
    page,
    timer,
    hub,
    heard,
    events: () => heard.map(({ event }) => event),
    /** What the tab's own instance does: it changes the storage, and has an event. */
    own(event, data) {
      tabs.own({ event, data });
    },
    /** The browser tells the page that another tab has changed an item. */
    storageEvent(name) {
      page.dispatchEvent(Object.assign(new Event('storage'), { key: name }));
    },
  };
}

/** Two tabs of a browser, and what opens more. */
export async function twoTabs() {
  const shared = fakeItems();
  const channels = fakeChannels();
  const open = async (options = {}) => {
    const tab = fakeTab({ shared, channels, ...options });
    await settled();
    return tab;
  };
  return { shared, channels, open, one: await open(), two: await open() };
}
