/** One value in IndexedDB: what a local Cognito in a browser remembers. */

const STORE = 'state';
const KEY = 'current';

/**
 * @param {string} name of the database
 * @returns {Promise<unknown>} undefined if nothing is stored
 */
export const readState = (name) => inStore(name, 'readonly', (store) => store.get(KEY));

/**
 * @param {string} name of the database
 * @param {unknown} state
 */
export const writeState = (name, state) => inStore(name, 'readwrite', (store) => store.put(state, KEY));

/**
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<unknown>} the result, once the transaction is complete
 */
async function inStore(name, mode, ask) {
  const database = await opened(name);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(failure(transaction.error));
      // Chromium closes the connection when the site's data is cleared, and may leave the transaction without an end.
      database.onclose = () => reject(failure(null));
    });
  } finally {
    database.close();
  }
}

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
const opened = (name) =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failure(request.error));
  });

/** @param {DOMException | null} error */
const failure = (error) => error ?? new Error('The database cannot be used.');
