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
} as const satisfies Readonly<Record<string, StorageKind>>;

export type StorageKindName = keyof typeof storageKinds;

export const storageKindNames = Object.keys(storageKinds) as StorageKindName[];

declare global {
  // Set by `installStorages`.
  var storageOptions: (kind: StorageKindName) => LibraryOptions;
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
    };
    globalThis.storageOptions = (kind) => options[kind]();
  });
}

/** Configures the page's default instance with a storage. */
export async function configureWith(app: App, kind: StorageKindName, config: unknown): Promise<void> {
  await installStorages(app);
  await app.page.evaluate(([name, given]) => harness.library.Amplify.configure(given as never, storageOptions(name)), [
    kind,
    config,
  ] as const);
}
