import { invalidInput, memberOf } from '../errors/invalidInput.js';
import type { Outlet } from '../hub/dispatchOfTabs.js';
import { importLater } from '../loader/importLater.js';
import type { ReadyWasm } from '../loader/loader.js';
import { pageTimer } from '../platform/timer.js';
import type { KeyValueStorage } from '../types/keyValueStorage.js';
import { memberOfAny } from '../values/members.js';
import type { RunningModule } from '../wire/runningModule.js';
import type { StorageItems } from '../wire/storageItems.js';
import type { ClientHost } from '../wire/wasmClient.js';
import { itemsKey, type OwnPlace } from './ownStorage.js';
import type { SessionCopy } from './sessionCopy.js';
import { storageError } from './storageError.js';

/** A storage whose code is loaded when it is needed. */
export interface LaterItems {
  /** Loads it. A failed import of its file is tried again at the next call. */
  load(): Promise<OwnPlace | StorageItems | SessionCopy>;
  /** Whether it can be read at once then, so that the glance can. */
  readonly isSynchronous: boolean;
  /** See `sourceOf`. */
  readonly source?: unknown;
  /** Only of a vault: the module that is used with it, in place of the page's. */
  module?(ready: ReadyWasm, host: Omit<ClientHost, 'storage'> & Outlet): Promise<RunningModule>;
}

const methods = ['getItem', 'setItem', 'removeItem'] as const;

/** No storage has an item with this key. */
const trialKey = 'cognito-wasm.trial';

const copyFile = /* @__PURE__ */ importLater(
  'the copy of an asynchronous storage',
  () => import(/* webpackChunkName: "cognito-wasm-storage" */ './storageCopyFile.js'),
);

const cookieFile = /* @__PURE__ */ importLater(
  'the storage in cookies',
  () => import(/* webpackChunkName: "cognito-wasm-cookies" */ './cookieFile.js'),
);

const isPlace = (value: unknown): value is OwnPlace => value === 'local' || value === 'session' || value === 'memory';

const hasMethods = (value: unknown): boolean => methods.every((name) => typeof memberOfAny(value, name) === 'function');

/**
 * What an app's storage is for Rust: one of its own, a synchronous one, or one of which a copy has to be made.
 *
 * @throws `AuthError` named `InvalidParameterException` for anything else, which says what is missing.
 */
export function storageItemsOf(given: unknown): OwnPlace | StorageItems | LaterItems {
  if (isPlace(given)) return given;
  const items = memberOfAny(given, itemsKey());
  if (isPlace(items)) return items;
  if (hasMethods(items)) return items as StorageItems;
  const page = memberOfAny(globalThis, 'window');
  if (typeof given === 'object' && given !== null) {
    if (given === memberOfAny(page, 'localStorage')) return 'local';
    if (given === memberOfAny(page, 'sessionStorage')) return 'session';
  }
  const storage = checked(given);
  return isAsynchronous(storage) ? copyOf(storage) : synchronousItems(storage);
}

/** Cookies as Amplify uses them for `ssr: true`. */
export const cookiesLater: LaterItems = {
  isSynchronous: true,
  source: 'cookies',
  async load() {
    const { cookieItems } = await cookieFile();
    return cookieItems();
  },
};

function checked(given: unknown): KeyValueStorage {
  const expected = "pass 'local', 'session', 'memory', or an object with getItem, setItem and removeItem";
  if ((typeof given !== 'object' && typeof given !== 'function') || given === null)
    throw invalidInput(`the storage is ${given === null ? 'null' : `of type ${typeof given}`}: ${expected}`);
  const missing = methods.filter((name) => typeof memberOf(given, name) !== 'function');
  if (missing.length > 0) throw invalidInput(`the storage has no ${missing.join(' and no ')}: ${expected}`);
  return given as KeyValueStorage;
}

/** Whether a trial returns a promise. */
function isAsynchronous(storage: KeyValueStorage): boolean {
  let answer: unknown;
  try {
    answer = storage.getItem(trialKey);
  } catch {
    // An asynchronous one would have returned a rejected promise. Rust tries synchronous ones out, too.
    return false;
  }
  if (answer === null || answer === undefined || typeof answer === 'string') return false;
  if (typeof memberOfAny(answer, 'then') !== 'function')
    throw invalidInput(
      `the storage's getItem returned a value of type ${typeof answer}, and not text, null or a promise`,
    );
  Promise.resolve(answer).catch(() => undefined);
  return true;
}

function copyOf(storage: KeyValueStorage): LaterItems {
  let copy: SessionCopy | undefined;
  return {
    isSynchronous: false,
    source: storage,
    async load() {
      const { SessionCopy } = await copyFile();
      return (copy ??= new SessionCopy(storage, pageTimer));
    },
  };
}

function synchronousItems(storage: KeyValueStorage): StorageItems {
  const text = (value: unknown, method: string): string | null => {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value;
    throw storageError(`the storage's \`${method}\` returned a value of type ${typeof value}`, 'Check the storage.');
  };
  return {
    source: storage,
    isShared: memberOfAny(storage, 'isShared') !== false,
    getItem: (key) => text(storage.getItem(key), 'getItem'),
    setItem: (key, value) => {
      storage.setItem(key, value);
    },
    removeItem: (key) => {
      storage.removeItem(key);
    },
    ...(typeof memberOfAny(storage, 'key') === 'function' && {
      key: (index: number) => text(storage.key?.(index), 'key'),
    }),
  };
}
