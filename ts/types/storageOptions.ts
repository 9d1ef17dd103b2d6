import type { WebURL } from '../platform/webTypes.js';
import type { KeyValueStorage } from './keyValueStorage.js';

/** Options of `Amplify.configure`, `createAuth` and `createAmplifyContext` that say where the session is stored. */
export interface StorageOptions {
  /**
   * Where the session is stored, and how long things are kept at most:
   *
   * - `local`, the default: in `localStorage`, until the user signs out. All tabs share it. With the option `persistence` of
   *   `signIn`, a session can be kept for a shorter time.
   * - `session`: in `sessionStorage`, as long as the tab.
   * - `memory`: as long as the page.
   * - a storage: `CookieStorage`, `EncryptedStorage`, `RequestCookies`, or an object of your own with `getItem`, `setItem` and
   *   `removeItem`, whose results may be promises.
   *
   * What a storage does not take is kept in memory, and the Hub's event `storageDegraded` says so.
   */
  readonly storage?: 'local' | 'session' | 'memory' | KeyValueStorage | undefined;
  /**
   * Keeps the session in a worker, out of reach of the page's scripts, in place of `storage`: `worker`, or the address of the worker's
   * file. With `storage: 'memory'`, it is in the worker's memory alone.
   */
  readonly vault?:
    | 'worker'
    | {
        /** The address of the worker's file. */
        readonly worker: string | WebURL;
      }
    | undefined;
  /** As in Amplify: stores the session in cookies (`CookieStorage` with its defaults), which a server can read. */
  readonly ssr?: boolean | undefined;
}

/** How long a session is kept: until the user signs out, as long as the tab, or as long as the page. */
export type Persistence = 'local' | 'session' | 'memory';
