import type { LibraryOptions } from '../../ts/index.js';
import type { App } from './app.js';

/** A storage that an application can choose, and how long it keeps a session. */
export interface StorageKind {
  /** Whether a session survives a reload. */
  readonly survivesReload: boolean;
  /** Whether other tabs have the session, too. */
  readonly isShared: boolean;
}

/** The storages. A page makes them: see {@link configureWith}. */
export const storageKinds = {
  local: { survivesReload: true, isShared: true },
  session: { survivesReload: true, isShared: false },
  memory: { survivesReload: false, isShared: false },
  cookies: { survivesReload: true, isShared: true },
  ssr: { survivesReload: true, isShared: true },
  'an object of the application': { survivesReload: true, isShared: true },
  'an asynchronous object of the application': { survivesReload: true, isShared: true },
  'IndexedDB, encrypted': { survivesReload: true, isShared: true },
  'the vault': { survivesReload: true, isShared: true },
} as const satisfies Readonly<Record<string, StorageKind>>;

export type StorageKindName = keyof typeof storageKinds;

export const storageKindNames = Object.keys(storageKinds) as StorageKindName[];

declare global {
  // Set by `installStorages`.
  var storageOptions: (kind: StorageKindName) => LibraryOptions;
  var passTimeInWorker: (milliseconds: number) => Promise<void>;
  // Set by `fillStorages` and `denyStorages`, which do not reach a worker.
  var storageFault: 'full' | 'denied' | undefined;
}

/** Gives the page a function that makes the options for a storage. */
export async function installStorages(app: App): Promise<void> {
  await app.page.evaluate(() => {
    const prefix = 'of the application: ';
    const own = {
      getItem: (key: string) => localStorage.getItem(prefix + key),
      setItem: (key: string, value: string) => {
        localStorage.setItem(prefix + key, value);
      },
      removeItem: (key: string) => {
        localStorage.removeItem(prefix + key);
      },
    };
    const later = async <Value>(act: () => Value): Promise<Value> => {
      await new Promise((resolve) => setTimeout(resolve));
      return act();
    };
    const asynchronous = {
      getItem: (key: string) => later(() => own.getItem(key)),
      setItem: (key: string, value: string) =>
        later(() => {
          own.setItem(key, value);
        }),
      removeItem: (key: string) =>
        later(() => {
          own.removeItem(key);
        }),
    };
    const { CookieStorage, EncryptedStorage } = harness.library;
    const options = {
      local: () => ({}),
      session: () => ({ storage: 'session' as const }),
      memory: () => ({ storage: 'memory' as const }),
      cookies: () => ({ storage: new CookieStorage() }),
      ssr: () => ({ ssr: true }),
      'an object of the application': () => ({ storage: own }),
      'an asynchronous object of the application': () => ({ storage: asynchronous }),
      'IndexedDB, encrypted': () => ({ storage: new EncryptedStorage() }),
      'the vault': () => ({ vault: { worker: `/vault-worker.js?storage=${globalThis.storageFault ?? ''}` } }),
    };
    globalThis.passTimeInWorker = (milliseconds) =>
      new Promise((resolve) => {
        const clock = new BroadcastChannel('the clock of the vault');
        clock.onmessage = () => {
          clock.close();
          resolve();
        };
        clock.postMessage(milliseconds);
      });
    globalThis.storageOptions = (kind) => options[kind]();
  });
}

/** In the page: the browser's storages have no room for tokens. */
export function fillStorages(): void {
  globalThis.storageFault = 'full';
  const full = (): never => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    if (key.endsWith('Token')) full();
    setItem.call(this, key, value);
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    return JSON.stringify(key ?? value).includes('Token') ? full() : put.call(this, value, key);
  };
  // Browsers drop a cookie that they have no room for.
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {};
  Object.defineProperty(Document.prototype, 'cookie', {
    ...cookie,
    set(this: Document, text: string) {
      if (!/^[^=]*Token[.\d]*=[^;]/.test(text)) cookie.set?.call(this, text);
    },
  });
}

/** In the page: the browser denies its storages, as in a sandboxed frame. */
export function denyStorages(): void {
  globalThis.storageFault = 'denied';
  const denied = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  for (const name of ['getItem', 'setItem', 'removeItem', 'key'] as const) Storage.prototype[name] = denied;
  IDBFactory.prototype.open = denied;
  Object.defineProperty(Document.prototype, 'cookie', { get: denied, set: denied, configurable: true });
}

/** Configures the page's default instance with a storage. */
export async function configureWith(app: App, kind: StorageKindName, config: unknown): Promise<void> {
  await installStorages(app);
  await app.page.evaluate(([name, given]) => harness.library.Amplify.configure(given as never, storageOptions(name)), [
    kind,
    config,
  ] as const);
}

/** Moves the clocks of Cognito and of what has the session. */
export async function passTimeFor(app: App, kind: StorageKindName, milliseconds: number): Promise<void> {
  await app.passTime(milliseconds);
  if (kind === 'the vault') await app.page.evaluate((time) => passTimeInWorker(time), milliseconds);
}
