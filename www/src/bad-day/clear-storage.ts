/**
 * Clears `localStorage` as a browser does when the user clears the data of the site: it tells every tab, this one too.
 * It does not tell a tab of what the tab's own scripts do.
 */
export function clearStorage(): void {
  localStorage.clear();
  window.dispatchEvent(new StorageEvent('storage', { key: null, storageArea: localStorage, url: location.href }));
}
