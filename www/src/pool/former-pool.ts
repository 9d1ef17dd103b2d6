import { currentBackend } from './backend';
import { type Kept, keptInSite, keptInTab } from '../storage/kept';

const STORAGE_KEY = 'demo.appClient';
/** Where the library stores the identities of guests, by identity pool, under Amplify's keys. */
const GUESTS = 'com.amplify.Cognito.';

/**
 * Removes what is stored of the app client that the page used before. The local Cognito forgets its pools when it ends, and the next
 * one has other IDs, so nothing else would ever remove it.
 */
export function forgetFormerPool(): void {
  const { userPoolClientId, identityPoolId = '' } = currentBackend();
  const former = keptInSite.get(STORAGE_KEY);
  if (former === userPoolClientId) return;
  keptInSite.set(STORAGE_KEY, userPoolClientId);
  if (former === null) return;
  removeItems(keptInSite, `CognitoIdentityServiceProvider.${former}.`);
  removeItems(keptInSite, GUESTS, `${GUESTS}${identityPoolId}.`);
  // What was begun there cannot be continued.
  removeItems(keptInTab, 'demo.');
}

function removeItems(place: Kept, prefix: string, exception?: string): void {
  for (const key of place.keys())
    if (key.startsWith(prefix) && !(exception !== undefined && key.startsWith(exception))) place.remove(key);
}
