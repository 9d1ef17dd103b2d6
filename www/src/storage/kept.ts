/** What the page itself keeps. Browsers that block a site's data throw as soon as their storages are touched: then it lasts until a reload. */
export interface Kept {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  readonly keys: () => readonly string[];
}

/** Until this browser tab is closed. */
export const keptInTab = keep(() => sessionStorage);

/** Until the site's data is cleared. */
export const keptInSite = keep(() => localStorage);

function keep(find: () => Storage): Kept {
  const memory = new Map<string, string>();
  const attempt = <Result>(work: (storage: Storage) => Result, otherwise: () => Result): Result => {
    try {
      return work(find());
    } catch {
      return otherwise();
    }
  };
  return {
    get: (key) =>
      attempt(
        (storage) => storage.getItem(key),
        () => null,
      ) ??
      memory.get(key) ??
      null,
    set: (key, value) => {
      attempt(
        (storage) => {
          storage.setItem(key, value);
        },
        () => {
          memory.set(key, value);
        },
      );
    },
    remove: (key) => {
      memory.delete(key);
      attempt(
        (storage) => {
          storage.removeItem(key);
        },
        () => undefined,
      );
    },
    keys: () =>
      attempt(
        (storage) => Object.keys(storage),
        () => [...memory.keys()],
      ),
  };
}
