import { auth } from './auth';

// Pages into which the extension injects scripts cannot read the session.
void chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

/** Marks the extension's icon while a user is signed in. */
async function showState() {
  const { isSignedIn } = await auth.fetchAuthSession({ allowStale: true });
  await chrome.action.setBadgeText({ text: isSignedIn ? '✓' : '' });
}

chrome.storage.local.onChanged.addListener(() => void showState());
void showState();
