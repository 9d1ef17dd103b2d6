/**
 * Calls back when another tab has signed a user in or out. The library stores the session under Amplify's keys, and
 * the browser reports each write to the other tabs. A sign-in writes the username first; the session is complete
 * once the refresh token is written.
 */
export function onOtherTabSignedInOrOut(callback: () => void): void {
  window.addEventListener('storage', ({ key, oldValue, newValue }) => {
    const signedOut = key?.endsWith('.LastAuthUser') && newValue === null;
    const signedIn = key?.endsWith('.refreshToken') && oldValue === null;
    if (signedOut || signedIn) callback();
  });
}
