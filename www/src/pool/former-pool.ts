import { currentBackend } from './backend';

const STORAGE_KEY = 'demo.appClient';
/** Where the library stores the identities of guests, by identity pool, under Amplify's keys. */
const GUESTS = 'com.amplify.Cognito.';

/**
 * Removes what is stored of the app client that the page used before. The local Cognito forgets its pools when it ends, and the next
 * one has other IDs, so nothing else would ever remove it.
 */
export function forgetFormerPool(): void {
  const { userPoolClientId, identityPoolId = '' } = currentBackend();
  const former = localStorage.getItem(STORAGE_KEY);
  if (former === userPoolClientId) return;
  localStorage.setItem(STORAGE_KEY, userPoolClientId);
  if (former === null) return;
  removeItems(localStorage, `CognitoIdentityServiceProvider.${former}.`);
  removeItems(localStorage, GUESTS, `${GUESTS}${identityPoolId}.`);
  // What was begun there cannot be continued.
  removeItems(sessionStorage, 'demo.');
}

function removeItems(storage: Storage, prefix: string, kept?: string): void {
  for (const key of Object.keys(storage))
    if (key.startsWith(prefix) && !(kept !== undefined && key.startsWith(kept))) storage.removeItem(key);
}
