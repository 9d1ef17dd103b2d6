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

/**
 * Makes the page's instance use a storage: configures it, or makes one with `createAuth`, which `harness.instances[id]` is then.
 *
 * @param instance - The name of the instance; without it, `Amplify.configure` is called.
 */
export async function configureWith(
  app: App,
  kind: StorageKindName,
  config: unknown,
  instance?: string,
): Promise<void> {
  await app.page.evaluate(
    async ([name, given, id]) => {
      const { library } = harness;
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
      const options = {
        local: () => ({}),
        session: () => ({ storage: 'session' as const }),
        memory: () => ({ storage: 'memory' as const }),
        cookies: () => ({ storage: new library.CookieStorage() }),
        ssr: () => ({ ssr: true }),
        'an object of the application': () => ({ storage: own }),
        'an asynchronous object of the application': () => ({
          storage: {
            getItem: (key: string) => later(() => own.getItem(key)),
            setItem: (key: string, value: string) =>
              later(() => {
                own.setItem(key, value);
              }),
            removeItem: (key: string) =>
              later(() => {
                own.removeItem(key);
              }),
          },
        }),
        'IndexedDB, encrypted': () => ({ storage: new library.EncryptedStorage() }),
      }[name]();
      if (id === undefined) await library.Amplify.configure(given as never, options);
      else
        Object.assign(globalThis, {
          [id]: library.createAuth(given as never, { ...options, hub: library.Hub }),
        });
    },
    [kind, config, instance] as const,
  );
}
