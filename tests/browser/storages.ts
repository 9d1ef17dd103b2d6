import type { Page } from '@playwright/test';

/** Amplify's interface, which the storages of all three libraries can be used by. */
interface Items {
  setItem(key: string, value: string): unknown;
  getItem(key: string): unknown;
  removeItem(key: string): unknown;
  clear(): unknown;
}

interface OtherLibrary {
  readonly CookieStorage: new (options?: unknown) => Items;
}

declare global {
  // Set by harness/storages.js.
  var storages: {
    readonly ours: typeof import('../../ts/index.js');
    readonly amplify: OtherLibrary;
    readonly identity: OtherLibrary;
  };
}

/** Opens the page that has the libraries. Module scripts have run when a page has been loaded. */
export async function openStorages(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/storages.html`);
}
