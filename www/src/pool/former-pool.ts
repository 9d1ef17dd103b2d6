import { currentBackend } from './backend';

const STORAGE_KEY = 'demo.appClient';

/**
 * Removes what is stored of the app client that the page used before. The local Cognito forgets its pools when it ends, and the next
 * one has other IDs, so nothing else would ever remove it.
 */
export function forgetFormerPool(): void {
  const { userPoolClientId } = currentBackend();
  const former = localStorage.getItem(STORAGE_KEY);
  if (former === userPoolClientId) return;
  localStorage.setItem(STORAGE_KEY, userPoolClientId);
  if (former === null) return;
  removeItems(localStorage, `CognitoIdentityServiceProvider.${former}.`);
  // What was begun there cannot be continued.
  removeItems(sessionStorage, 'demo.');
}

function removeItems(storage: Storage, prefix: string): void {
  for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
}
